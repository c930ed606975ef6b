package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Keys;
import dev.lockstep.evaluator.value.Model;
import dev.lockstep.evaluator.value.Seq;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles sets that are made of others: their subsets, records, functions, sequences, tuples. They can be asked for an element without being
 * written out.
 */
public final class SymbolicSets {
    private static final int MOST_OF_A_POWER_SET = 16;
    private static final int MOST_TUPLES = 1_000_000;

    /** At most this many functions or records are written out. */
    private static final int MOST_FUNCTIONS = 1 << 16;

    private SymbolicSets() {}

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
