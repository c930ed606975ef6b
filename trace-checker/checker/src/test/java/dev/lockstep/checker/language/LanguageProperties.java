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
    void subsetsOfTheEmptySetAreLeftToTlcForTwoSymbols() throws Exception {
        each(
                Result.LEFT,
                "(\\A x, y \\in SUBSET {} : FALSE)",
                "(\\E x, y \\in SUBSET {} : TRUE)",
                "(\\A x, y \\in {z \\in SUBSET {} : TRUE} : FALSE)",
                "(LET S == SUBSET {} IN \\A x \\in S, y \\in S : FALSE)",
                "(\\A x, y \\in IF TRUE THEN SUBSET {} ELSE {} : FALSE)",
                "SUBSET {}");
    }

    @Example
    void forOneSymbolAtATimeTheyAreGoneThrough() throws Exception {
        each(
                Result.YES,
                "(\\A x \\in SUBSET {} : FALSE)",
                "(\\E x \\in SUBSET {} : \\A y \\in SUBSET {} : x = y)",
                "(LET S == SUBSET {} IN \\E x \\in S : \\E y \\in S : x = y)",
                "(LET S == SUBSET {} IN \\A x \\in S : \\A y \\in {1} : \\E z \\in S : FALSE)",
                "{<<x>> : x \\in SUBSET {}}",
                "Cardinality(SUBSET {})",
                "(CHOOSE x \\in SUBSET {} : TRUE)",
                "((SUBSET {}) \\X (SUBSET {}))",
                "(SUBSET {} \\subseteq SUBSET {1})");
    }

    /** TLC goes through a set in an order of its own until it comes to an element that is so. */
    @Example
    void ofSeveralElementsTheOneIsChosenThatTlcChooses() throws Exception {
        each(
                Result.YES,
                "(CHOOSE x \\in {3, -1, 2} : x > 0)",
                "(CHOOSE x \\in {\"m1\", \"b\", \"a\", \"\"} : x # \"a\")",
                "(CHOOSE x \\in Mods : TRUE)",
                "(CHOOSE x \\in {m3, m2} : TRUE)",
                "(CHOOSE x \\in BOOLEAN : TRUE)",
                "(CHOOSE x \\in {<<1, 2, 3>>, <<4>>, <<3>>} : TRUE)",
                "(CHOOSE x \\in {{1, 2}, {0, 5}, {3, 4, 0}} : TRUE)",
                "(CHOOSE x \\in SUBSET {1, 2, 3, 4} : Cardinality(x) = 2 /\\ 1 \\notin x)",
                "(CHOOSE x \\in {[b |-> 1, a |-> 2], [b |-> 0, a |-> 3]} : TRUE)",
                "(CHOOSE x \\in [{\"b\", \"a\"} -> {2, 3}] : x[\"a\"] # x[\"b\"])",
                "(CHOOSE x \\in [0..1 -> BOOLEAN] : x[0] # x[1])",
                "(CHOOSE <<x, y>> \\in {5, 4} \\X {2, 1} : x > y)",
                "(CHOOSE x \\in {1, 2, 3} : <<FALSE, TRUE>>[x])");
    }

    /** A set is sorted before one of its elements is chosen, which cannot be done with these. */
    @Example
    void amongUnlikeElementsNothingIsChosen() throws Exception {
        each(Result.FAILED, "(CHOOSE x \\in {1, \"a\"} : x = 1)", "(CHOOSE x \\in {<<1>>, <<\"a\">>} : TRUE)");
    }

    @Example
    void recursionIsEvaluatedAsTlcDoesIt() throws Exception {
        each(
                Result.YES,
                "FoldSet(LAMBDA x, y : x * 10 + y, 0, {3, 1, 2})",
                "FoldSet(+, 1, {3, 1, 2})",
                "FoldSet(\\cup, {}, {{1}, {2}})",
                "FoldFunction(LAMBDA x, y : <<x, y>>, <<>>, [a \\in Mods |-> a])",
                "FoldSet(LAMBDA x, y : x + FoldSet(LAMBDA u, w : u + w + x, 0, {1, 2}) + y, 0, {5, 6})",
                "(LET f[n \\in Nat] == IF n < 2 THEN n ELSE f[n - 1] + f[n - 2] IN <<f[7], f[3]>>)",
                "(LET f[n \\in 0..v0 + 5] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f)",
                "(LET f[n \\in 0..9, s \\in SUBSET {1, 2}] == IF n = 0 THEN s ELSE f[n - 1, s \\ {n}] IN f[4, {1}])",
                "(LET RECURSIVE R(_) R(n) == IF n = 0 THEN v0 ELSE R(n - 1) + n IN \\A k \\in 0..3 : R(k) = v0 + ((k * (k + 1)) \\div 2))",
                "(LET RECURSIVE R(_, _) R(F(_), n) == IF n = 0 THEN F(n) ELSE F(R(F, n - 1)) IN R(LAMBDA x : x + 2, 3))",
                "(LET g == [n \\in Nat |-> n * n] IN g[3] + g[4])",
                "(\\A k \\in 1..2 : LET f[n \\in Nat] == IF n = 0 THEN k ELSE f[n - 1] + k IN f[2] = 3 * k)");
        each(
                Result.FAILED,
                "(LET f[n \\in 0..3] == IF n = 0 THEN 0 ELSE f[n - 1] IN f[4])",
                "(LET f[n \\in 1..3] == f[n - 1] IN f[2])");
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
            {"(2 ^ 3)", "(3 ^ 2)"},
            {"[1..2 -> {1}]", "[1..2 -> {2}]"},
            {"(CHOOSE x \\in {2, 1} : TRUE)", "2"},
            {"(CHOOSE x \\in {m2, m1} : TRUE)", "m2"},
            {"(CHOOSE x \\in {\"b\", \"a\"} : TRUE)", "\"b\""},
            {"(CHOOSE x \\in SUBSET {1, 2} : x # {})", "{1, 2}"},
            {"FoldSet(LAMBDA x, y : x * 10 + y, 0, {1, 2})", "FoldSet(LAMBDA x, y : y * 10 + x, 0, {1, 2})"},
            {"FoldFunction(LAMBDA x, y : x - y, 0, <<1, 2>>)", "FoldFunction(LAMBDA x, y : x - y, 0, <<2, 1>>)"},
            {
                "(LET f[n \\in Nat] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f[3])",
                "(LET f[n \\in Nat] == IF n = 0 THEN 1 ELSE n + f[n - 1] IN f[3])"
            },
            {
                "(LET RECURSIVE R(_) R(n) == IF n = 0 THEN 0 ELSE n + R(n - 1) IN R(3))",
                "(LET RECURSIVE R(_) R(n) == IF n = 0 THEN 0 ELSE n + R(n - 1) IN R(2))"
            },
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
