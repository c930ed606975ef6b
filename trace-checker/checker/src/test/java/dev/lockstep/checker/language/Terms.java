package dev.lockstep.checker.language;

import dev.lockstep.checker.language.Kind.FunOf;
import dev.lockstep.checker.language.Kind.Plain;
import dev.lockstep.checker.language.Kind.RecOf;
import dev.lockstep.checker.language.Kind.SeqOf;
import dev.lockstep.checker.language.Kind.SetOf;
import dev.lockstep.checker.language.Kind.TupleOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random expressions of a kind, and now and then of another. */
final class Terms {
    private static final int WRONG = 80;
    private static final String[] FIELDS = {"a", "b", "c"};

    private final Random random;
    private final List<Term> variables;
    private int names;

    /**
     * What an expression may use.
     *
     * @param symbols bound around it
     * @param primed variables that may be read after the step
     * @param isState whether it may speak of what is enabled
     */
    record Scope(List<Term> symbols, List<Term> primed, boolean isState) {
        Scope with(Term... more) {
            List<Term> all = new ArrayList<>(symbols);
            all.addAll(List.of(more));
            return new Scope(all, primed, isState);
        }

        /** Of the state after the step as if it were the one before. */
        Scope beforeIt() {
            return new Scope(List.of(), List.of(), false);
        }

        /** Within an action of its own. */
        Scope after(List<Term> assigned) {
            return new Scope(symbols, assigned, isState);
        }
    }

    Terms(Random random, List<Term> variables) {
        this.random = random;
        this.variables = variables;
    }

    private int to(int most) {
        return random.nextInt(most);
    }

    List<Term> variables() {
        return variables;
    }

    Term fresh(Kind kind) {
        return Term.symbol(kind, "x" + names++);
    }

    Kind some() {
        return to(3) == 0
                ? Kind.random(random, 1)
                : variables.get(to(variables.size())).kind();
    }

    // ---------------------------------------------------------------- values

    /** A constant, with few elements. */
    Term literal(Kind kind) {
        if (kind == Plain.INTEGER) {
            return Term.leaf(kind, to(40) == 0 ? "2147483647" : to(6) == 0 ? "(-" + (1 + to(3)) + ")" : "" + to(4));
        } else if (kind == Plain.BOOLEAN) {
            return Term.leaf(kind, to(2) == 0 ? "TRUE" : "FALSE");
        } else if (kind == Plain.STRING) {
            return Term.leaf(kind, List.of("\"a\"", "\"b\"", "\"m1\"", "\"\"").get(to(to(4) == 0 ? 4 : 2)));
        } else if (kind == Plain.MODEL) {
            return Term.leaf(kind, to(25) == 0 ? List.of("T_1", "T_2", "U_1").get(to(3)) : "m" + (1 + to(3)));
        } else if (kind == Plain.MESSAGE) {
            return message();
        } else if (kind instanceof SetOf set) {
            return listed(kind, "{", "}", to(4), set.element());
        } else if (kind instanceof SeqOf seq) {
            return listed(kind, "<<", ">>", to(4), seq.element());
        } else if (kind instanceof FunOf fun) {
            Term symbol = fresh(fun.argument());
            return Term.of(
                            kind,
                            "[" + symbol + " \\in $ |-> IF " + symbol + " = $ THEN $ ELSE $]",
                            domain(fun.argument()),
                            literal(fun.argument()),
                            literal(fun.value()),
                            literal(fun.value()))
                    .binding(symbol.pattern());
        } else if (kind instanceof RecOf rec) {
            List<Term> fields = new ArrayList<>();
            rec.fields().forEach(field -> fields.add(literal(field)));
            return record(rec, fields);
        }
        List<Term> parts = new ArrayList<>();
        ((TupleOf) kind).parts().forEach(part -> parts.add(literal(part)));
        return joined(kind, "<<", ">>", parts);
    }

    private Term message() {
        return switch (to(4)) {
            case 0 -> Term.of(Plain.MESSAGE, "[b |-> $, a |-> \"ask\"]", literal(Plain.INTEGER));
            case 1 -> Term.of(Plain.MESSAGE, "[a |-> \"tell\", b |-> $]", literal(new SetOf(Plain.INTEGER)));
            case 2 -> Term.of(Plain.MESSAGE, "[a |-> \"name\", b |-> $]", literal(Plain.STRING));
            default -> Term.of(Plain.MESSAGE, "[c |-> $, a |-> \"who\"]", literal(Plain.MODEL));
        };
    }

