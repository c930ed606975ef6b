package dev.lockstep.checker.oracle.tlc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a TLC config says, as far as behaviours depend on it.
 *
 * @param statements by keyword: what follows SPECIFICATION, INIT, NEXT, INVARIANT
 * @param assignments by constant or definition, the rest of the line as it is written: {@code = {a, b}}, {@code <- Other}
 */
record Config(Map<String, List<String>> statements, Map<String, String> assignments) {
    private static final Set<String> KEYWORDS = Set.of(
            "CONSTANT",
            "CONSTANTS",
            "INIT",
            "NEXT",
            "SPECIFICATION",
            "INVARIANT",
            "INVARIANTS",
            "PROPERTY",
            "PROPERTIES");
    private static final Set<String> OTHER_KEYWORDS = Set.of(
            "CONSTRAINT",
            "CONSTRAINTS",
            "ACTION_CONSTRAINT",
            "ACTION_CONSTRAINTS",
            "SYMMETRY",
            "VIEW",
            "CHECK_DEADLOCK");
    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|<-|[={}\\[\\],]|[^\\s={}\\[\\],\"]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

    static Config parse(String text) {
        Map<String, List<String>> statements = new LinkedHashMap<>();
        Map<String, String> assignments = new LinkedHashMap<>();
        List<String> tokens = tokens(text);
        String keyword = "";
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (KEYWORDS.contains(token) || OTHER_KEYWORDS.contains(token)) {
                keyword = token.replaceFirst("S$", "");
            } else if (keyword.equals("CONSTANT")) {
                int end = endOfValue(tokens, i + 2);
                assignments.put(token, String.join(" ", tokens.subList(i + 1, end)));
                i = end - 1;
            } else {
                statements.computeIfAbsent(keyword, key -> new ArrayList<>()).add(token);
            }
        }
        return new Config(statements, assignments);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher =
                TOKEN.matcher(text.replaceAll("(?s)\\(\\*.*?\\*\\)", " ").replaceAll("\\\\\\*.*", " "));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    private static int endOfValue(List<String> tokens, int start) {
        int depth = 0;
        for (int i = start; i < tokens.size(); i++) {
            depth += tokens.get(i).equals("{") ? 1 : tokens.get(i).equals("}") ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("a value does not end in the config");
    }

    List<String> statement(String keyword) {
        return statements.getOrDefault(keyword, List.of());
    }

    /** The definition that the config puts in place of another; the same: none. */
    String meant(String definition) {
        String assigned = assignments.getOrDefault(definition, "");
        return assigned.startsWith("<- ") ? assigned.substring(3) : definition;
    }

    Set<String> modelValues() {
        Set<String> values = new TreeSet<>();
        for (String assigned : assignments.values()) {
            if (assigned.startsWith("= ")) {
                for (String token : tokens(assigned)) {
                    if (NAME.matcher(token).matches() && !token.equals("TRUE") && !token.equals("FALSE")) {
                        values.add(token);
                    }
                }
            }
        }
        return values;
    }
}
