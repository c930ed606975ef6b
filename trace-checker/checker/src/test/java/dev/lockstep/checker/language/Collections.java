package dev.lockstep.checker.language;

import dev.lockstep.checker.language.Kind.FunOf;
import dev.lockstep.checker.language.Kind.Plain;
import dev.lockstep.checker.language.Kind.RecOf;
import dev.lockstep.checker.language.Kind.SeqOf;
import dev.lockstep.checker.language.Kind.SetOf;
import dev.lockstep.checker.language.Kind.TupleOf;
import dev.lockstep.checker.language.Terms.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random sets: to be written out, so they are small; and to be asked for an element. */
final class Collections {
    private final Random random;
    private final Terms terms;

    Collections(Random random, Terms terms) {
        this.random = random;
        this.terms = terms;
    }

    Term set(Kind element, int d, Scope scope) {
        SetOf kind = new SetOf(element);
        Term x = terms.fresh(element);
        switch (random.nextInt(13)) {
            case 0, 1:
                String operator = List.of("\\cup", "\\cap", "\\").get(random.nextInt(3));
                return Term.of(kind, "($ " + operator + " $)", terms.term(kind, d, scope), terms.term(kind, d, scope));
            case 2, 3:
                return Term.of(kind, "{" + x + " \\in $ : $}", terms.term(kind, d, scope), terms.bool(d, scope.with(x)))
                        .binding(x.pattern());
            case 4, 5:
                return image(kind, d, scope);
            case 6:
                return Term.of(kind, "(UNION $)", terms.set(kind, d, scope));
            case 7:
                return Term.of(kind, "(DOMAIN $)", terms.term(new FunOf(element, terms.some()), d, scope));
            case 8:
                return Term.of(kind, "{$}", terms.term(element, d, scope));
            default:
                return special(element, d, scope);
        }
    }

    private Term image(SetOf kind, int d, Scope scope) {
        Term x = terms.fresh(terms.some());
        Term y = terms.fresh(terms.some());
        return switch (random.nextInt(3)) {
            case 0 ->
                Term.of(
                                kind,
                                "{$ : " + x + " \\in $, " + y + " \\in $}",
                                terms.term(kind.element(), d, scope.with(x, y)),
                                terms.set(x.kind(), d - 1, scope),
                                terms.set(y.kind(), d - 1, scope))
                        .binding(x.pattern(), y.pattern());
            case 1 ->
                Term.of(
                                kind,
                                "{$ : <<" + x + ", " + y + ">> \\in $}",
                                terms.term(kind.element(), d, scope.with(x, y)),
                                terms.set(new TupleOf(List.of(x.kind(), y.kind())), d, scope))
                        .binding(x.pattern(), y.pattern());
            default ->
                Term.of(
                                kind,
                                "{$ : " + x + " \\in $}",
                                terms.term(kind.element(), d, scope.with(x)),
                                terms.set(x.kind(), d, scope))
                        .binding(x.pattern());
        };
    }

    /** What there is for the kind of its elements. */
    private Term special(Kind element, int d, Scope scope) {
        SetOf kind = new SetOf(element);
        if (element == Plain.INTEGER) {
            return Term.of(
                    kind,
                    List.of("(0..($ % 4))", "(1..($ % 5))", "(-2..($ % 3))", "(DOMAIN <<$, 1, 2>>)")
                            .get(random.nextInt(4)),
                    terms.term(element, d, scope));
        } else if (element == Plain.BOOLEAN) {
            return Term.leaf(kind, "BOOLEAN");
        } else if (element instanceof SetOf) {
            return Term.of(kind, "(SUBSET $)", terms.term(element, random.nextInt(2), scope));
        } else if (element instanceof TupleOf tuple && tuple.parts().size() == 2) {
            if (random.nextInt(2) == 0) {
                Term x = terms.fresh(tuple.parts().get(0));
                Term y = terms.fresh(tuple.parts().get(1));
                return Term.of(
                                kind,
                                "{<<" + x + ", " + y + ">> \\in $ : $}",
                                terms.term(kind, d, scope),
                                terms.bool(d, scope.with(x, y)))
                        .binding(x.pattern(), y.pattern());
            }
            return Term.of(
                    kind,
                    "($ \\X $)",
                    terms.set(tuple.parts().get(0), d - 1, scope),
                    terms.set(tuple.parts().get(1), d - 1, scope));
        } else if (element instanceof FunOf fun) {
            return Term.of(kind, "[$ -> $]", terms.set(fun.argument(), 0, scope), terms.set(fun.value(), 0, scope));
        } else if (element instanceof RecOf rec) {
            return records(
                    rec, rec.fields().stream().map(f -> terms.set(f, 0, scope)).toList());
        }
        return Term.of(kind, "{$, $}", terms.term(element, d, scope), terms.term(element, d, scope));
    }

