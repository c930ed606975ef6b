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
        if (STEPS.isEmpty()) {
            return; // an example was run by itself
        }
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

    /** TLC makes the values of all operands, of those also that the result does not depend on. */
    @Example
    void whatTlcCannotEvaluateIsNotDecided() throws Exception {
        each(
                Result.FAILED,
                "(0 \\in ({} \\cap <<{}>>[2]))",
                "(0 \\notin ({} \\ <<{}>>[2]))",
                "(0 \\in ({0} \\cup <<{}>>[2]))",
                "({} \\subseteq <<{}>>[2])",
                "(<<>> \\in Seq(<<{}>>[2]))",
                "({} \\in SUBSET <<{}>>[2])",
                "([a |-> 1] \\in [b : <<{}>>[2]])",
                "(<<1>> \\in [1..2 -> <<{}>>[2]])",
                "(<<3, 4>> \\in ({1} \\X <<{}>>[2]))",
                "(5 \\in (6 .. <<1>>[2]))",
                "(\\A x \\in {}, y \\in <<{}>>[2] : TRUE)",
                "{x : x \\in {}, y \\in <<>>}",
                "(\\E x \\in {y \\in {1, 2} : <<TRUE>>[y]} : TRUE)",
                "(\\A x \\in ({} \\ <<{}>>[2]) : TRUE)",
                "[[x \\in {1} |-> TRUE] EXCEPT ![1] = ENABLED (@)]",
                "(ENABLED (\\E <<x, y>> \\in {<<1, 2, 3>>} : v0' = x))");
    }

    /** To TLA+ it makes no difference; to go through a network to find one message in it would. */
    @Example
    void ofAFilteredSetOnlyTheElementThatIsAskedForIsLookedAt() throws Exception {
        each(
                Result.DECIDED,
                "(1 \\in {x \\in {1, 2} : <<TRUE>>[x]})",
                "(1 \\in ({1} \\cup {x \\in {1, 2} : <<TRUE>>[x]}))");
    }

    /** Elements that are of unlike kinds, and values that are made in unusual ways, are what they are to TLC. */
    @Example
    void whatIsMadeInAnotherOrderIsTheSame() throws Exception {
        each(
                Result.YES,
                "([x \\in 1..3 |-> x] @@ [x \\in {-1, 1, 2} |-> 7])",
                "([x \\in {-1, 1, 2} |-> x] @@ [x \\in 1..3 |-> 7])",
                "((m2 :> 1 @@ m1 :> 2) @@ [x \\in Mods |-> 3])",
                "{[a |-> \"x\", b |-> 1], [a |-> \"x\", b |-> 2]}",
                "<<(-7) % 3, (-7) \\div 3, 7 \\div (-2), -2147483647 - 1>>",
                "<<<<>> = [x \\in {} |-> 1], [x \\in 1..2 |-> x] = <<1, 2>>, [a |-> 1] = [x \\in {\"a\"} |-> 1]>>");
    }

    /** TLC, going through the subsets of the empty set for two symbols, finds none. */
    @Example
    void subsetsOfTheEmptySetAreLeftToTlc() throws Exception {
        each(Result.LEFT, "(\\A x, y \\in SUBSET {} : FALSE)", "(\\E x, y \\in SUBSET {} : TRUE)", "SUBSET {}");
    }

    /** To TLC, as to nobody else, a tuple of letters may be a string. */
    @Example
    void aStringOfTheTraceIsNoTuple() throws Exception {
        RandomSpec random = RandomSpec.of(1, 0);
        String action = "(p) == UNCHANGED <<out, v0, v1, v2, v3, v4, v5, v6, v7, v8>>\nNAMED == ";
        RandomSpec spec = random.with(List.of(
                new Definition(
                        "A0", Term.leaf(null, ""), action + "\\E <<p, q>> \\in {<<<<\"a\">>, 1>>} : NAME(p)$", true),
                new Definition(
                        "A1", Term.leaf(null, ""), action + "\\E p \\in {<<\"a\">>, <<\"b\">>} : NAME(p)$", true)));
        for (int seed = 1; seed <= 4; seed++) {
            assertThat(Comparing.of(spec, seed, folder).different).isEmpty();
        }
    }

    private void each(Result expected, String... texts) throws Exception {
        RandomSpec random = RandomSpec.of(1, 0);
        List<Definition> definitions = new ArrayList<>();
        for (String text : texts) {
            definitions.add(random.expression("E" + definitions.size(), Term.leaf(null, text)));
        }
        Comparing comparing = Comparing.of(random.with(definitions), 1, folder);
        assertThat(comparing.different).isEmpty();
        for (Definition definition : definitions) {
            assertThat(comparing.compared(definition.name(), definition.name()))
                    .as(definition.term().toString())
                    .isEqualTo(expected);
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
