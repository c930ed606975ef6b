package dev.lockstep.specs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Expectation.Success;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.Model.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the table of all models in the README of the specs with what the models declare. */
class ModelTableTest {
    private static final Path SPECS = Path.of("").toAbsolutePath();

    /** Finds a row: the folder that its first cell links to, and the other cells. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| [^|]*?\\]\\((\\w+)/[^|]*\\| (\\d+ \\|.*) \\|$");

    @Test
    void theReadmeHasTheModels() throws Exception {
        assertThat(rows(Files.readString(SPECS.resolve("README.md")))).isEqualTo(declared());
    }

    @Test
    void aRowWithAnotherSumIsFound() throws Exception {
        Map<String, String> declared = declared();
        String mutex = declared.get("mutex");
        assertThat(rows("| [mutex](mutex/README.md) | " + mutex + " |")).containsExactly(Map.entry("mutex", mutex));
        assertThat(rows("| [mutex](mutex/README.md) | 1" + mutex + " |").get("mutex"))
                .isNotEqualTo(mutex);
    }

    private static Map<String, String> rows(String text) {
        Map<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            rows.put(row.group(1), row.group(2));
        }
        return rows;
    }

    private static Map<String, String> declared() throws Exception {
        return Model.below(SPECS).stream()
                .filter(model -> !(model.expectation() instanceof Expectation.Traces))
                .collect(Collectors.groupingBy(
                        Model::protocol,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), ModelTableTest::cells)));
    }

    private static String cells(List<Model> models) {
        List<Model> holding = models.stream()
                .filter(model -> model.expectation() instanceof Success)
                .toList();
        Model largest = holding.stream()
                .max(Comparator.comparingLong(ModelTableTest::states))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s | %s | `%s` | %,d | %d",
                ofTier(holding, Tier.FAST),
                ofTier(holding, Tier.FULL),
                largest.name(),
                states(largest),
                models.size() - holding.size());
    }

    private static String ofTier(List<Model> models, Tier tier) {
        List<Model> those =
                models.stream().filter(model -> model.tier() == tier).toList();
        long sum = those.stream().mapToLong(ModelTableTest::states).sum();
        return String.format(Locale.ROOT, "%d | %,d", those.size(), sum);
    }

    private static long states(Model model) {
        return model.expectation() instanceof Success success ? success.distinct() : 0;
    }
}
