package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.tlc.value.Comparison;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.Known;
import dev.lockstep.checker.tlc.value.Shown;
import dev.lockstep.checker.tlc.value.SourceText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tlc2.tool.EvalControl;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool;
import tlc2.util.Context;
import tlc2.value.impl.Enumerable;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.UserValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueEnumeration;

/**
 * Enumerates the values that a quantifier's symbols can have, one combination after the other. If a set is infinite or very large, only
 * some of its elements are tried: those that are named in what is known of the step, and the first ones.
 */
final class Choices {
    /** A set with more elements than these is not gone through. */
    private static final int LARGEST = 20_000;

    private static final int FIRST_OF_LARGE = 200;

    private final BoundedTool tool;
    private final TLCState from;
    private final TLCState to;
    private final Known known;
    private final List<Symbols> symbols = new ArrayList<>();
    private Context outer = Context.Empty;
    private @Nullable String why;
    private boolean isBegun;

    /** Holds symbols that are bound to an element together: one, or those of a tuple. */
    private static final class Symbols {
        private final FormalParamNode[] names;
        private final boolean isTuple;
        private final List<Value> values;
        private int index;

        Symbols(FormalParamNode[] names, boolean isTuple, List<Value> values) {
            this.names = names;
            this.isTuple = isTuple;
            this.values = values;
        }

        Context bind(Context c) throws Failed {
            Value value = values.get(index);
            if (!isTuple) {
                return c.cons(names[0], value);
            }
            if (!(value.toTuple() instanceof TupleValue tuple) || tuple.elems.length != names.length) {
                throw new Failed("a tuple of " + names.length + " symbols is bound to " + Shown.of(value));
            }
            Context bound = c;
            for (int i = 0; i < names.length; i++) {
                bound = bound.cons(names[i], tuple.elems[i]);
            }
            return bound;
        }
    }

    /** @param to the state after the step, as far as it is known */
    Choices(BoundedTool tool, TLCState from, TLCState to, Known known) {
        this.tool = tool;
        this.from = from;
        this.to = to;
        this.known = known;
    }

    void of(OpApplNode quantifier, Context c) throws Failed {
        outer = c;
        ExprNode[] bounds = quantifier.getBdedQuantBounds();
        for (int i = 0; i < bounds.length; i++) {
            ExprNode bound = bounds[i];
            Value set = Evaluation.of(() -> (Value) tool.eval(bound, c, from, to, EvalControl.Clear));
            List<Value> values = elements(set, bound);
            FormalParamNode[] names = quantifier.getBdedQuantSymbolLists()[i];
            if (quantifier.isBdedQuantATuple()[i]) {
                symbols.add(new Symbols(names, true, values));
            } else {
                for (FormalParamNode name : names) {
                    symbols.add(new Symbols(new FormalParamNode[] {name}, false, values));
                }
            }
        }
    }

    private List<Value> elements(Value set, ExprNode bound) throws Failed {
        if (!(set instanceof Enumerable) && !(set instanceof UserValue)) {
            throw new Failed("it chooses from " + SourceText.of(bound) + ", which cannot be enumerated");
        }
        if (set instanceof Enumerable enumerable && isSmall(enumerable)) {
            return first(enumerable, Integer.MAX_VALUE);
        }
        why = "it chooses from " + SourceText.of(bound)
                + ", which has too many elements: only those were tried that the event names, and the first ones";
        List<Value> some = new ArrayList<>();
        for (Value value : known.named()) {
            if (Comparison.has(set, value)) {
                some.add(value);
            }
        }
        List<Value> named = List.copyOf(some);
        for (Value value : firstOf(set)) {
            if (named.stream().noneMatch(other -> Evaluation.same(other, value))) {
                some.add(value);
            }
        }
        return some;
    }

    private static List<Value> firstOf(Value set) {
        List<Value> some = new ArrayList<>();
        if (!(set instanceof Enumerable enumerable)) { // Nat, Int
            for (int i = 0; i < FIRST_OF_LARGE; i++) {
                IntValue value = IntValue.gen(i);
                if (Comparison.has(set, value)) {
                    some.add(value);
                }
            }
            return some;
        }
        try {
            return first(enumerable, FIRST_OF_LARGE);
        } catch (Failed e) {
            return some; // no element of it can be listed
        }
    }

    private static List<Value> first(Enumerable set, int most) throws Failed {
        List<Value> values = new ArrayList<>();
        ValueEnumeration all = Evaluation.of(set::elements);
        Value next = Evaluation.of(all::nextElement);
        for (; next != null && values.size() < most; next = Evaluation.of(all::nextElement)) {
            values.add(next);
        }
        return values;
    }

    /** TLC's sets that are not finite, or have more elements than an integer can say, have no size. */
    private static boolean isSmall(Enumerable set) {
        try {
            return Evaluation.of(set::size) <= LARGEST;
        } catch (Failed e) {
            return false;
        }
    }

    /** Returns whether there is another combination. */
    boolean next() {
        if (!isBegun) {
            isBegun = true;
            return symbols.stream().noneMatch(each -> each.values.isEmpty());
        }
        for (int i = symbols.size() - 1; i >= 0; i--) {
            Symbols last = symbols.get(i);
            if (++last.index < last.values.size()) {
                return true;
            }
            last.index = 0;
        }
        return false;
    }

    /** Returns the symbols bound to it. */
    Context context() throws Failed {
        Context bound = outer;
        for (Symbols each : symbols) {
            bound = each.bind(bound);
        }
        return bound;
    }

    /** Returns the symbols bound to no value in particular. */
    Context unknown() {
        Context bound = outer;
        for (Symbols each : symbols) {
            for (FormalParamNode name : each.names) {
                bound = bound.cons(name, tool.unknown());
            }
        }
        return bound;
    }

    /** Returns whether all elements are among them. */
    boolean isAll() {
        return why == null;
    }

    /** Tells why not; null: they are. */
    @Nullable
    String why() {
        return why;
    }
}
