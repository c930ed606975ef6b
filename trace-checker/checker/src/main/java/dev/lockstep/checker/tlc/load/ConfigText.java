package dev.lockstep.checker.tlc.load;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.parser.SimpleCharStream;
import tla2sany.parser.TLAplusParserConstants;
import tla2sany.parser.TLAplusParserTokenManager;
import tla2sany.parser.Token;
import tlc2.tool.impl.ModelConfig;

/** Holds a TLC config as a list of statements, so that values of constants can be replaced. */
final class ConfigText {
    private static final Set<String> KEYWORDS = Set.of(ModelConfig.ALL_KEYWORDS);
    private static final Set<String> CONSTANT = Set.of("CONSTANT", "CONSTANTS");

    /** The text of each assignment to a constant, by its name. */
    private final Map<String, String> constants = new LinkedHashMap<>();

    private final List<String> others = new ArrayList<>();
    private final Set<String> modelValues = new LinkedHashSet<>();

    private ConfigText() {}

    static ConfigText parse(String text) {
        List<Token> tokens = tokens(text);
        ConfigText config = new ConfigText();
        int i = 0;
        while (i < tokens.size()) {
            String keyword = tokens.get(i++).image;
            int end = i;
            while (end < tokens.size() && !KEYWORDS.contains(tokens.get(end).image)) {
                end++;
            }
            if (CONSTANT.contains(keyword)) {
                config.constants(tokens.subList(i, end));
            } else {
                config.others.add(keyword + " " + join(tokens.subList(i, end)));
            }
            i = end;
        }
        return config;
    }

    private static List<Token> tokens(String text) {
        SimpleCharStream chars =
                new SimpleCharStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1, 1);
        TLAplusParserTokenManager manager = new TLAplusParserTokenManager(chars, 2);
        List<Token> tokens = new ArrayList<>();
        while (true) {
            Token token = ModelConfig.getNextToken(manager);
            if (token.kind == TLAplusParserConstants.EOF) {
                return tokens;
            }
            tokens.add(token);
        }
    }

    /** Splits {@code N = 3  Proc = {a, b}  Max <- MCMax} before each name that an assignment follows. */
    private void constants(List<Token> tokens) {
        int start = 0;
        while (start < tokens.size()) {
            int assign = start + 1;
            while (assign < tokens.size() && !isAssignment(tokens.get(assign))) {
                assign++;
            }
            int end = assign + 1;
            while (end < tokens.size() && !startsAssignment(tokens, end)) {
                end++;
            }
            end = Math.min(end, tokens.size());
            constants.put(tokens.get(start).image, join(tokens.subList(start, end)));
            if (assign < end && tokens.get(assign).image.equals("=")) {
                tokens.subList(assign + 1, end).stream()
                        .filter(ConfigText::isModelValue)
                        .forEach(t -> modelValues.add(t.image));
            }
            start = end;
        }
    }

    private static boolean isAssignment(Token token) {
        return token.image.equals("=") || token.image.equals("<-");
    }

    private static boolean startsAssignment(List<Token> tokens, int i) {
        if (i + 1 >= tokens.size() || tokens.get(i).kind != TLAplusParserConstants.IDENTIFIER) {
            return false;
        }
        String next = tokens.get(i + 1).image;
        return isAssignment(tokens.get(i + 1)) || next.equals("(");
    }

    private static boolean isModelValue(Token token) {
        return token.kind == TLAplusParserConstants.IDENTIFIER
                && !token.image.equals("TRUE")
                && !token.image.equals("FALSE");
    }

    private static String join(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            text.append(token.image).append(' ');
        }
        return text.toString();
    }

    Set<String> modelValues() {
        return modelValues;
    }

    /** Returns the config, with the given assignments instead of those for the same names. */
    String with(Map<String, String> assignments) {
        Map<String, String> all = new LinkedHashMap<>(constants);
        all.putAll(assignments);
        StringBuilder text = new StringBuilder();
        others.forEach(other -> text.append(other).append('\n'));
        all.values()
                .forEach(assignment ->
                        text.append("CONSTANT ").append(assignment).append('\n'));
        return text.toString();
    }
}
