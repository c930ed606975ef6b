package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Compiles sets whose elements are listed or selected, and what is asked of sets. Sets that are made of others, and need not be written out, are
 * {@link SymbolicSets}.
 */
public final class Sets {
    private Sets() {}

    public static Expr of(List<Expr> elements) {
        return new Listed(elements.toArray(new Expr[0]));
    }

    private static final class Listed extends Expr {
        private final Expr[] all;

        Listed(Expr[] all) {
            this.all = all;
        }

        /** Returns the only element; null: there are more, or none. */
        static @Nullable Expr only(Expr set) {
            return set instanceof Listed listed && listed.all.length == 1 ? listed.all[0] : null;
        }

        @Override
        Object eval(Run run) {
            FiniteSet set = FiniteSet.EMPTY;
            for (Expr element : all) {
                set = set.with(element.eval(run));
            }
            return set;
        }

        @Override
        boolean has(Run run, Object value) {
            return all.length == 1 ? Equality.same(value, all[0].eval(run)) : super.has(run, value);
        }

        @Override
        boolean hasGiven(Run run, Object value) {
            return all.length == 1 ? value.equals(all[0].eval(run)) : super.hasGiven(run, value);
        }

        @Override
        boolean isList() {
            return true;
        }
    }

    public static Expr union(Expr a, Expr b) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                return a.set(run).union(b.set(run));
            }

            @Override
            boolean has(Run run, Object value) {
                return a.has(run, value) ? decided(true, run, b) : b.has(run, value);
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                return a.hasGiven(run, value) ? decided(true, run, b) : b.hasGiven(run, value);
            }

            @Override
            void make(Run run) {
                decided(true, run, a, b);
            }
        };
    }

    public static Expr minus(Expr a, Expr b) {
        Expr only = Listed.only(b);
        return new Expr() {
            @Override
            Object eval(Run run) {
                FiniteSet set = a.set(run);
                if (only != null) {
                    return set.without(only.eval(run));
                }
                int size = set.size();
                Object[] kept = new Object[size];
                int count = 0;
                for (int i = 0; i < size; i++) {
                    Object element = set.get(i);
                    if (!b.has(run, element)) {
                        kept[count++] = element;
                    }
                }
                if (size == 0) {
                    b.make(run);
                }
                return set.only(kept, count);
            }

            @Override
            boolean has(Run run, Object value) {
                return a.has(run, value) ? !b.has(run, value) : decided(false, run, b);
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                return a.hasGiven(run, value) ? !b.hasGiven(run, value) : decided(false, run, b);
            }

            @Override
            void make(Run run) {
                decided(true, run, a, b);
            }

            @Override
            boolean hasPowerSet() {
                return a.hasPowerSet();
            }

            @Override
            boolean each(Run run, Body body) {
                b.make(run);
                return a.each(run, new Some(body) {
                    @Override
                    boolean isOne(Run inner, Object element) {
                        return !b.has(inner, element);
                    }
                });
            }
        };
    }

    public static Expr intersection(Expr a, Expr b) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                FiniteSet set = a.set(run);
                if (set.isEmpty()) {
                    b.make(run);
                }
                return set.where(element -> b.has(run, element));
            }

            @Override
            boolean has(Run run, Object value) {
                return a.has(run, value) ? b.has(run, value) : decided(false, run, b);
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                return a.hasGiven(run, value) ? b.hasGiven(run, value) : decided(false, run, b);
            }

            @Override
            void make(Run run) {
                decided(true, run, a, b);
            }
        };
    }

    /** Hands on some of the elements that it takes. */
    private abstract static class Some implements Expr.Body {
        private final Expr.Body body;

        Some(Expr.Body body) {
            this.body = body;
        }

        abstract boolean isOne(Run run, Object element);

        @Override
        public boolean on(Run run, Object element) {
            return isOne(run, element) && body.on(run, element);
        }
    }

    /**
     * Returns those elements of a set that pass a test. Whether one value is among them does not depend on the others, so these are not
     * looked at: TLC goes through all of them, and stops at one for which it cannot say whether it is so.
     */
    public static Expr filter(Logic.Binding binding, Expr body) {
        return new Expr() {
            private boolean is(Run run, Object element) {
                Logic.Binding.bind(run, binding.slots(), binding.isTuple(), element);
                return body.test(run);
            }

            @Override
            Object eval(Run run) {
                FiniteSet set = binding.set().set(run);
                int size = set.size();
                Object[] kept = new Object[size];
                int count = 0;
                for (int i = 0; i < size; i++) {
                    Object element = set.get(i);
                    if (is(run, element)) {
                        kept[count++] = element;
                    }
                }
                return set.only(kept, count);
            }

            @Override
            boolean has(Run run, Object value) {
                return binding.set().has(run, value) && is(run, value);
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                return binding.set().hasGiven(run, value) && is(run, value);
            }

            @Override
            void make(Run run) {
                binding.set().make(run);
            }

            @Override
            boolean isUnlisted() {
                return binding.set().isUnlisted();
            }

            @Override
            boolean hasPowerSet() {
                return binding.set().hasPowerSet();
            }

            @Override
            boolean each(Run run, Body then) {
                if (!binding.set().isUnlisted()) {
                    return super.each(run, then);
                }
                return binding.set().each(run, new Some(then) {
                    @Override
                    boolean isOne(Run inner, Object element) {
                        return is(inner, element);
                    }
                });
            }

            @Override
            int count(Run run) {
                FiniteSet set = binding.set().set(run);
                int count = 0;
                for (int i = 0; i < set.size(); i++) {
                    if (is(run, set.get(i))) {
                        count++;
                    }
                }
                return count;
            }
        };
    }

    /** Returns the values of an expression for all elements. */
    public static Expr image(List<Logic.Binding> bindings, Expr value) {
        Logic.Binding[] all = bindings.toArray(new Logic.Binding[0]);
        Expr[] others = Logic.others(bindings);
        return new Expr() {
            @Override
            Object eval(Run run) {
                List<Object> values = new ArrayList<>();
                new Image(all, value) {
                    @Override
                    void take(Object each) {
                        values.add(each);
                    }
                }.go(run);
                return values.isEmpty() && decided(true, run, others) ? FiniteSet.EMPTY : FiniteSet.of(values);
            }

            @Override
            boolean has(Run run, Object wanted) {
                return has(run, wanted, Equality::same);
            }

            @Override
            boolean hasGiven(Run run, Object wanted) {
                return has(run, wanted, Object::equals);
            }

            private boolean has(Run run, Object wanted, BiPredicate<Object, Object> areSame) {
                Wanted found = new Wanted(all, value, wanted, areSame);
                found.go(run);
                return found.is || decided(false, run, others);
            }
        };
    }

    /** Goes through the values of an expression for all elements, also through one that was there before. */
    private abstract static class Image implements Expr.Body {
        private final Logic.Binding[] bindings;
        private final Expr value;
        private int bound;

        Image(Logic.Binding[] bindings, Expr value) {
            this.bindings = bindings;
            this.value = value;
        }

        abstract void take(Object value);

        final void go(Run run) {
            if (bound == bindings.length) {
                take(value.eval(run));
            } else {
                bindings[bound].set().each(run, this);
            }
        }

        @Override
        public final boolean on(Run run, Object element) {
            Logic.Binding binding = bindings[bound];
            Logic.Binding.bind(run, binding.slots(), binding.isTuple(), element);
            bound++;
            go(run);
            bound--;
            return false;
        }
    }

    /** Finds out whether a value is among the images. All are evaluated, since one may be undecided. */
    private static final class Wanted extends Image {
        private final Object wanted;
        private final BiPredicate<Object, Object> areSame;
        private boolean is;

        Wanted(Logic.Binding[] bindings, Expr value, Object wanted, BiPredicate<Object, Object> areSame) {
            super(bindings, value);
            this.wanted = wanted;
            this.areSame = areSame;
        }

        @Override
        void take(Object value) {
            is |= areSame.test(wanted, value);
        }
    }

    public static Expr unionOf(Expr sets) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                FiniteSet all = sets.set(run);
                FiniteSet union = FiniteSet.EMPTY;
                for (int i = 0; i < all.size(); i++) {
                    if (!(all.get(i) instanceof FiniteSet set)) {
                        throw new Undecided("no finite set");
                    }
                    union = union.union(set);
                }
                return union;
            }
        };
    }

    public static Expr cardinality(Expr set) {
        return new Numeral() {
            @Override
            int number(Run run) {
                return set.count(run);
            }
        };
    }

    public static Expr isFinite(Expr set) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                set.set(run);
                return true;
            }
        };
    }
}
