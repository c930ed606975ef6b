package tlc2.module;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import tlc2.tool.EvalException;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.Assert.TLCRuntimeException;
import util.UniqueString;

/**
 * What a trace spec cannot say in TLA+ as TLC evaluates it: that values of unlike types differ, what a collection is, which values a trace
 * mentions. Also where TLC leaves how far it came. Written from the format's description alone: the checker has its own.
 */
public final class LockstepOracle {
    private static final BitSet REACHED = new BitSet();
    private static final int FIRST = 200;

    private LockstepOracle() {}

    /** The nodes that TLC reached. */
    public static BitSet reached() {
        return REACHED;
    }

    private static Value bool(boolean value) {
        return value ? BoolValue.ValTrue : BoolValue.ValFalse;
    }

    // ---------------------------------------------------------------- values

    public static Value OracleReached(IntValue node) {
        REACHED.set(node.val);
        return BoolValue.ValTrue;
    }

    public static Value OracleNegative(IntValue positive) {
        return IntValue.gen(-positive.val);
    }

    public static Value OracleRecord(TupleValue pairs) {
        UniqueString[] names = new UniqueString[pairs.elems.length];
        Value[] values = new Value[names.length];
        for (int i = 0; i < names.length; i++) {
            Value[] pair = ((TupleValue) pairs.elems[i]).elems;
            names[i] = ((StringValue) pair[0]).val;
            values[i] = pair[1];
        }
        return new RecordValue(names, values, false);
    }

    public static Value OracleFunction(TupleValue pairs) {
        Value[] arguments = new Value[pairs.elems.length];
        Value[] values = new Value[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            Value[] pair = ((TupleValue) pairs.elems[i]).elems;
            arguments[i] = pair[0];
            values[i] = pair[1];
        }
        return new FcnRcdValue(arguments, values, false);
    }

    private static Value field(Value record, Value name) {
        RecordValue fields = (RecordValue) record;
        for (int i = 0; i < fields.names.length; i++) {
            if (fields.names[i].equals(((StringValue) name).val)) {
                return fields.values[i];
            }
        }
        return null;
    }

    public static Value OracleHas(Value record, Value name) {
        return bool(field(record, name) != null);
    }

    public static Value OracleGet(Value record, Value name) {
        return field(record, name);
    }

    /** The argument is not given, or is this. */
    public static Value OracleArgument(Value arguments, Value name, Value value) {
        Value given = field(arguments, name);
        return bool(given == null || same(given, value));
    }

    /** Of an infinite set, the elements that the event's arguments are; if none is, the first natural numbers in it. */
    public static Value OracleGiven(Value arguments, Value set) {
        List<Value> elements = new ArrayList<>();
        List<Value> firsts = new ArrayList<>();
        for (Value given : ((RecordValue) arguments).values) {
            if (given instanceof IntValue && set.member(given)) {
                elements.add(given);
            }
        }
        for (int i = 0; i < FIRST && elements.isEmpty(); i++) {
            if (set.member(IntValue.gen(i))) {
                firsts.add(IntValue.gen(i));
            }
        }
        return new SetEnumValue((elements.isEmpty() ? firsts : elements).toArray(new Value[0]), false);
    }

    public static Value OracleSame(Value a, Value b) {
        return bool(same(a, b));
    }

    static boolean same(Value a, Value b) {
        try {
            return a.equals(b);
        } catch (EvalException | TLCRuntimeException | ClassCastException unlike) {
            return false;
        }
    }

    // ---------------------------------------------------------------- functions of processes

    private static Value at(Value function, Value process) {
        FcnRcdValue pairs = (FcnRcdValue) function.toFcnRcd();
        Value[] domain = pairs.getDomainAsValues();
        for (int i = 0; i < domain.length; i++) {
            if (same(domain[i], process)) {
                return pairs.values[i];
            }
        }
        return null;
    }

    public static Value OracleIsAt(Value function, Value process, Value observed) {
        Value value = at(function, process);
        return bool(value != null && same(value, observed));
    }

    /** A process without a part of the variable leaves it alone. */
    public static Value OracleStaysAt(Value before, Value after, Value process) {
        Value old = at(before, process);
        Value current = at(after, process);
        return bool(old == null || current == null ? old == current : same(old, current));
    }

    // ---------------------------------------------------------------- differences

    /** Whether a step from one value to the other adds and removes exactly what the event lists. */
    public static Value OracleChanges(Value before, Value after, Value added, Value removed) {
        return bool(OracleCollections.explain(before, after, list(added), list(removed)));
    }

    /** A tuple; a string: not observed. */
    private static List<Value> list(Value listed) {
        return listed instanceof TupleValue tuple ? List.of(tuple.elems) : null;
    }
}
