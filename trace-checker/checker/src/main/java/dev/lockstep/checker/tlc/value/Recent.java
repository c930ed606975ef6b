package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import dev.lockstep.evaluator.value.Keys;
import dev.lockstep.evaluator.value.Seq;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import tlc2.value.impl.ValueVec;

/**
 * Keeps the state that was given to TLC last, as the checker has it and as TLC has it. It is one of those that one instance of a trace goes
 * through. The next one is given to TLC by what is another in it: what both have in common is the same value of TLC, which is normalized
 * already. So the price is that of the change, and not that of the state. It is used by one thread at a time.
 */
final class Recent {
    /** A set is made anew if more elements than these came or went. */
    private static final int MOST_CHANGES = 16;

    private static final int MOST_DOMAINS = 64;

    private final Conversion conversion;
    private final Map<Keys, Places> places = new HashMap<>();
    private Object[] values;
    private Value @Nullable [] given;

    /** Tells where TLC's arguments are among those of the checker's functions of a domain. */
    private record Places(Value[] domain, int[] order) {}

    /** @param given the values as TLC has them, normalized; null: it has none yet */
    Recent(Object[] values, @Nullable TLCState given, Conversion conversion) {
        this.conversion = conversion;
        this.values = values;
        this.given = given == null ? null : TlcState.values(given);
    }

    /** Returns a state as TLC has it, normalized. */
    TLCState toTlc(Object[] next) throws Failed {
        Value[] known = given;
        Value[] made = new Value[next.length];
        TLCState state = TLCState.Empty.createEmpty();
        for (int i = 0; i < made.length; i++) {
            made[i] = known == null ? anew(next[i]) : changed(next[i], values[i], known[i]);
            state.bind(TLCState.vars[i].getName(), made[i]);
        }
        values = next;
        given = made;
        return state;
    }

    private Value anew(Object value) throws Failed {
        return Evaluation.of(() -> {
            Value made = conversion.toTlc(value);
            made.deepNormalize();
            return made;
        });
    }

    /**
     * @param before the value before, as the checker has it
     * @param known the same value as TLC has it
     */
    private Value changed(Object now, Object before, Value known) throws Failed {
        if (now == before) {
            return known;
        } else if (now instanceof Seq seq && before instanceof Seq old && known instanceof TupleValue tuple) {
            return tuple.elems.length == old.length() ? sequence(seq, old, tuple) : anew(now);
        } else if (now instanceof Fun fun && before instanceof Fun old && fun.keys() == old.keys()) {
            return known instanceof RecordValue record
                    ? record(fun, old, record)
                    : known instanceof FcnRcdValue function && function.domain != null
                            ? function(fun, old, function)
                            : anew(now);
        } else if (now instanceof FiniteSet set
                && before instanceof FiniteSet old
                && known instanceof SetEnumValue all) {
            return all.isNormalized() && all.elems.size() == old.size() ? set(set, old, all) : anew(now);
        }
        return anew(now);
    }

    /** It may be longer or shorter at its end, or have lost its head. */
    private Value sequence(Seq now, Seq before, TupleValue known) throws Failed {
        int without = now.isContinuationOf(before, 1) ? 1 : 0;
        Value[] elements = new Value[now.length()];
        int done = 0;
        if (without == 1 || now.isContinuationOf(before, 0)) {
            done = Math.min(elements.length, before.length() - without);
            System.arraycopy(known.elems, without, elements, 0, done);
        }
        for (int i = done; i < elements.length; i++) {
            elements[i] = i < before.length() ? changed(now.get(i), before.get(i), known.elems[i]) : anew(now.get(i));
        }
        return new TupleValue(elements);
    }

    private Value record(Fun now, Fun before, RecordValue known) throws Failed {
        Value[] fields = new Value[known.values.length];
        for (int i = 0; i < fields.length; i++) {
            int place = now.keys().placeOf(known.names[i].toString());
            if (place < 0) {
                return anew(now);
            }
            fields[i] = changed(now.get(place), before.get(place), known.values[i]);
        }
        return new RecordValue(known.names, fields, true);
    }

    private Value function(Fun now, Fun before, FcnRcdValue known) throws Failed {
        int[] order = order(now.keys(), known.domain);
        if (order == null || order.length != now.keys().size()) {
            return anew(now);
        }
        Value[] results = new Value[order.length];
        for (int i = 0; i < results.length; i++) {
            results[i] = changed(now.get(order[i]), before.get(order[i]), known.values[i]);
        }
        return new FcnRcdValue(known.domain, results, true);
    }

    private int @Nullable [] order(Keys keys, Value[] domain) {
        Places found = places.get(keys);
        if (found == null || found.domain != domain) {
            int[] order = new int[domain.length];
            for (int i = 0; i < order.length; i++) {
                order[i] = keys.placeOf(conversion.of(domain[i]));
                if (order[i] < 0) {
                    return null;
                }
            }
            found = new Places(domain, order);
            if (places.size() >= MOST_DOMAINS) {
                places.clear();
            }
            places.put(keys, found);
        }
        return found.order;
    }

    /** Puts the elements that came in their places, and takes those away that went. */
    private Value set(FiniteSet now, FiniteSet before, SetEnumValue known) throws Failed {
        List<Object> came = new ArrayList<>();
        List<Object> went = new ArrayList<>();
        if (!difference(now, before, came, went)) {
            return anew(now);
        }
        Value[] elements = new Value[before.size() + came.size()];
        int size = before.size();
        System.arraycopy(known.elems.toArray(), 0, elements, 0, size);
        for (Object element : went) {
            int place = search(elements, size, anew(element));
            if (place < 0) {
                return anew(now);
            }
            size--;
            System.arraycopy(elements, place + 1, elements, place, size - place);
        }
        for (Object element : came) {
            Value made = anew(element);
            int place = -search(elements, size, made) - 1;
            if (place < 0) {
                return anew(now);
            }
            System.arraycopy(elements, place, elements, place + 1, size - place);
            elements[place] = made;
            size++;
        }
        return new SetEnumValue(new ValueVec(size == elements.length ? elements : Arrays.copyOf(elements, size)), true);
    }

    /** Does the same as {@link Arrays#binarySearch(Object[], Object)}. */
    private static int search(Value[] elements, int size, Value wanted) throws Failed {
        return Evaluation.of(() -> Arrays.binarySearch(elements, 0, size, wanted, Value::compareTo));
    }

    /** Returns whether few elements came or went. */
    private static boolean difference(FiniteSet now, FiniteSet before, List<Object> came, List<Object> went) {
        boolean isLarger = before.isVersionOf(now);
        if (Math.abs(now.size() - before.size()) > MOST_CHANGES) {
            return false;
        }
        for (int i = isLarger ? before.size() : 0; i < now.size() && came.size() <= MOST_CHANGES; i++) {
            if (isLarger || !before.has(now.get(i))) {
                came.add(now.get(i));
            }
        }
        if (now.size() - came.size() < before.size()) {
            for (int i = 0; i < before.size() && went.size() <= MOST_CHANGES; i++) {
                if (!now.has(before.get(i))) {
                    went.add(before.get(i));
                }
            }
        }
        return came.size() <= MOST_CHANGES && went.size() <= MOST_CHANGES;
    }
}
