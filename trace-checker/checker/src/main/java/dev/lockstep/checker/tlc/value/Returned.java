package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Seq;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tlc2.tool.TLCState;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * Takes a successor from TLC by what is another in it than in the state that TLC was given. What TLC's step leaves alone are the same
 * objects in both: elements of a sequence that grows or of a set, results of a function.
 */
final class Returned {
    /** A set is made anew if more elements than these came or went. */
    private static final int MOST_CHANGES = 16;

    private final Conversion conversion;

    Returned(Conversion conversion) {
        this.conversion = conversion;
    }

    /**
     * Returns the values of a state after a step.
     *
     * @param before the values before it
     * @param given the same values as TLC has them
     */
    Object[] values(TLCState after, Object[] before, TLCState given) throws Failed {
        Value[] known = TlcState.values(given);
        Value[] now = TlcState.values(after);
        Object[] values = new Object[now.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(now[i], known[i], before[i]);
        }
        return values;
    }

    private Object value(Value now, Value known, Object before) throws Failed {
        try {
            return changed(now, known, before);
        } catch (Undecided e) {
            return anew(now); // a set of elements of unlike kinds
        }
    }

    private Object anew(Value value) throws Failed {
        return Evaluation.of(() -> {
            value.deepNormalize();
            return conversion.of(value);
        });
    }

    private Object changed(Value now, Value known, Object before) throws Failed {
        if (now == known) {
            return before;
        } else if (now instanceof TupleValue tuple && known instanceof TupleValue old && before instanceof Seq seq) {
            return old.elems.length == seq.length() ? sequence(tuple.elems, old.elems, seq) : anew(now);
        } else if (now instanceof RecordValue record && known instanceof RecordValue old && before instanceof Fun fun) {
            return record.names == old.names ? record(record, old, fun) : anew(now);
        } else if (now instanceof FcnRcdValue f && known instanceof FcnRcdValue old && before instanceof Fun fun) {
            return f.domain != null && f.domain == old.domain ? function(f, old, fun) : anew(now);
        } else if (now instanceof SetEnumValue set
                && known instanceof SetEnumValue old
                && before instanceof FiniteSet all) {
            return old.elems.size() == all.size() ? set(set, old, all) : anew(now);
        }
        return anew(now);
    }

    private Object sequence(Value[] now, Value[] known, Seq before) throws Failed {
        int without = now.length > 0 && known.length > 1 && now[0] != known[0] && now[0] == known[1] ? 1 : 0;
        int same = 0;
        while (same < now.length && same + without < known.length && now[same] == known[same + without]) {
            same++;
        }
        if (same + without == known.length || same == now.length) {
            Seq sequence = before.part(without, without + same);
            for (int i = same; i < now.length; i++) {
                sequence = sequence.append(anew(now[i]));
            }
            return sequence;
        }
        Object[] elements = new Object[now.length];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = i < known.length ? changed(now[i], known[i], before.get(i)) : anew(now[i]);
        }
        return Seq.of(elements);
    }

    private Object record(RecordValue now, RecordValue known, Fun before) throws Failed {
        Fun record = before;
        for (int i = 0; i < now.values.length; i++) {
            if (now.values[i] != known.values[i]) {
                int place = before.keys().placeOf(now.names[i].toString());
                record = record.with(place, changed(now.values[i], known.values[i], before.get(place)));
            }
        }
        return record;
    }

    private Object function(FcnRcdValue now, FcnRcdValue known, Fun before) throws Failed {
        Fun function = before;
        for (int i = 0; i < now.values.length; i++) {
            if (now.values[i] != known.values[i]) {
                int place = before.keys().placeOf(conversion.of(now.domain[i]));
                if (place < 0) {
                    return anew(now);
                }
                function = function.with(place, changed(now.values[i], known.values[i], before.get(place)));
            }
        }
        return function;
    }

    /** Goes through both at once. Where they differ, one came if the set has grown, and one went if it has shrunk. */
    private Object set(SetEnumValue now, SetEnumValue known, FiniteSet before) throws Failed {
        List<Object> came = new ArrayList<>();
        Set<Object> went = new HashSet<>();
        int size = now.elems.size();
        int old = known.elems.size();
        int i = 0;
        int j = 0;
        while ((i < size || j < old) && came.size() + went.size() <= MOST_CHANGES) {
            if (i < size && j < old && now.elems.elementAt(i) == known.elems.elementAt(j)) {
                i++;
                j++;
            } else if (j < old && (size <= old || i == size)) {
                went.add(conversion.of(known.elems.elementAt(j++)));
                if (size == old && i < size) {
                    came.add(anew(now.elems.elementAt(i++)));
                }
            } else {
                came.add(anew(now.elems.elementAt(i++)));
            }
        }
        if (i < size || j < old) {
            return anew(now);
        }
        FiniteSet set = before;
        if (went.size() == 1) {
            set = set.without(went.iterator().next());
        } else if (went.size() > 1) {
            set = set.where(element -> !went.contains(element));
        }
        for (Object element : came) {
            set = set.with(element);
        }
        return set;
    }
}
