package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Keys;
import dev.lockstep.evaluator.value.Model;
import dev.lockstep.evaluator.value.Seq;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Sets, also those that can only be asked for their elements. */
public final class Sets {
    private static final int MOST_OF_A_POWER_SET = 16;
    private static final int MOST_TUPLES = 1_000_000;

    /** At most this many functions or records are written out. */
    private static final int MOST_FUNCTIONS = 1 << 16;

    private Sets() {}

    /** Tells whether a value is in a set, by {@link Expr#has} or {@link Expr#hasGiven}. */
    private interface Membership {
        boolean in(Expr set, Run run, Object value);
    }

    /** Evaluates to a set that is looked into and not written out. */
    private abstract static class Unlisted extends Expr {
        @Override
        Object eval(Run run) {
            throw new Undecided("a set that is not written out");
        }

        @Override
        abstract void make(Run run);

        @Override
        boolean isUnlisted() {
            return true;
        }

        @Override
        final boolean has(Run run, Object value) {
            return has(run, value, Expr::has);
        }

        @Override
        final boolean hasGiven(Run run, Object value) {
            return isOfKind(value) ? has(run, value, Expr::hasGiven) : decided(false, run, this);
        }

        /** Returns whether the value is of the elements' kind, so that TLC can say whether it is one. */
        abstract boolean isOfKind(Object value);

        /** @param membership the question whether a part of the value is in a set */
        abstract boolean has(Run run, Object value, Membership membership);
    }

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

