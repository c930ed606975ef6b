package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Order;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the expressions that stand for a value: constants, variables, bound symbols. */
public final class References {
    /** A constant set of at most so many elements is not gone through anew each time. */
    private static final int MOST_LISTED = 1 << 10;

    private References() {}

    public static Expr constant(Object value) {
        Equality.freeze(value);
        return new Expr() {
            @Override
            Object eval(Run run) {
                return value;
            }

            @Override
            int number(Run run) {
                return value instanceof Integer number ? number : super.number(run);
            }

            @Override
            public boolean isConstant() {
                return true;
            }
        };
    }

    /** Returns an expression that is evaluated once, because its value is the same in all states. */
    public static Expr once(Expr meaning) {
        return meaning.isConstant() ? meaning : new Once(meaning);
    }

    private static final class Once extends Expr {
        private final Expr meaning;
        private volatile @Nullable Object known;
        private volatile boolean isMade;
        private volatile Object @Nullable [] listed;
        private boolean isByNames;

        Once(Expr meaning) {
            this.meaning = meaning;
        }

        @Override
        Object eval(Run run) {
            Object value = known;
            if (value == null) {
                int before = Order.namesCompared();
                value = Equality.freeze(meaning.eval(run));
                isByNames |= Order.namesCompared() != before;
                known = value;
            } else if (isByNames) {
                Order.compareNames();
            }
            return value;
        }

        @Override
        boolean has(Run run, Object value) {
            return isKnown() ? super.has(run, value) : meaning.has(run, value);
        }

        @Override
        boolean hasGiven(Run run, Object value) {
            return isKnown() ? super.hasGiven(run, value) : meaning.hasGiven(run, value);
        }

        /** A set that would be written out each time is kept. */
        private boolean isKnown() {
            return known != null || meaning.isList();
        }

        @Override
        boolean each(Run run, Body body) {
            if (known != null) {
                return super.each(run, body);
            }
            Object[] elements = listed;
            if (elements == null) {
                return list(run, body);
            }
            for (Object element : elements) {
                if (body.on(run, element)) {
                    return true;
                }
            }
            return false;
        }

        /** Gives the elements of a set that is not written out, and remembers them if they are few. */
        private boolean list(Run run, Body body) {
            int before = Order.namesCompared();
            List<Object> elements = new ArrayList<>();
            boolean isStopped = meaning.each(run, (inner, element) -> {
                if (elements.size() <= MOST_LISTED) {
                    elements.add(Equality.freeze(element));
                }
                return body.on(inner, element);
            });
            if (!isStopped && elements.size() <= MOST_LISTED && Order.namesCompared() == before) {
                listed = elements.toArray();
            }
            return isStopped;
        }

        @Override
        int count(Run run) {
            return known != null ? super.count(run) : meaning.count(run);
        }

        @Override
        void make(Run run) {
            if (known == null && !isMade) {
                meaning.make(run);
                isMade = true;
            }
        }

        @Override
        boolean isUnlisted() {
            return meaning.isUnlisted();
        }

        @Override
        boolean hasPowerSet() {
            return meaning.hasPowerSet();
        }

        @Override
        Object apply(Run run, Object argument) {
            return known == null && meaning.isAppliedOnly() ? meaning.apply(run, argument) : super.apply(run, argument);
        }

        @Override
        boolean isAppliedOnly() {
            return meaning.isAppliedOnly();
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }

    /** Returns the value of a variable before the step. */
    public static Expr variable(int index) {
        return new Variable(index);
    }

    static final class Variable extends Expr {
        final int index;

        Variable(int index) {
            this.index = index;
        }

        @Override
        Object eval(Run run) {
            return run.from[index];
        }

        @Override
        int number(Run run) {
            return run.from[index] instanceof Integer number ? number : super.number(run);
        }
    }

    /** Returns the index of the variable that the expression is; -1: it is something else. */
    public static int variableOf(Expr expr) {
        return expr instanceof Variable variable ? variable.index : -1;
    }

    /** Returns the slot of the bound symbol that the expression is; -1: it is something else. */
    public static int slotOf(Expr expr) {
        return expr instanceof Bound bound ? bound.slot : -1;
    }

    /** Returns whether to evaluate the expression again costs no more than to keep its value. */
    public static boolean isCheap(Expr expr) {
        return expr instanceof Variable || expr instanceof Bound;
    }

