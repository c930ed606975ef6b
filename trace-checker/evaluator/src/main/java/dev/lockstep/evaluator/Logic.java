package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes predicates, conditions, quantifiers over sets. */
public final class Logic {
    private Logic() {}

    public static Expr not(Expr a) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return !a.test(run);
            }
        };
    }

    public static Expr and(List<Expr> conjuncts) {
        Expr[] all = conjuncts.toArray(new Expr[0]);
        return all.length == 1
                ? all[0]
                : new Predicate() {
                    @Override
                    boolean test(Run run) {
                        for (Expr conjunct : all) {
                            if (!conjunct.test(run)) {
                                return false;
                            }
                        }
                        return true;
                    }
                };
    }

    public static Expr or(List<Expr> disjuncts) {
        Expr[] all = disjuncts.toArray(new Expr[0]);
        return new Predicate() {
            @Override
            boolean test(Run run) {
                for (Expr disjunct : all) {
                    if (disjunct.test(run)) {
                        return true;
                    }
                }
                return false;
            }
        };
    }

    public static Expr implies(Expr a, Expr b) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return !a.test(run) || b.test(run);
            }
        };
    }

    public static Expr equivalent(Expr a, Expr b) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return a.test(run) == b.test(run);
            }
        };
    }

    public static Expr equal(Expr a, Expr b) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return Equality.same(a.eval(run), b.eval(run));
            }
        };
    }

    /** Compares a value that the trace gives with one of the spec. Values of unlike kinds differ. */
    public static Expr is(Expr given, Expr computed) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return given.eval(run).equals(computed.eval(run));
            }
        };
    }

    /** Returns whether a value that the trace gives is in a set. It is in no set of values of another kind. */
    public static Expr isIn(Expr given, Expr set) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return set.hasGiven(run, given.eval(run));
            }
        };
    }

    public static Expr in(Expr element, Expr set) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return set.has(run, element.eval(run));
            }
        };
    }

    public static Expr ifThenElse(Expr condition, Expr then, Expr otherwise) {
        return new Expr() {
            private Expr arm(Run run) {
                return condition.test(run) ? then : otherwise;
            }

            @Override
            Object eval(Run run) {
                return arm(run).eval(run);
            }

            @Override
            boolean test(Run run) {
                return arm(run).test(run);
            }

            @Override
            int number(Run run) {
                return arm(run).number(run);
            }

            @Override
            boolean has(Run run, Object value) {
                return arm(run).has(run, value);
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                return arm(run).hasGiven(run, value);
            }

            @Override
            void make(Run run) {
                arm(run).make(run);
            }

            @Override
            boolean isUnlisted() {
                return then.isUnlisted() && otherwise.isUnlisted();
            }

            @Override
            boolean hasPowerSet() {
                return then.hasPowerSet() || otherwise.hasPowerSet();
            }

            @Override
            boolean isAppliedOnly() {
                return then.isAppliedOnly() || otherwise.isAppliedOnly();
            }

            @Override
            Object apply(Run run, Object argument) {
                return arm(run).apply(run, argument);
            }

            @Override
            boolean each(Run run, Body body) {
                return arm(run).each(run, body);
            }
        };
    }

    /** Returns the first arm whose guard is true; its last guard is null for OTHER. */
    public static Expr firstOf(List<@Nullable Expr> guards, List<Expr> arms, Object place) {
        Expr otherwise = Expr.undecided("no arm of the CASE is true", place);
        for (int i = arms.size() - 1; i >= 0; i--) {
            Expr guard = guards.get(i);
            otherwise = guard == null ? arms.get(i) : ifThenElse(guard, arms.get(i), otherwise);
        }
        return otherwise;
    }

    // ---------------------------------------------------------------- quantifiers

    /** Binds a symbol, or a tuple of symbols, to each element of a set. */
    public record Binding(int[] slots, boolean isTuple, Expr set) {
        static void bind(Run run, int[] slots, boolean isTuple, Object element) {
            if (isTuple) {
                Functions.untuple(run, slots, element);
            } else {
                run.slots[slots[0]] = element;
            }
        }
    }

    /** @param rests whether the body depends on nothing but the bound symbol and constants */
    public static Expr forAll(List<Binding> bindings, Expr body, boolean rests) {
        if (rests && bindings.size() == 1 && !bindings.get(0).set.hasPowerSet()) {
            return new ForAllGrowing(bindings.get(0), body);
        }
        return quantified(bindings, body, true);
    }

    public static Expr exists(List<Binding> bindings, Expr body) {
        return quantified(bindings, body, false);
    }

    private static Expr quantified(List<Binding> bindings, Expr body, boolean isForAll) {
        Expr inner = body;
        for (int i = bindings.size() - 1; i >= 0; i--) {
            inner = new Quantified(bindings.get(i), inner, isForAll);
        }
        Expr all = inner;
        Expr[] others = others(bindings);
        return others.length == 0
                ? all
                : new Predicate() {
                    @Override
                    boolean test(Run run) {
                        boolean result = all.test(run);
                        return result == isForAll ? decided(result, run, others) : result;
                    }
                };
    }

    /** Returns the sets that are not looked at if the first is empty. */
    static Expr[] others(List<Binding> bindings) {
        Expr first = bindings.get(0).set;
        return bindings.stream()
                .map(Binding::set)
                .filter(set -> set != first)
                .distinct()
                .toArray(Expr[]::new);
    }

    /** Looks for an element for which the body holds. "For all" looks for one for which it does not hold; there must be none. */
    private static final class Quantified extends Predicate implements Expr.Body {
        private final Binding binding;
        private final Expr body;
        private final boolean isForAll;

        Quantified(Binding binding, Expr body, boolean isForAll) {
            this.binding = binding;
            this.body = body;
            this.isForAll = isForAll;
        }

        @Override
        boolean test(Run run) {
            return binding.set.each(run, this) != isForAll;
        }

        @Override
        public boolean on(Run run, Object element) {
            Binding.bind(run, binding.slots, binding.isTuple, element);
            return body.test(run) != isForAll;
        }
    }

    /** Looks only at the new elements of a set that has grown since all its elements were found to pass. */
    private static final class ForAllGrowing extends Predicate {
        private final Binding binding;
        private final Expr body;

        ForAllGrowing(Binding binding, Expr body) {
            this.binding = binding;
            this.body = body;
        }

        @Override
        boolean test(Run run) {
            FiniteSet set = binding.set.set(run);
            for (int i = set.known(this); i < set.size(); i++) {
                Binding.bind(run, binding.slots, binding.isTuple, set.get(i));
                if (!body.test(run)) {
                    return false;
                }
            }
            set.allKnown(this);
            return true;
        }
    }

    /** Does the same as {@link ForAllGrowing} for the elements of a set that must be in a constant one. */
    public static Expr subsetOfConstant(Expr a, Expr constant, int slot) {
        if (a.hasPowerSet()) {
            return subset(a, constant);
        }
        Expr all = new ForAllGrowing(new Binding(new int[] {slot}, false, a), in(References.bound(slot), constant));
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return all.test(run) && decided(true, run, constant);
            }
        };
    }

    public static Expr subset(Expr a, Expr b) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return !a.each(run, (inner, element) -> !b.has(inner, element)) && decided(true, run, b);
            }
        };
    }

    /** Returns the first element that passes, in the order in which TLC goes through a set to choose. */
    public static Expr choose(Binding binding, Expr body, Order order) {
        return new Choice(binding, body, order);
    }
}