    private static Term records(RecOf kind, List<Term> sets) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            fields.add(List.of("a", "b", "c").get(i) + " : $");
        }
        return new Term(new SetOf(kind), "[" + String.join(", ", fields) + "]", sets, java.util.Set.of());
    }

    /** Also an infinite one, or one that is too large to be written out. */
    Term asked(Kind element, int d, Scope scope) {
        SetOf kind = new SetOf(element);
        if (d <= 0 || random.nextInt(4) == 0) {
            return terms.term(kind, d, scope);
        }
        Term x = terms.fresh(element);
        switch (random.nextInt(10)) {
            case 0:
                String operator = List.of("\\cup", "\\cap", "\\").get(random.nextInt(3));
                return Term.of(
                        kind, "($ " + operator + " $)", asked(element, d - 1, scope), asked(element, d - 1, scope));
            case 1:
                return Term.of(
                                kind,
                                "{" + x + " \\in $ : $}",
                                asked(element, d - 1, scope),
                                terms.bool(d - 1, scope.with(x)))
                        .binding(x.pattern());
            case 2:
                return Term.of(
                        kind,
                        "(IF $ THEN $ ELSE $)",
                        terms.bool(d - 1, scope),
                        asked(element, d - 1, scope),
                        asked(element, d - 1, scope));
            case 3:
                return Term.of(kind, "(UNION {$, $})", asked(element, d - 1, scope), asked(element, d - 1, scope));
            case 4:
                Term s = terms.fresh(kind);
                return Term.of(
                                kind,
                                "(LET " + s + " == $ IN $)",
                                asked(element, d - 1, scope),
                                asked(element, d - 1, scope.with(s)))
                        .binding(s.pattern());
            default:
                return all(element, d - 1, scope);
        }
    }

    private Term all(Kind element, int d, Scope scope) {
        SetOf kind = new SetOf(element);
        if (element == Plain.INTEGER) {
            return Term.leaf(kind, List.of("Nat", "Int", "(0..3)").get(random.nextInt(3)));
        } else if (element == Plain.STRING) {
            return Term.leaf(kind, "STRING");
        } else if (element instanceof SetOf set) {
            return Term.of(kind, "(SUBSET $)", asked(set.element(), d, scope));
        } else if (element instanceof SeqOf seq) {
            return Term.of(kind, "Seq($)", asked(seq.element(), d, scope));
        } else if (element instanceof FunOf fun) {
            return Term.of(kind, "[$ -> $]", terms.set(fun.argument(), 0, scope), asked(fun.value(), d, scope));
        } else if (element instanceof RecOf rec) {
            return records(
                    rec, rec.fields().stream().map(f -> asked(f, d, scope)).toList());
        } else if (element instanceof TupleOf tuple && tuple.parts().size() == 2) {
            return Term.of(
                    kind,
                    "($ \\X $)",
                    asked(tuple.parts().get(0), d, scope),
                    asked(tuple.parts().get(1), d, scope));
        }
        return terms.term(kind, d, scope);
    }
}
