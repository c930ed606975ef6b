package dev.lockstep.checker.language;

import dev.lockstep.checker.language.Kind.FunOf;
import dev.lockstep.checker.language.Kind.Plain;
import dev.lockstep.checker.language.Kind.RecOf;
import dev.lockstep.checker.language.Kind.SeqOf;
import dev.lockstep.checker.language.Kind.SetOf;
import dev.lockstep.checker.language.Kind.TupleOf;
import dev.lockstep.checker.language.Terms.Scope;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A module of many actions that have nothing to do with each other, and of many predicates. */
final class RandomSpec {
    private static final int VARIABLES = 9;
    private static final int INITIAL = 5;

    private static final String CONFIG = """
            INIT Init
            NEXT Next
            CONSTANTS
              m1 = m1
              m2 = m2
              m3 = m3
              T_1 = T_1
              T_2 = T_2
              U_1 = U_1
              Mods = {m1, m2, m3}
            """;

    private static final String INNER = """
            ---- MODULE Inner ----
            EXTENDS Integers
            CONSTANT K
            VARIABLE w
            Either(x, y) == IF w < K THEN x ELSE y
            Plus(x, y) == x + y + w
            Bump(x) == w' = w + x
            ====
            """;

    private static final String HEAD = """
            ---- MODULE Random ----
            EXTENDS Integers, Sequences, FiniteSets, TLC
            CONSTANTS m1, m2, m3, T_1, T_2, U_1, Mods
            VARIABLES %s
            I == INSTANCE Inner WITH w <- v0, K <- 2
            Apply(F(_), x) == F(x)
            Twice(F(_), x) == <<F(x), F(x)>>
            Second(x, y) == y
            Become(x, e) == x' = e
            Both(x, y) == x /\\ y
            Given(F(_), S) == \\E x \\in S : F(x)
            Fields == [a |-> 1, b |-> 2, c |-> 3]
            RECURSIVE Sum(_)
            Sum(q) == IF q = <<>> THEN 0 ELSE Head(q) + Sum(Tail(q))
            %s""";

    /**
     * An action or a predicate of the spec.
     *
     * @param term the part that differs from spec to spec
     * @param text the definition of its name, the term as $
     */
    record Definition(String name, Term term, String text, boolean isAction) {
        Definition with(String newName, Term smaller) {
            return new Definition(newName, smaller, text, isAction);
        }

        /** As it is used in Next, or checked. */
        String lines() {
            return name + text.replace("$", term.toString()).replace("NAME", name) + "\n";
        }
    }

    private final List<List<Term>> states = new ArrayList<>();
    private final List<Term> variables = new ArrayList<>();
    final List<Definition> definitions = new ArrayList<>();

    private RandomSpec() {}

    static RandomSpec of(long seed, int size) {
        RandomSpec spec = new RandomSpec();
        Random random = new Random(seed);
        spec.variables(random);
        Terms terms = new Terms(random, spec.variables);
        for (int i = 0; i < INITIAL; i++) {
            spec.states.add(
                    spec.variables.stream().map(v -> terms.literal(v.kind())).toList());
        }
        for (int i = 0; i < size; i++) {
            spec.add(random, terms, i);
        }
        return spec;
    }

    /** The same variables, other definitions. */
    RandomSpec with(List<Definition> others) {
        RandomSpec spec = new RandomSpec();
        spec.variables.addAll(variables);
        spec.states.addAll(states);
        spec.definitions.addAll(others);
        return spec;
    }

    private void variables(Random random) {
        List<Kind> kinds = new ArrayList<>(List.of(Plain.INTEGER, Plain.BOOLEAN, Plain.MODEL));
        kinds.add(new SetOf(random.nextBoolean() ? Plain.MESSAGE : Kind.random(random, 1)));
        kinds.add(new SeqOf(Kind.random(random, 1)));
        kinds.add(new FunOf(Kind.random(random, 0), Kind.random(random, 1)));
        kinds.add(new RecOf(List.of(Kind.random(random, 1), Kind.random(random, 0))));
        kinds.add(new TupleOf(List.of(Kind.random(random, 0), Kind.random(random, 1))));
        while (kinds.size() < VARIABLES) {
            kinds.add(Kind.random(random, 2));
        }
        for (int i = 0; i < VARIABLES; i++) {
            variables.add(Term.leaf(kinds.get(i), "v" + i));
        }
    }

