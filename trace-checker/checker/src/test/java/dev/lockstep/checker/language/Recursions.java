package dev.lockstep.checker.language;

import dev.lockstep.checker.language.Kind.Plain;
import dev.lockstep.checker.language.Kind.SetOf;
import dev.lockstep.checker.language.Terms.Scope;
import java.util.Random;

/** Random expressions that are defined by recursion: functions, operators of a LET, operators that take others as arguments. */
final class Recursions {
    static final String DEFINITIONS = """
            RECURSIVE FoldSet(_, _, _)
            FoldSet(f(_, _), base, S) ==
              IF S = {} THEN base ELSE LET x == CHOOSE x \\in S : TRUE IN f(x, FoldSet(f, base, S \\ {x}))
            MapThenFold(f(_, _), base, g(_), S) ==
              LET iter[s \\in SUBSET S] ==
                    IF s = {} THEN base ELSE LET x == CHOOSE x \\in s : TRUE IN f(g(x), iter[s \\ {x}])
              IN iter[S]
            FoldFunction(f(_, _), base, h) == MapThenFold(f, base, LAMBDA i : h[i], DOMAIN h)
            """;

    private final Random random;
    private final Terms terms;

    Recursions(Random random, Terms terms) {
        this.random = random;
        this.terms = terms;
    }

    Term term(Kind kind, int d, Scope scope) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> function(kind, d, scope);
            case 2 -> ofLet(kind, d, scope);
            case 3 -> ofSubsets(kind, d, scope);
            case 4 -> folded("FoldFunction", kind, d, scope);
            case 5 -> mapped(kind, d, scope);
            default -> folded("FoldSet", kind, d, scope);
        };
    }

    private Term small(int d, Scope scope) {
        return Term.of(Plain.INTEGER, "($ % 4)", terms.term(Plain.INTEGER, random.nextInt(2) * d, scope));
    }

    private Term function(Kind kind, int d, Scope scope) {
        Term n = terms.fresh(Plain.INTEGER);
        Term r = terms.fresh(kind);
        String f = "f" + n;
        String domain = random.nextInt(3) == 0 ? "Nat" : "0..3";
        String use = random.nextInt(6) == 0 ? f + "[$ + 1]" : f + "[$]";
        return Term.of(
                        kind,
                        "(LET " + f + "[" + n + " \\in " + domain + "] == IF " + n + " = 0 THEN $ ELSE LET " + r
                                + " == " + f + "[" + n + " - 1] IN $ IN " + use + ")",
                        terms.term(kind, d, scope.with(n)),
                        terms.term(kind, d, scope.with(n, r)),
                        small(d, scope))
                .binding(n.pattern(), r.pattern());
    }

    private Term ofLet(Kind kind, int d, Scope scope) {
        Term n = terms.fresh(Plain.INTEGER);
        Term r = terms.fresh(kind);
        String f = "R" + n;
        return Term.of(
                        kind,
                        "(LET RECURSIVE " + f + "(_) " + f + "(" + n + ") == IF " + n + " <= 0 THEN $ ELSE LET " + r
                                + " == " + f + "(" + n + " - 1) IN $ IN " + f + "($))",
                        terms.term(kind, d, scope.with(n)),
                        terms.term(kind, d, scope.with(n, r)),
                        small(d, scope))
                .binding(n.pattern(), r.pattern());
    }

    /** The elements of a set one after the other, in TLC's order. */
    private Term ofSubsets(Kind kind, int d, Scope scope) {
        Term s = terms.fresh(new SetOf(terms.some()));
        Term x = terms.fresh(((SetOf) s.kind()).element());
        Term r = terms.fresh(kind);
        Term set = terms.fresh(s.kind());
        String f = "f" + s;
        return Term.of(
                        kind,
                        "(LET " + set + " == $ " + f + "[" + s + " \\in SUBSET " + set + "] == IF " + s
                                + " = {} THEN $ ELSE LET " + x + " == CHOOSE " + x + "0 \\in " + s + " : TRUE " + r
                                + " == "
                                + f + "[" + s + " \\ {" + x + "}] IN $ IN " + f + "[" + set + "])",
                        terms.term(s.kind(), d, scope),
                        terms.term(kind, d, scope.with(s)),
                        terms.term(kind, d, scope.with(s, x, r)))
                .binding(s.pattern(), x.pattern(), r.pattern(), set.pattern());
    }

    private Term folded(String name, Kind kind, int d, Scope scope) {
        Term x = terms.fresh(name.equals("FoldSet") ? terms.some() : Kind.random(random, 0));
        Term y = terms.fresh(kind);
        Kind collection =
                name.equals("FoldSet") ? new SetOf(x.kind()) : new Kind.FunOf(Kind.random(random, 0), x.kind());
        if (kind == Plain.INTEGER && x.kind() == Plain.INTEGER && random.nextInt(3) == 0) {
            return Term.of(
                    kind,
                    name + "(" + (random.nextBoolean() ? "+" : "-") + ", $, $)",
                    terms.term(kind, d, scope),
                    terms.term(collection, d, scope));
        }
        return Term.of(
                        kind,
                        name + "(LAMBDA " + x + ", " + y + " : $, $, $)",
                        terms.term(kind, d, scope.with(x, y)),
                        terms.term(kind, d, scope),
                        terms.term(collection, d, scope))
                .binding(x.pattern(), y.pattern());
    }

    private Term mapped(Kind kind, int d, Scope scope) {
        Term x = terms.fresh(Kind.random(random, 1));
        Term y = terms.fresh(kind);
        Term z = terms.fresh(terms.some());
        return Term.of(
                        kind,
                        "MapThenFold(LAMBDA " + x + ", " + y + " : $, $, LAMBDA " + z + " : $, $)",
                        terms.term(kind, d, scope.with(x, y)),
                        terms.term(kind, d, scope),
                        terms.term(x.kind(), d, scope.with(z)),
                        terms.set(z.kind(), d, scope))
                .binding(x.pattern(), y.pattern(), z.pattern());
    }
}