    private Term domain(Kind kind) {
        if (kind == Plain.INTEGER) {
            return Term.leaf(
                    new SetOf(kind),
                    List.of("(0..2)", "(1..2)", "(1..3)", "{}", "{-1, 1, 2}").get(to(5)));
        } else if (kind == Plain.BOOLEAN) {
            return Term.leaf(new SetOf(kind), "BOOLEAN");
        } else if (kind == Plain.STRING) {
            return Term.leaf(new SetOf(kind), to(4) == 0 ? "{\"b\", \"a\", \"m1\"}" : "{\"a\", \"b\"}");
        } else if (kind == Plain.MODEL) {
            return Term.leaf(new SetOf(kind), to(4) == 0 ? "{m2, m1}" : "Mods");
        }
        return literal(new SetOf(kind));
    }

    private Term listed(Kind kind, String open, String close, int size, Kind element) {
        List<Term> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(literal(element));
        }
        return joined(kind, open, close, all);
    }

    static Term joined(Kind kind, String open, String close, List<Term> parts) {
        return new Term(
                kind, open + String.join(", ", parts.stream().map(p -> "$").toList()) + close, parts, Set.of());
    }

    private static Term record(RecOf kind, List<Term> values) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            fields.add(FIELDS[i] + " |-> $");
        }
        return new Term(kind, "[" + String.join(", ", fields) + "]", values, Set.of());
    }

    // ---------------------------------------------------------------- any kind

    Term term(Kind wanted, int depth, Scope scope) {
        Kind kind = to(WRONG) == 0 ? Kind.random(random, 2) : wanted;
        Term known = to(3) == 0 || depth <= 0 ? known(kind, scope) : null;
        if (known != null) {
            return known;
        }
        if (depth <= 0) {
            return literal(kind);
        }
        return to(3) == 0 ? general(kind, depth - 1, scope) : ofKind(kind, depth - 1, scope);
    }

    private Term known(Kind kind, Scope scope) {
        List<Term> known = new ArrayList<>();
        scope.symbols().stream().filter(s -> s.kind().equals(kind)).forEach(s -> {
            known.add(s);
            known.add(s);
        });
        variables.stream().filter(v -> v.kind().equals(kind)).forEach(known::add);
        scope.primed().stream()
                .filter(v -> v.kind().equals(kind))
                .forEach(v -> known.add(Term.leaf(kind, v.pattern() + "'")));
        return known.isEmpty() ? null : known.get(to(known.size()));
    }

    Term bool(int depth, Scope scope) {
        return term(Plain.BOOLEAN, depth, scope);
    }

    Term set(Kind element, int depth, Scope scope) {
        return term(new SetOf(element), depth, scope);
    }

    private Term general(Kind kind, int d, Scope scope) {
        Term x = fresh(some());
        switch (to(16)) {
            case 0, 1:
                return Term.of(
                        kind, "(IF $ THEN $ ELSE $)", bool(d, scope), term(kind, d, scope), term(kind, d, scope));
            case 2:
                return Term.of(
                        kind,
                        "(CASE $ -> $ [] $ -> $" + (to(2) == 0 ? "" : " [] OTHER -> " + literal(kind)) + ")",
                        bool(d, scope),
                        term(kind, d, scope),
                        bool(d, scope),
                        term(kind, d, scope));
            case 3, 4:
                return Term.of(
                                kind,
                                "(LET " + x + " == $ IN $)",
                                term(x.kind(), d, scope),
                                term(kind, d, scope.with(x)))
                        .binding(x.pattern());
            case 5:
                Term f = fresh(kind);
                return Term.of(
                                kind,
                                "(LET F" + f + "(" + x + ") == $ IN IF $ THEN F" + f + "($) ELSE F" + f + "($))",
                                term(kind, d, scope.with(x)),
                                bool(d - 1, scope),
                                term(x.kind(), d, scope),
                                term(x.kind(), d - 1, scope))
                        .binding(x.pattern());
            case 6:
                Term c = fresh(kind);
                return Term.of(kind, "(CHOOSE " + c + " \\in $ : $)", set(kind, d, scope), bool(d, scope.with(c)))
                        .binding(c.pattern());
            case 7, 8:
                Kind argument = to(2) == 0 ? Plain.INTEGER : Kind.random(random, 0);
                return Term.of(
                        kind,
                        kind == Plain.BOOLEAN
                                ? "(TRUE = $[$])"
                                : "$[$]", // TLC, of a guard that is applied, forgets EXCEPT
                        term(new FunOf(argument, kind), d, scope),
                        term(argument, to(2) == 0 ? 0 : d, scope));
            case 9:
                return Term.of(
                        kind,
                        to(2) == 0 ? kind == Plain.BOOLEAN ? "(TRUE = $[$])" : "$[$]" : "Head($ \\o <<$>>)",
                        term(new SeqOf(kind), d, scope),
                        to(2) == 0 ? term(Plain.INTEGER, 0, scope) : term(kind, 0, scope));
            case 10:
                if (kind == Plain.STRING) {
                    return Term.of(kind, "$.a", term(Plain.MESSAGE, d, scope));
                } else if (kind == Plain.INTEGER && to(2) == 0) {
                    Term m = fresh(Plain.MESSAGE);
                    return Term.of(
                                    kind,
                                    "(LET " + m + " == $ IN IF " + m + ".a = \"ask\" THEN " + m + ".b ELSE 0)",
                                    term(Plain.MESSAGE, d, scope))
                            .binding(m.pattern());
                }
                List<Kind> fields = new ArrayList<>(List.of(Kind.random(random, 1), Kind.random(random, 0)));
                int place = to(2);
                fields.set(place, kind);
                return Term.of(kind, "$." + FIELDS[place], term(new RecOf(fields), d, scope));
            case 11:
                return Term.of(
                                kind,
                                List.of("Apply(LAMBDA " + x + " : $, $)", "Twice(LAMBDA " + x + " : $, $)[1]")
                                        .get(to(2)),
                                term(kind, d, scope.with(x)),
                                term(x.kind(), d, scope))
                        .binding(x.pattern());
            case 12:
                return to(2) == 0
                        ? Term.of(kind, "Second($, $)", term(some(), d, scope), term(kind, d, scope))
                        : Term.of(kind, "I!Either($, $)", term(kind, d, scope), term(kind, d, scope));
            case 13, 14:
                return new Recursions(random, this).term(kind, d, scope);
            default:
                return scope.primed().size() == variables.size() && to(2) == 0
                        ? Term.of(kind, "($)'", term(kind, d, scope.beforeIt()))
                        : Term.of(kind, "<<$, $>>[2]", term(some(), d, scope), term(kind, d, scope));
        }
    }

    private Term ofKind(Kind kind, int d, Scope scope) {
        if (kind == Plain.INTEGER) {
            return integer(d, scope);
        } else if (kind == Plain.BOOLEAN) {
            return new Predicates(random, this).predicate(d, scope);
        } else if (kind instanceof SetOf set) {
            return new Collections(random, this).set(set.element(), d, scope);
        } else if (kind instanceof SeqOf seq) {
            return sequence(seq, d, scope);
        } else if (kind instanceof FunOf fun) {
            return function(fun, d, scope);
        } else if (kind instanceof RecOf rec) {
            return rec(rec, d, scope);
        } else if (kind instanceof TupleOf tuple) {
            return tuple(tuple, d, scope);
        }
        return literal(kind);
    }

    // ---------------------------------------------------------------- numbers, functions, records, sequences

    private Term integer(int d, Scope scope) {
        Kind of = some();
        return switch (to(8)) {
            case 0 -> Term.of(Plain.INTEGER, "Cardinality($)", set(of, d, scope));
            case 1 -> Term.of(Plain.INTEGER, "Len($)", term(new SeqOf(of), d, scope));
            case 2 ->
                Term.of(
                        Plain.INTEGER,
                        to(3) == 0 ? "Sum($)" : "(-$)",
                        term(to(3) == 0 ? new SeqOf(Plain.INTEGER) : Plain.INTEGER, d, scope));
            default ->
                Term.of(
                        Plain.INTEGER,
                        List.of(
                                        "($ + $)",
                                        "($ - $)",
                                        "($ * $)",
                                        "($ \\div $)",
                                        "($ % $)",
                                        "($ ^ ($ % 4))",
                                        "I!Plus($, $)")
                                .get(to(7)),
                        term(Plain.INTEGER, d, scope),
                        term(Plain.INTEGER, d, scope));
        };
    }

    private Term sequence(SeqOf kind, int d, Scope scope) {
        Term x = fresh(kind.element());
        Term i = fresh(Plain.INTEGER);
        Term small = Term.of(Plain.INTEGER, "($ % 4)", term(Plain.INTEGER, d, scope));
        return switch (to(9)) {
            case 0 -> Term.of(kind, "Append($, $)", term(kind, d, scope), term(kind.element(), d, scope));
            case 1 -> Term.of(kind, "($ \\o $)", term(kind, d, scope), term(kind, d, scope));
            case 2 -> Term.of(kind, "Tail($)", term(kind, d, scope));
            case 3 ->
                Term.of(
                        kind,
                        "SubSeq($, $, $)",
                        term(kind, d, scope),
                        term(Plain.INTEGER, to(2), scope),
                        term(Plain.INTEGER, to(2), scope));
            case 4 ->
                Term.of(kind, "SelectSeq($, LAMBDA " + x + " : $)", term(kind, d, scope), bool(d, scope.with(x)))
                        .binding(x.pattern());
            case 5 ->
                Term.of(kind, "[" + i + " \\in 1..$ |-> $]", small, term(kind.element(), d, scope.with(i)))
                        .binding(i.pattern());
            case 6 -> except(kind, Plain.INTEGER, kind.element(), d, scope);
            default ->
                joined(kind, "<<", ">>", List.of(term(kind.element(), d, scope), term(kind.element(), d, scope)));
        };
    }

    private Term function(FunOf kind, int d, Scope scope) {
        Term x = fresh(kind.argument());
        SetOf domain = new SetOf(kind.argument());
        return switch (to(8)) {
            case 0 -> Term.of(kind, "($ :> $)", term(kind.argument(), d, scope), term(kind.value(), d, scope));
            case 1 -> Term.of(kind, "($ @@ $)", term(kind, d, scope), term(kind, d, scope));
            case 2 -> literal(kind);
            case 3, 4 -> except(kind, kind.argument(), kind.value(), d, scope);
            default ->
                Term.of(
                                kind,
                                "[" + x + " \\in $ |-> $]",
                                to(2) == 0 ? domain(kind.argument()) : term(domain, d, scope),
                                term(kind.value(), d, scope.with(x)))
                        .binding(x.pattern());
        };
    }

    private Term rec(RecOf kind, int d, Scope scope) {
        if (to(2) == 0) {
            int place = to(kind.fields().size());
            Kind field = kind.fields().get(place);
            Term at = Term.symbol(field, "@");
            return Term.of(
                            kind,
                            "[$ EXCEPT " + (to(4) == 0 ? "![\"" + FIELDS[place] + "\"]" : "!." + FIELDS[place])
                                    + " = $]",
                            term(kind, d, scope),
                            term(field, d, scope.with(at)))
                    .binding("@");
        }
        List<Term> fields = new ArrayList<>();
        kind.fields().forEach(field -> fields.add(term(field, d, scope)));
        return record(kind, fields);
    }

    private Term tuple(TupleOf kind, int d, Scope scope) {
        int place = to(kind.parts().size());
        if (to(3) == 0) {
            return exceptAt(
                    kind,
                    Term.leaf(Plain.INTEGER, "" + (place + 1)),
                    kind.parts().get(place),
                    d,
                    scope);
        }
        List<Term> parts = new ArrayList<>();
        kind.parts().forEach(part -> parts.add(term(part, d, scope)));
        return joined(kind, "<<", ">>", parts);
    }

    private Term except(Kind kind, Kind argument, Kind value, int d, Scope scope) {
        return exceptAt(kind, term(argument, to(3) == 0 ? d : 0, scope), value, d, scope);
    }

    private Term exceptAt(Kind kind, Term argument, Kind value, int d, Scope scope) {
        Term at = Term.symbol(value, "@");
        Term function = term(kind, d, scope);
        if (to(4) == 0 && value instanceof FunOf inner) {
            return Term.of(
                            kind,
                            "[$ EXCEPT ![$][$] = $]",
                            function,
                            argument,
                            term(inner.argument(), 0, scope),
                            term(inner.value(), d, scope.with(Term.symbol(inner.value(), "@"))))
                    .binding("@");
        }
        if (to(3) == 0) {
            return Term.of(
                            kind,
                            "[$ EXCEPT ![$] = $, ![$] = $]",
                            function,
                            argument,
                            term(value, d, scope.with(at)),
                            argument,
                            term(value, d, scope.with(at)))
                    .binding("@");
        }
        return Term.of(kind, "[$ EXCEPT ![$] = $]", function, argument, term(value, d, scope.with(at)))
                .binding("@");
    }
}