    private void add(Random random, Terms terms, int number) {
        Scope state = new Scope(List.of(), List.of(), true);
        int depth = 2 + random.nextInt(3);
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                Term value = terms.term(terms.some(), depth, state);
                definitions.add(expression("E" + number, value));
            }
            case 2 -> {
                Term predicate = new Predicates(random, terms).predicate(depth, state);
                definitions.add(new Definition("P" + number, predicate, " == $", false));
            }
            default -> {
                List<Term> some = new ArrayList<>(variables);
                java.util.Collections.shuffle(some, random);
                List<Term> changed = some.subList(0, 1 + random.nextInt(2));
                List<Term> others = new ArrayList<>(variables);
                others.removeAll(changed);
                Term parameter = Term.symbol(terms.some(), "p");
                boolean has = random.nextBoolean();
                Term step = new Steps(random, terms, has ? state.with(parameter) : state)
                        .step(changed, List.of(), depth - 1);
                String rest = " /\\ UNCHANGED <<out, " + names(others) + ">>";
                definitions.add(new Definition(
                        "A" + number,
                        step,
                        has
                                ? "(p) == $" + rest + "\nNAMED == " + use(random, terms, parameter.kind(), state)
                                : " ==\n  /\\ $\n " + rest,
                        true));
            }
        }
    }

    /** How Next comes to an action of one parameter. */
    private static String use(Random random, Terms terms, Kind kind, Scope state) {
        Term set = terms.set(kind, 2, state);
        Term guard = terms.bool(2, state);
        Term q = terms.fresh(terms.some());
        Term value = terms.term(kind, 2, state);
        return switch (random.nextInt(9)) {
            case 0 ->
                "\\E p \\in " + set + ", " + q + " \\in " + terms.set(q.kind(), 1, state) + " : " + guard
                        + " /\\ NAME(p)";
            case 1 -> "IF " + guard + " THEN \\E p \\in " + set + " : NAME(p) ELSE NAME(" + value + ")";
            case 2 -> "LET r == " + value + " IN \\E p \\in {r} : NAME(r) \\/ NAME(p)";
            case 3 ->
                "\\E <<p, " + q + ">> \\in " + terms.set(new TupleOf(List.of(kind, q.kind())), 2, state) + " : NAME(p)";
            case 4 -> "CASE " + guard + " -> NAME(" + value + ") [] OTHER -> \\E p \\in " + set + " : NAME(p)";
            case 5 -> "\\E p \\in " + set + " : NAME(p) /\\ p \\in " + terms.set(kind, 1, state);
            default -> "\\E p \\in " + set + " : NAME(p)";
        };
    }

    /** An action that computes the value. */
    Definition expression(String name, Term value) {
        return new Definition(name, value, " == out' = <<$>> /\\ UNCHANGED <<" + names(variables) + ">>", true);
    }

    private static String names(List<Term> variables) {
        return variables.stream().map(Term::pattern).collect(Collectors.joining(", "));
    }

    LoadedSpec load(Path folder) throws IOException, InvalidInputException {
        Files.writeString(folder.resolve("Inner.tla"), INNER);
        Files.writeString(folder.resolve("Random.tla"), text());
        Files.writeString(folder.resolve("Random.cfg"), CONFIG);
        return SpecLoader.load(SpecSource.of(folder.resolve("Random.tla"), folder.resolve("Random.cfg")));
    }

    String text() {
        StringBuilder text = new StringBuilder(HEAD.formatted(names(variables) + ", out", Recursions.DEFINITIONS));
        text.append("Init ==\n");
        for (List<Term> state : states) {
            text.append("  \\/ out = <<>> ")
                    .append(IntStream.range(0, state.size())
                            .mapToObj(i -> "/\\ v" + i + " = " + state.get(i))
                            .collect(Collectors.joining(" ")))
                    .append('\n');
        }
        definitions.forEach(definition -> text.append(definition.lines()));
        text.append("Next ==\n");
        for (Definition definition : definitions) {
            if (definition.isAction()) {
                text.append("  \\/ ")
                        .append(definition.name())
                        .append(definition.text().startsWith("(p)") ? "D" : "")
                        .append('\n');
            }
        }
        return text.append("  \\/ FALSE /\\ UNCHANGED <<" + names(variables) + ", out>>\n====\n")
                .toString();
    }
}
