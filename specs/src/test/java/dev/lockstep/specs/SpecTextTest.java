package dev.lockstep.specs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be said of the specs as texts: the form, and that nothing is stated which no model checks. */
class SpecTextTest {
    private static final Path SPECS = Path.of("").toAbsolutePath();
    private static final Pattern DEFINITION =
            Pattern.compile("(?m)^([A-Za-z]\\w*)(?:\\([^)]*\\))?(?:\\[[^]]*])?\\s*==");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]\\w*");
    private static final Pattern THEOREM = Pattern.compile("(?m)^THEOREM\\b[^\\n]*(?:\\n[ \\t]+[^\\n]*)*");

    private static Stream<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(SPECS)) {
            return files
                    .filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !SPECS.relativize(file).startsWith("target"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void specsAreAsciiAndAtMost90ColumnsWide() throws IOException {
        List<String> offences = new ArrayList<>();
        for (Path file : files(".tla").toList()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.length() > 90 || !line.chars().allMatch(c -> c >= ' ' && c < 127)) {
                    offences.add(SPECS.relativize(file) + ":" + (i + 1) + ": " + line);
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void everyModuleOpensWithAComment() throws IOException {
        assertThat(files(".tla").toList())
                .allSatisfy(file -> assertThat(Files.readAllLines(file).get(1))
                        .as(file.toString())
                        .startsWith("(*"));
    }

    @Test
    void everyDefinitionIsUsedByAnotherOrByAModel() throws IOException {
        List<String> unused = new ArrayList<>();
        textsByProtocol().forEach(texts -> unused.addAll(unused(texts)));
        assertThat(unused).isEmpty();
    }

    @Test
    void everyTheoremIsCheckedBySomeModel() throws IOException {
        List<String> unchecked = new ArrayList<>();
        textsByProtocol().forEach(texts -> unchecked.addAll(unchecked(texts)));
        assertThat(unchecked).isEmpty();
    }

    /** Modules and configs by file, a map for each protocol's folder. */
    private static List<Map<Path, String>> textsByProtocol() throws IOException {
        Map<Path, Map<Path, String>> protocols = new TreeMap<>();
        for (Path file : Stream.concat(files(".tla"), files(".cfg")).toList()) {
            Path relative = SPECS.relativize(file);
            protocols
                    .computeIfAbsent(relative.getName(0), protocol -> new LinkedHashMap<>())
                    .put(relative, withoutComments(Files.readString(file)));
        }
        return List.copyOf(protocols.values());
    }

    /** The canary of this class: an invariant and a theorem that no model names are found. */
    @Test
    void aPropertyThatNoModelNamesIsFound() {
        Map<Path, String> texts = new LinkedHashMap<>();
        texts.put(
                Path.of("p/A.tla"),
                "VARIABLE x\nInit == x = 0\nNext == x' = x\nSpec == Init /\\ [][Next]_x\nTypeOK == x = 0\nSafe == x < 1\n"
                        + "THEOREM Spec => []TypeOK /\\ []Safe\n");
        texts.put(Path.of("p/models/A.cfg"), "SPECIFICATION Spec\nINVARIANT TypeOK\n");
        assertThat(unchecked(texts)).containsExactly("p/A.tla: THEOREM Spec => []TypeOK /\\ []Safe: Safe");
        texts.put(Path.of("p/A.tla"), texts.get(Path.of("p/A.tla")).replaceAll("THEOREM.*", ""));
        assertThat(unused(texts)).containsExactly("p/A.tla: Safe");
    }

    /** Definitions that occur nowhere but where they are defined. */
    private static List<String> unused(Map<Path, String> texts) {
        Map<String, Integer> occurrences = new TreeMap<>();
        texts.forEach((file, text) -> {
            Matcher word = WORD.matcher(THEOREM.matcher(text).replaceAll(""));
            while (word.find()) {
                occurrences.merge(word.group(), 1, Integer::sum);
            }
        });
        List<String> unused = new ArrayList<>();
        definitions(texts).forEach((name, places) -> {
            if (occurrences.getOrDefault(name, 0) <= places.size()) {
                unused.add(places.get(0) + ": " + name);
            }
        });
        return unused;
    }

    private static Map<String, List<Path>> definitions(Map<Path, String> texts) {
        Map<String, List<Path>> definitions = new TreeMap<>();
        texts.forEach((file, text) -> {
            Matcher definition = DEFINITION.matcher(text);
            while (definition.find()) {
                definitions
                        .computeIfAbsent(definition.group(1), name -> new ArrayList<>())
                        .add(file);
            }
        });
        return definitions;
    }

    /** Names on the right of a theorem's implication that no config mentions, directly or through a definition that it mentions. */
    private static List<String> unchecked(Map<Path, String> texts) {
        Set<String> checked = new TreeSet<>();
        texts.forEach((file, text) -> {
            if (file.toString().endsWith(".cfg")) {
                words(text).forEach(checked::add);
            }
        });
        boolean grows = true;
        while (grows) {
            grows = false;
            for (String text : texts.values()) {
                grows |= checked.addAll(wordsOfDefinitions(text, checked));
            }
        }
        List<String> unchecked = new ArrayList<>();
        texts.forEach((file, text) -> {
            Matcher theorem = THEOREM.matcher(text);
            while (theorem.find()) {
                String statement = theorem.group().trim();
                String conclusion = statement.substring(Math.max(0, statement.indexOf("=>")));
                words(conclusion)
                        .filter(name -> !checked.contains(name))
                        .forEach(name -> unchecked.add(file + ": " + statement + ": " + name));
            }
        });
        return unchecked;
    }

    private static Set<String> wordsOfDefinitions(String text, Set<String> names) {
        Set<String> found = new TreeSet<>();
        Matcher definition = DEFINITION.matcher(text);
        int start = -1;
        String name = "";
        while (definition.find()) {
            if (start >= 0 && names.contains(name)) {
                words(text.substring(start, definition.start())).forEach(found::add);
            }
            start = definition.end();
            name = definition.group(1);
        }
        if (start >= 0 && names.contains(name)) {
            words(text.substring(start)).forEach(found::add);
        }
        return found;
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(result -> result.group());
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?s)\\(\\*.*?\\*\\)", " ").replaceAll("\\\\\\*[^\\n]*", " ");
    }
}
