package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.evaluator.Expr;
import dev.lockstep.evaluator.Numbers;
import dev.lockstep.evaluator.References;
import dev.lockstep.evaluator.Sets;
import dev.lockstep.evaluator.SymbolicSets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tlc2.module.Integers;
import tlc2.module.Naturals;
import tlc2.module.Strings;
import tlc2.value.impl.IntervalValue;
import tlc2.value.impl.SetCapValue;
import tlc2.value.impl.SetCupValue;
import tlc2.value.impl.SetDiffValue;
import tlc2.value.impl.SetOfFcnsValue;
import tlc2.value.impl.SetOfRcdsValue;
import tlc2.value.impl.SetOfTuplesValue;
import tlc2.value.impl.SubsetValue;
import tlc2.value.impl.UnionValue;
import tlc2.value.impl.UserValue;
import tlc2.value.impl.Value;

/** Compiles the values of constants that TLC keeps as sets which are not written out, some of them infinite. */
final class ConstantSets {
    private final Conversion conversion;
    private final Function<Object, Expr> literal;

    /** @param literal compiles a value */
    ConstantSets(Conversion conversion, Function<Object, Expr> literal) {
        this.conversion = conversion;
        this.literal = literal;
    }

    /** Returns the counterpart of a value; null: there is none. */
    @Nullable
    Expr of(Value value) {
        Object known = conversion.listed(value);
        if (known != null) {
            return literal.apply(known);
        }
        Expr set = set(value);
        return set == null ? null : References.once(set);
    }

    private @Nullable Expr set(Value value) {
        if (value instanceof UserValue user) {
            return user.userObj instanceof Strings
                    ? SymbolicSets.strings()
                    : user.userObj instanceof Integers
                            ? Numbers.from(Integer.MIN_VALUE)
                            : user.userObj instanceof Naturals ? Numbers.from(0) : null;
        } else if (value instanceof IntervalValue interval) {
            return Numbers.interval(References.constant(interval.low), References.constant(interval.high));
        } else if (value instanceof SubsetValue subsets) {
            Expr base = of(subsets.set);
            return base == null ? null : SymbolicSets.subsetsOf(base);
        } else if (value instanceof UnionValue union) {
            Expr sets = of(union.set);
            return sets == null ? null : Sets.unionOf(sets);
        } else if (value instanceof SetCupValue cup) {
            Expr[] both = all(cup.set1, cup.set2);
            return both == null ? null : Sets.union(both[0], both[1]);
        } else if (value instanceof SetCapValue cap) {
            Expr[] both = all(cap.set1, cap.set2);
            return both == null ? null : Sets.intersection(both[0], both[1]);
        } else if (value instanceof SetDiffValue diff) {
            Expr[] both = all(diff.set1, diff.set2);
            return both == null ? null : Sets.minus(both[0], both[1]);
        } else if (value instanceof SetOfFcnsValue functions) {
            Expr[] both = all(functions.domain, functions.range);
            return both == null ? null : SymbolicSets.functions(both[0], both[1]);
        } else if (value instanceof SetOfTuplesValue tuples) {
            Expr[] factors = all(tuples.sets);
            return factors == null ? null : SymbolicSets.product(List.of(factors));
        } else if (value instanceof SetOfRcdsValue records) {
            Expr[] fields = all(records.values);
            return fields == null ? null : SymbolicSets.records(names(records), fields);
        }
        return writtenOut(value);
    }

    private String[] names(SetOfRcdsValue records) {
        String[] names = new String[records.names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = records.names[i].toString().intern();
            literal.apply(names[i]);
        }
        return names;
    }

    private Expr @Nullable [] all(Value... values) {
        List<Expr> all = new ArrayList<>();
        for (Value value : values) {
            Expr set = of(value);
            if (set == null) {
                return null;
            }
            all.add(set);
        }
        return all.toArray(new Expr[0]);
    }

    /** Returns a set that a predicate selects. */
    private @Nullable Expr writtenOut(Value value) {
        try {
            Value set = Evaluation.of(value::toSetEnum);
            Object known = set == null ? null : conversion.listed(set);
            return known == null ? null : literal.apply(known);
        } catch (Failed e) {
            return null;
        }
    }
}