    /** Returns the value of a variable after the step. */
    public static Expr primed(int index) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                Object value = run.to[index];
                if (value == null) {
                    throw new Undecided("a variable that is not assigned yet");
                }
                return value;
            }
        };
    }

    /** Returns the value of a quantified symbol or of an argument. */
    public static Expr bound(int slot) {
        return new Bound(slot);
    }

    static final class Bound extends Expr {
        final int slot;

        Bound(int slot) {
            this.slot = slot;
        }

        @Override
        Object eval(Run run) {
            return known(run.slots[slot]);
        }

        @Override
        int number(Run run) {
            return run.slots[slot] instanceof Integer number ? number : super.number(run);
        }

        private static Object known(@Nullable Object value) {
            if (value == null) {
                throw new Undecided("a symbol without a value");
            }
            return value;
        }
    }

    /** Returns an expression that is evaluated when it is needed first after {@link #fresh} was entered, and is then kept. */
    public static Expr lazy(int slot, Expr meaning) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                Object known = run.slots[slot];
                if (known == null) {
                    known = meaning.eval(run);
                    run.slots[slot] = known;
                }
                return known;
            }

            @Override
            boolean has(Run run, Object value) {
                return run.slots[slot] instanceof FiniteSet set ? set.hasComparable(value) : meaning.has(run, value);
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                return run.slots[slot] instanceof FiniteSet set ? set.has(value) : meaning.hasGiven(run, value);
            }

            @Override
            int count(Run run) {
                return run.slots[slot] != null ? super.count(run) : meaning.count(run);
            }

            @Override
            void make(Run run) {
                if (run.slots[slot] == null) {
                    meaning.make(run);
                }
            }

            @Override
            boolean isUnlisted() {
                return meaning.isUnlisted();
            }

            @Override
            boolean hasPowerSet() {
                return meaning.hasPowerSet();
            }

            @Override
            Object apply(Run run, Object argument) {
                return run.slots[slot] == null && meaning.isAppliedOnly()
                        ? meaning.apply(run, argument)
                        : super.apply(run, argument);
            }

            @Override
            boolean isAppliedOnly() {
                return meaning.isAppliedOnly();
            }

            @Override
            boolean each(Run run, Body body) {
                return run.slots[slot] != null ? super.each(run, body) : meaning.each(run, body);
            }
        };
    }

    /** Returns the scope of lazy values: forgets them when it is entered. */
    public static Expr fresh(int[] slots, Expr scope) {
        return slots.length == 0
                ? scope
                : new Expr() {
                    @Override
                    Object eval(Run run) {
                        forget(run, slots);
                        return scope.eval(run);
                    }

                    @Override
                    boolean test(Run run) {
                        forget(run, slots);
                        return scope.test(run);
                    }

                    @Override
                    int number(Run run) {
                        forget(run, slots);
                        return scope.number(run);
                    }

                    @Override
                    boolean has(Run run, Object value) {
                        forget(run, slots);
                        return scope.has(run, value);
                    }

                    @Override
                    boolean hasGiven(Run run, Object value) {
                        forget(run, slots);
                        return scope.hasGiven(run, value);
                    }

                    @Override
                    int count(Run run) {
                        forget(run, slots);
                        return scope.count(run);
                    }

                    @Override
                    void make(Run run) {
                        forget(run, slots);
                        scope.make(run);
                    }

                    @Override
                    boolean isUnlisted() {
                        return scope.isUnlisted();
                    }

                    @Override
                    boolean hasPowerSet() {
                        return scope.hasPowerSet();
                    }

                    @Override
                    Object apply(Run run, Object argument) {
                        forget(run, slots);
                        return scope.apply(run, argument);
                    }

                    @Override
                    boolean isAppliedOnly() {
                        return scope.isAppliedOnly();
                    }

                    @Override
                    boolean each(Run run, Body body) {
                        forget(run, slots);
                        return scope.each(run, body);
                    }
                };
    }

    static void forget(Run run, int[] slots) {
        for (int slot : slots) {
            run.slots[slot] = null;
        }
    }

    /** Represents a recursive definition; its body is set when it is known. */
    public static final class Recursive {
        private final int[] parameters;
        private final int around;
        private @Nullable Expr body;
        private int slots;

        /**
         * @param parameters the slots of its parameters
         * @param around how many of the slots, the first ones, belong to symbols that are bound around the definition and have the same
         * values within it
         */
        public Recursive(int[] parameters, int around) {
            this.parameters = parameters.clone();
            this.around = around;
        }

        /** @param count the number of slots within it */
        public void define(Expr meaning, int count) {
            body = meaning;
            slots = count;
        }

        public Expr use(Expr... arguments) {
            return new Expr() {
                @Override
                Object eval(Run run) {
                    Expr meaning = body;
                    if (meaning == null) {
                        throw new Undecided("a recursive definition without a body");
                    }
                    Run inner = run.frame(slots, around);
                    for (int i = 0; i < parameters.length; i++) {
                        inner.slots[parameters[i]] = arguments[i].eval(run);
                    }
                    return meaning.eval(inner);
                }
            };
        }
    }
}
