package dev.lockstep.checker.language;

import dev.lockstep.checker.language.Kind.Plain;
import dev.lockstep.checker.language.Kind.SetOf;
import dev.lockstep.checker.language.Kind.TupleOf;
import dev.lockstep.checker.language.Terms.Scope;
import java.util.List;
import java.util.Random;

/** Random predicates. */
final class Predicates {
    private static final Kind KIND = Plain.BOOLEAN;

    private final Random random;
    private final Terms terms;

    Predicates(Random random, Terms terms) {
        this.random = random;
        this.terms = terms;
    }

    Term predicate(int d, Scope scope) {
        Kind of = terms.some();
        switch (random.nextInt(16)) {
            case 0:
                return Term.of(KIND, "(~$)", terms.bool(d, scope));
            case 1, 2, 3:
                String operator = List.of("/\\", "\\/", "=>", "<=>", "/\\").get(random.nextInt(5));
                return Term.of(KIND, "($ " + operator + " $)", terms.bool(d, scope), terms.bool(d, scope));
            case 4, 5:
                return Term.of(
                        KIND,
                        random.nextInt(3) == 0 ? "($ # $)" : "($ = $)",
                        terms.term(of, d, scope),
                        terms.term(of, d, scope));
            case 6, 7, 8:
                return Term.of(
                        KIND,
                        random.nextInt(4) == 0 ? "($ \\notin $)" : "($ \\in $)",
                        terms.term(of, d, scope),
                        new Collections(random, terms).asked(of, d, scope));
            case 9:
                return Term.of(
                        KIND,
                        "($ \\subseteq $)",
                        terms.set(of, d, scope),
                        random.nextInt(2) == 0
                                ? terms.set(of, d, scope)
                                : new Collections(random, terms).asked(of, d, scope));
            case 10, 11:
                String comparison = List.of("<", ">", "<=", ">=").get(random.nextInt(4));
                return Term.of(
                        KIND,
                        "($ " + comparison + " $)",
                        terms.term(Plain.INTEGER, d, scope),
                        terms.term(Plain.INTEGER, d, scope));
            case 12:
                return random.nextInt(3) == 0 || !scope.isState()
                        ? Term.of(KIND, "IsFiniteSet($)", terms.set(of, d, scope))
                        : Term.of(KIND, "(ENABLED ($))", new Steps(random, terms, scope).act(d));
            default:
                return quantified(of, d, scope);
        }
    }

    private Term quantified(Kind of, int d, Scope scope) {
        String quantifier = random.nextInt(2) == 0 ? "\\A " : "\\E ";
        Term x = terms.fresh(of);
        Term y = terms.fresh(terms.some());
        return switch (random.nextInt(4)) {
            case 0 ->
                Term.of(
                                KIND,
                                "(" + quantifier + x + " \\in $, " + y + " \\in $ : $)",
                                terms.set(of, d, scope),
                                terms.set(y.kind(), d, scope),
                                terms.bool(d, scope.with(x, y)))
                        .binding(x.pattern(), y.pattern());
            case 1 ->
                Term.of(
                                KIND,
                                "(" + quantifier + "<<" + x + ", " + y + ">> \\in $ : $)",
                                terms.set(new TupleOf(List.of(x.kind(), y.kind())), d, scope),
                                terms.bool(d, scope.with(x, y)))
                        .binding(x.pattern(), y.pattern());
            default -> {
                boolean isTwo = random.nextInt(5) == 0;
                Term z = terms.fresh(of);
                yield Term.of(
                                KIND,
                                "(" + quantifier + x + (isTwo ? ", " + z : "") + " \\in $ : $)",
                                terms.term(new SetOf(of), d, scope),
                                terms.bool(d, isTwo ? scope.with(x, z) : scope.with(x)))
                        .binding(x.pattern(), z.pattern());
            }
        };
    }
}
