package dev.lockstep.checker.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Compared.Result;
import dev.lockstep.checker.language.RandomSpec.Definition;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Random expressions and actions mean to the checker what they mean to TLC: the same successors, the same predicates true, and where TLC
 * cannot evaluate one, the checker does not say anything else.
 */
class LanguageProperties {
    private static final int DEFINITIONS = 120;
    private static final Map<Result, Integer> STEPS = new EnumMap<>(Result.class);
    private static final Map<Result, Integer> PREDICATES = new EnumMap<>(Result.class);

    private final Path folder = folder();

    private static Path folder() {
        try {
            return Files.createDirectories(Path.of("target", "language"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 6, seed = "2", shrinking = ShrinkingMode.OFF)
    void expressionsAndActionsMeanWhatTheyMeanToTlc(@ForAll long seed) throws Exception {
        compare(seed);
    }

    @Tag("full")
    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void alsoMoreOfThem(@ForAll long seed) throws Exception {
        compare(seed);
    }

    private void compare(long seed) throws Exception {
        RandomSpec spec = RandomSpec.of(seed, DEFINITIONS);
        Comparing comparing;
        try {
            comparing = Comparing.of(spec, seed, folder);
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageContaining("the initial states cannot be computed");
            return; // a set of unlike elements
        }
        comparing.steps.forEach((result, count) -> STEPS.merge(result, count, Integer::sum));
        comparing.predicates.forEach((result, count) -> PREDICATES.merge(result, count, Integer::sum));
        for (Map.Entry<Definition, String> different : comparing.different.entrySet()) {
            Map.Entry<Definition, String> least = Comparing.shrunk(spec, different, seed, folder);
            assertThat(least.getValue()).as("%s", least.getKey()).isNull();
        }
    }

    /** Otherwise the properties above compare TLC with itself, or nothing with nothing. */
    @AfterContainer
    static void mostIsDecidedWithoutTlc() {
        for (Map<Result, Integer> counts : List.of(STEPS, PREDICATES)) {
            int yes = counts.getOrDefault(Result.YES, 0);
            int no = counts.getOrDefault(Result.NO, 0);
            int all = counts.values().stream().mapToInt(Integer::intValue).sum();
            assertThat(yes).as(counts.toString()).isGreaterThan(all / 10);
            assertThat(no).as(counts.toString()).isGreaterThan(all / 10);
            assertThat(counts.getOrDefault(Result.FAILED, 0))
                    .as(counts.toString())
                    .isGreaterThan(all / 20);
            assertThat(counts.getOrDefault(Result.LEFT, 0))
                    .as(counts.toString())
                    .isLessThan((yes + no) * 2 / 3);
            assertThat(counts.getOrDefault(Result.UNNOTICED, 0))
                    .as(counts.toString())
                    .isLessThan(all / 100);
        }
    }

    /** What the checker would say if it took one operator for another. */
    @Example
    void anExpressionThatMeansSomethingElseIsNoticed() throws Exception {
        String[][] pairs = {
            {"(v0 + 1)", "(v0 - 1)"},
            {"((-7) % 3)", "(7 % 3)"},
            {"((-7) \\div 2)", "(-(7 \\div 2))"},
            {"{v0}", "<<v0>>"},
            {"[x \\in 1..2 |-> x]", "[x \\in 0..1 |-> x]"},
            {"(v0 \\in Nat)", "(v0 \\notin Nat)"},
            {"SUBSET {v1}", "{{}, {TRUE, FALSE}}"},
            {"[[a |-> 1] EXCEPT !.a = @ + 1]", "[[a |-> 1] EXCEPT !.a = 1]"},
            {"\"m1\"", "m1"},
            {"(\\A x \\in {} : FALSE)", "(\\E x \\in {} : TRUE)"},
        };
        RandomSpec random = RandomSpec.of(1, 0);
        List<Definition> definitions = new ArrayList<>();
        for (String[] pair : pairs) {
            for (String text : pair) {
                definitions.add(random.expression("E" + definitions.size(), Term.leaf(null, text)));
            }
        }
        Comparing comparing = Comparing.of(random.with(definitions), 1, folder);
        assertThat(comparing.different).isEmpty();
        for (int i = 0; i < definitions.size(); i += 2) {
            assertThat(comparing.compared("E" + i, "E" + (i + 1)))
                    .as(pairs[i / 2][0])
                    .isEqualTo(Result.DIFFERENT);
            assertThat(comparing.compared("E" + i, "E" + i)).isEqualTo(Result.YES);
        }
    }
}
