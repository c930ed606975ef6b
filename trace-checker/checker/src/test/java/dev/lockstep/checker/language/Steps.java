package dev.lockstep.checker.language;

import dev.lockstep.checker.language.Kind.TupleOf;
import dev.lockstep.checker.language.Terms.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random actions. */
final class Steps {
    private final Random random;
    private final Terms terms;
    private final Scope scope;

    Steps(Random random, Terms terms, Scope scope) {
        this.random = random;
        this.terms = terms;
        this.scope = scope;
    }

    private static Term action(String pattern, Term... parts) {
        return Term.of(null, pattern, parts);
    }

    /** Of some of the variables. */
    Term act(int d) {
        List<Term> some = new ArrayList<>(terms.variables());
        java.util.Collections.shuffle(some, random);
        return step(some.subList(0, 1 + random.nextInt(2)), List.of(), d);
    }

    /** Gives each of the variables a value, in that order. */
    Term step(List<Term> variables, List<Term> assigned, int d) {
        Scope here = scope.after(assigned);
        if (variables.isEmpty()) {
            return random.nextInt(2) == 0 ? action("$", terms.bool(d, here)) : action("UNCHANGED <<>>");
        }
        Term variable = variables.get(0);
        List<Term> rest = variables.subList(1, variables.size());
        List<Term> more = new ArrayList<>(assigned);
        more.add(variable);
        Term first = random.nextInt(4) == 0
                ? action("($ /\\ $)", action("$", terms.bool(d, here)), assign(variable, d, here))
                : assign(variable, d, here);
        return rest.isEmpty() && random.nextInt(3) > 0 ? first : action("($ /\\ $)", first, step(rest, more, d));
    }

    private Term value(Term variable, int d, Scope here) {
        return terms.term(variable.kind(), d, here);
    }

    private Term assign(Term variable, int d, Scope here) {
        String v = variable.pattern();
        Term x = terms.fresh(terms.some());
        Term y = terms.fresh(terms.some());
        if (d <= 0) {
            return action(v + "' = $", value(variable, 0, here));
        }
        switch (random.nextInt(22)) {
            case 0, 1:
                return action("UNCHANGED " + v);
            case 2, 3:
                return action(v + "' \\in $", terms.set(variable.kind(), d, here));
            case 4:
                return action(
                        "(IF $ THEN $ ELSE $)",
                        terms.bool(d, here),
                        assign(variable, d - 1, here),
                        assign(variable, d - 1, here));
            case 5, 6:
                return action("($ \\/ $)", assign(variable, d - 1, here), assign(variable, d - 1, here));
            case 7, 8:
                return action(
                                "(\\E " + x + " \\in $ : $)",
                                terms.set(x.kind(), d, here),
                                assign(variable, d - 1, here.with(x)))
                        .binding(x.pattern());
            case 9:
                return action(
                                "(\\E <<" + x + ", " + y + ">> \\in $ : $)",
                                terms.set(new TupleOf(List.of(x.kind(), y.kind())), d, here),
                                assign(variable, d - 1, here.with(x, y)))
                        .binding(x.pattern(), y.pattern());
            case 10:
                return action(
                        "(CASE $ -> $ [] $ -> $)",
                        terms.bool(d, here),
                        assign(variable, d - 1, here),
                        terms.bool(d, here),
                        assign(variable, d - 1, here));
            case 11:
                return action(
                                "(LET " + x + " == $ IN $)",
                                terms.term(x.kind(), d, here),
                                assign(variable, d - 1, here.with(x)))
                        .binding(x.pattern());
            case 12:
                return action(
                                "(LET G" + x + "(" + x + ") == $ IN G" + x + "($))",
                                assign(variable, d - 1, here.with(x)),
                                terms.term(x.kind(), d, here))
                        .binding(x.pattern());
            case 13:
                return action("($ /\\ $)", assign(variable, d - 1, here), assign(variable, d - 1, here));
            case 14:
                return action("Become(" + v + ", $)", value(variable, d, here));
            case 15:
                return action("Both($, $)", assign(variable, d - 1, here), action("$", terms.bool(d, here)));
            case 16:
                return action(
                                "(\\A " + x + " \\in $ : $)",
                                terms.set(x.kind(), d, here),
                                assign(variable, d - 1, here.with(x)))
                        .binding(x.pattern());
            case 17:
                return action("(" + v + "' = $ /\\ ($)')", value(variable, d, here), terms.bool(d, here.beforeIt()));
            case 18:
                return random.nextInt(2) == 0
                        ? action("($ => $)", terms.bool(d, here), assign(variable, d - 1, here))
                        : action("[$]_" + v, assign(variable, d - 1, here));
            case 19:
                return random.nextInt(2) == 0
                        ? action("<<$>>_" + v, assign(variable, d - 1, here))
                        : action("(ENABLED ($) /\\ $)", act(d - 1), assign(variable, d - 1, here));
            case 20:
                return action(
                                "Given(LAMBDA " + x + " : $, $)",
                                assign(variable, d - 1, here.with(x)),
                                terms.set(x.kind(), d, here))
                        .binding(x.pattern());
            default:
                return action(v + "' = $", value(variable, d, here));
        }
    }
}