    public static Expr subsetsOf(Expr base) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                List<Object> subsets = new ArrayList<>();
                each(run, (inner, subset) -> !subsets.add(subset));
                if (subsets.size() == 1) {
                    throw new Undecided("for two symbols TLC goes through the subsets of the empty set only once");
                }
                return FiniteSet.of(subsets);
            }

            @Override
            boolean has(Run run, Object value) {
                if (!(value instanceof FiniteSet set)) {
                    throw new Undecided("no finite set");
                }
                return has(run, set, Expr::has);
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                return value instanceof FiniteSet set ? has(run, set, Expr::hasGiven) : decided(false, run, base);
            }

            private boolean has(Run run, FiniteSet set, Membership membership) {
                for (int i = 0; i < set.size(); i++) {
                    if (!membership.in(base, run, set.get(i))) {
                        return false;
                    }
                }
                return set.isEmpty() ? decided(true, run, base) : true;
            }

            @Override
            void make(Run run) {
                base.make(run);
            }

            @Override
            boolean isUnlisted() {
                return true;
            }

            @Override
            boolean hasPowerSet() {
                return true;
            }

            @Override
            boolean each(Run run, Body body) {
                FiniteSet all = base.set(run);
                if (all.size() > MOST_OF_A_POWER_SET) {
                    throw new Undecided("a large power set");
                }
                for (int chosen = 0; chosen < 1 << all.size(); chosen++) {
                    if (body.on(run, part(all, chosen))) {
                        return true;
                    }
                }
                return false;
            }

            @Override
            int count(Run run) {
                int size = base.count(run);
                if (size > MOST_OF_A_POWER_SET) {
                    throw new Undecided("a large power set");
                }
                return 1 << size;
            }
        };
    }

    /** Returns the elements whose bit is set. */
    private static FiniteSet part(FiniteSet all, int chosen) {
        Object[] subset = new Object[Integer.bitCount(chosen)];
        int size = 0;
        for (int i = 0; i < all.size(); i++) {
            if ((chosen >> i & 1) == 1) {
                subset[size++] = all.get(i);
            }
        }
        return FiniteSet.of(subset, size);
    }

    /**
     * Marks a set that several symbols may be bound to elements of at once. Subsets that TLC may go through for both symbols are not gone
     * through one by one.
     */
    public static Expr amongSeveral(Expr set) {
        return !set.hasPowerSet()
                ? set
                : new Expr() {
                    @Override
                    Object eval(Run run) {
                        return set.eval(run);
                    }

                    @Override
                    boolean has(Run run, Object value) {
                        return set.has(run, value);
                    }

                    @Override
                    boolean hasGiven(Run run, Object value) {
                        return set.hasGiven(run, value);
                    }

                    @Override
                    void make(Run run) {
                        set.make(run);
                    }

                    @Override
                    boolean isUnlisted() {
                        return set.isUnlisted();
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

    /** Returns all records with such fields. */
    public static Expr records(String[] names, Expr[] sets) {
        Keys keys = Keys.ofRecord(names);
        Expr[] ordered = new Expr[names.length];
        for (int i = 0; i < names.length; i++) {
            ordered[keys.place(names[i])] = sets[i];
        }
        return new Unlisted() {
            @Override
            Object eval(Run run) {
                FiniteSet[] ranges = new FiniteSet[ordered.length];
                for (int i = 0; i < ranges.length; i++) {
                    ranges[i] = ordered[i].set(run);
                }
                return allFunctions(keys, ranges);
            }

            @Override
            boolean isOfKind(Object value) {
                return value instanceof Fun;
            }

            @Override
            boolean has(Run run, Object value, Membership membership) {
                if (isModel(value)) {
                    return decided(false, run, ordered);
                }
                if (!(value instanceof Fun record)) {
                    throw new Undecided("no record");
                }
                if (record.keys() != keys) {
                    if (record.keys().size() == keys.size()
                            && record.keys().domain().equals(keys.domain())) {
                        throw new Undecided("a record that was made as a function");
                    }
                    return decided(false, run, ordered);
                }
                for (int i = 0; i < ordered.length; i++) {
                    if (!membership.in(ordered[i], run, record.get(i))) {
                        return decided(false, run, ordered);
                    }
                }
                return true;
            }

            @Override
            void make(Run run) {
                decided(true, run, ordered);
            }
        };
    }

    /** Returns all functions from the one set to the other. */
    public static Expr functions(Expr domain, Expr range) {
        return new Unlisted() {
            @Override
            Object eval(Run run) {
                Keys keys = domain.set(run).keys();
                FiniteSet[] ranges = new FiniteSet[keys.size()];
                Arrays.fill(ranges, range.set(run));
                return allFunctions(keys, ranges);
            }

            @Override
            boolean isOfKind(Object value) {
                return value instanceof Fun || value instanceof Seq;
            }

            @Override
            boolean has(Run run, Object value, Membership membership) {
                FiniteSet arguments = domain.set(run);
                if (value instanceof Seq seq) {
                    return seq.domain().equals(arguments)
                            ? allIn(run, seq, range, membership)
                            : decided(false, run, range);
                }
                if (isModel(value)) {
                    return decided(false, run, range);
                }
                if (!(value instanceof Fun function)) {
                    throw new Undecided("no function");
                }
                Keys keys = function.keys();
                if (keys != arguments.keys() && !keys.domain().equals(arguments)) {
                    return decided(false, run, range);
                }
                for (int i = 0; i < keys.size(); i++) {
                    if (!membership.in(range, run, function.get(i))) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            void make(Run run) {
                decided(true, run, domain, range);
            }
        };
    }

    /** Returns whether a value is an untyped model value, which is in no set of other values. */
    private static boolean isModel(Object value) {
        return value instanceof Model && Model.type(value) == 0;
    }

    /** Returns the functions that have a value of the n-th range at the n-th argument. */
    private static FiniteSet allFunctions(Keys keys, FiniteSet[] ranges) {
        long count = 1;
        for (FiniteSet range : ranges) {
            count *= range.size();
            if (count > MOST_FUNCTIONS) {
                throw new Undecided("a large set of functions");
            }
        }
        Object[] functions = new Object[(int) count];
        for (int i = 0; i < functions.length; i++) {
            Object[] values = new Object[ranges.length];
            int rest = i;
            for (int j = ranges.length - 1; j >= 0; j--) {
                values[j] = ranges[j].get(rest % ranges[j].size());
                rest /= ranges[j].size();
            }
            functions[i] = keys.function(values);
        }
        return FiniteSet.of(functions, functions.length);
    }

    /** Returns all finite sequences of elements of the set. */
    public static Expr sequences(Expr set) {
        return new Unlisted() {
            @Override
            boolean isOfKind(Object value) {
                return value instanceof Seq;
            }

            @Override
            boolean has(Run run, Object value, Membership membership) {
                if (!(value instanceof Seq seq)) {
                    throw new Undecided("no sequence");
                }
                return allIn(run, seq, set, membership);
            }

            @Override
            void make(Run run) {
                set.make(run);
            }
        };
    }

    private static boolean allIn(Run run, Seq seq, Expr set, Membership membership) {
        for (int i = 0; i < seq.length(); i++) {
            if (!membership.in(set, run, seq.get(i))) {
                return false;
            }
        }
        return seq.length() > 0 || Expr.decided(true, run, set);
    }

    public static Expr strings() {
        return new Unlisted() {
            @Override
            boolean isOfKind(Object value) {
                return value instanceof String;
            }

            @Override
            boolean has(Run run, Object value, Membership membership) {
                if (isModel(value)) {
                    return false;
                }
                if (!(value instanceof String)) {
                    throw new Undecided("no string");
                }
                return true;
            }

            @Override
            void make(Run run) {}
        };
    }

    /** Returns all tuples with such components. */
    public static Expr product(List<Expr> factors) {
        Expr[] sets = factors.toArray(new Expr[0]);
        return new Expr() {
            @Override
            Object eval(Run run) {
                List<Object> tuples = new ArrayList<>();
                collect(run, new Object[sets.length], 0, tuples);
                return tuples.isEmpty() && decided(true, run, sets) ? FiniteSet.EMPTY : FiniteSet.of(tuples);
            }

            @Override
            void make(Run run) {
                decided(true, run, sets);
            }

            @Override
            boolean isUnlisted() {
                return true;
            }

            private void collect(Run run, Object[] tuple, int index, List<Object> tuples) {
                if (index == tuple.length) {
                    if (tuples.size() >= MOST_TUPLES) {
                        throw new Undecided("a large product");
                    }
                    tuples.add(Seq.of(tuple.clone()));
                    return;
                }
                sets[index].each(run, (inner, element) -> {
                    tuple[index] = element;
                    collect(inner, tuple, index + 1, tuples);
                    return false;
                });
            }

            @Override
            boolean has(Run run, Object value) {
                if (!(value instanceof Seq tuple)) {
                    throw new Undecided("no tuple");
                }
                return has(run, tuple, Expr::has);
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                return value instanceof Seq tuple ? has(run, tuple, Expr::hasGiven) : decided(false, run, sets);
            }

            private boolean has(Run run, Seq tuple, Membership membership) {
                if (tuple.length() != sets.length) {
                    return decided(false, run, sets);
                }
                for (int i = 0; i < sets.length; i++) {
                    if (!membership.in(sets[i], run, tuple.get(i))) {
                        return decided(false, run, sets);
                    }
                }
                return true;
            }
        };
    }
}
