package tlc2.module;

import java.util.ArrayList;
import java.util.List;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/**
 * The meaning of {@code added} and {@code removed}, by trying all there is: a step takes some elements out of each collection, then puts
 * some in, and all taken together are those listed. A list that is not given is the least there is. Into a set, an element that it has may
 * be put again.
 */
final class OracleCollections {
    private static final int MOST_FUNCTIONS = 3;

    private OracleCollections() {}

    /** One collection before and after. */
    private record Pair(Value before, Value after) {}

    /** One way to make the one value of the other. */
    private record Way(List<Value> out, List<Value> in) {}

    static boolean explain(Value before, Value after, List<Value> added, List<Value> removed) {
        for (int depth = 0; depth <= MOST_FUNCTIONS; depth++) {
            List<Pair> collections = new ArrayList<>();
            if (below(before, after, depth, collections) && explain(collections, 0, added, removed)) {
                return true;
            }
        }
        return false;
    }

    private static boolean explain(List<Pair> collections, int index, List<Value> added, List<Value> removed) {
        if (index == collections.size()) {
            return (removed == null || removed.isEmpty())
                    && (added == null || added.stream().allMatch(element -> isPutAgain(collections, element)));
        }
        for (Way way : ways(collections.get(index), added, removed)) {
            List<Value> lessRemoved = without(removed, way.out);
            List<Value> lessAdded = without(added, way.in);
            if ((removed == null || lessRemoved != null)
                    && (added == null || lessAdded != null)
                    && explain(collections, index + 1, lessAdded, lessRemoved)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPutAgain(List<Pair> collections, Value element) {
        return collections.stream()
                .anyMatch(pair -> pair.after.toSetEnum() != null && has(elements(pair.after), element));
    }

    private static boolean has(List<Value> elements, Value element) {
        return elements.stream().anyMatch(e -> LockstepOracle.same(e, element));
    }

    /** Null: not all of them are there. */
    private static List<Value> without(List<Value> elements, List<Value> gone) {
        if (elements == null) {
            return null;
        }
        List<Value> rest = new ArrayList<>(elements);
        for (Value element : gone) {
            int i = 0;
            while (i < rest.size() && !LockstepOracle.same(rest.get(i), element)) {
                i++;
            }
            if (i == rest.size()) {
                return null;
            }
            rest.remove(i);
        }
        return rest;
    }

    // ---------------------------------------------------------------- ways

    private static List<Way> ways(Pair pair, List<Value> added, List<Value> removed) {
        return pair.after.toSetEnum() == null && pair.after.toTuple() != null && pair.before.toTuple() != null
                ? waysOfSequence(elements(pair.before), elements(pair.after), added == null || removed == null)
                : waysOfUnordered(elements(pair.before), elements(pair.after), added == null ? null : removed);
    }

    /** Taken from the head, put at the end. */
    private static List<Way> waysOfSequence(List<Value> before, List<Value> after, boolean leastOnly) {
        List<Way> ways = new ArrayList<>();
        for (int taken = 0; taken <= before.size() && !(leastOnly && ways.size() == 1); taken++) {
            int rest = before.size() - taken;
            boolean continues = rest <= after.size();
            for (int i = 0; continues && i < rest; i++) {
                continues = LockstepOracle.same(before.get(taken + i), after.get(i));
            }
            if (continues) {
                ways.add(new Way(before.subList(0, taken), after.subList(rest, after.size())));
            }
        }
        return ways;
    }

    /** What must go and come; and any that were taken out and put back. */
    private static List<Way> waysOfUnordered(List<Value> before, List<Value> after, List<Value> removed) {
        List<Value> out = minus(before, after);
        List<Value> in = minus(after, before);
        List<Value> staying = minus(before, out);
        List<Value> back = removed == null ? List.of() : removed;
        List<Way> ways = new ArrayList<>();
        for (int choice = 0; choice < 1 << back.size(); choice++) {
            List<Value> returned = new ArrayList<>();
            for (int i = 0; i < back.size(); i++) {
                if ((choice >> i & 1) == 1) {
                    returned.add(back.get(i));
                }
            }
            if (without(staying, returned) != null) {
                ways.add(new Way(plus(out, returned), plus(in, returned)));
            }
        }
        return ways;
    }

    private static List<Value> plus(List<Value> a, List<Value> b) {
        List<Value> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    private static List<Value> minus(List<Value> elements, List<Value> others) {
        List<Value> rest = new ArrayList<>();
        List<Value> left = new ArrayList<>(others);
        for (Value element : elements) {
            List<Value> fewer = without(left, List.of(element));
            if (fewer == null) {
                rest.add(element);
            } else {
                left = fewer;
            }
        }
        return rest;
    }

    // ---------------------------------------------------------------- collections

    /** Whether there are collections below that many functions. */
    private static boolean below(Value before, Value after, int depth, List<Pair> found) {
        if (depth == 0) {
            return collection(before, after, found);
        }
        FcnRcdValue old = (FcnRcdValue) before.toFcnRcd();
        FcnRcdValue current = (FcnRcdValue) after.toFcnRcd();
        if (old == null || current == null || before.toTuple() != null && old.values.length != current.values.length) {
            return false;
        }
        List<Value> arguments = new ArrayList<>(List.of(current.getDomainAsValues()));
        for (Value argument : old.getDomainAsValues()) {
            if (!has(arguments, argument)) {
                arguments.add(argument);
            }
        }
        for (Value argument : arguments) {
            Value was = at(old, argument);
            Value is = at(current, argument);
            if (!below(was == null ? emptyLike(is) : was, is == null ? emptyLike(was) : is, depth - 1, found)) {
                return false;
            }
        }
        return !arguments.isEmpty();
    }

    private static Value at(FcnRcdValue function, Value argument) {
        Value[] domain = function.getDomainAsValues();
        for (int i = 0; i < domain.length; i++) {
            if (LockstepOracle.same(domain[i], argument)) {
                return function.values[i];
            }
        }
        return null;
    }

    private static Value emptyLike(Value collection) {
        return collection.toSetEnum() != null ? new SetEnumValue() : TupleValue.EmptyTuple;
    }

    private static boolean collection(Value before, Value after, List<Pair> found) {
        boolean sets = before.toSetEnum() != null && after.toSetEnum() != null;
        boolean sequences = before.toTuple() != null && after.toTuple() != null;
        if (sets || sequences || isBag(before) && isBag(after)) {
            found.add(new Pair(before, after));
            return true;
        }
        return false;
    }

    private static boolean isBag(Value value) {
        if (value.toFcnRcd() instanceof FcnRcdValue function) {
            for (Value count : function.values) {
                if (!(count instanceof IntValue)) {
                    return false;
                }
            }
            return true;
        }
        return false;
    }

    /** Each as often as it is there. */
    private static List<Value> elements(Value collection) {
        List<Value> elements = new ArrayList<>();
        if (collection.toSetEnum() instanceof SetEnumValue set) {
            set.normalize();
            for (int i = 0; i < set.elems.size(); i++) {
                elements.add(set.elems.elementAt(i));
            }
        } else if (collection.toTuple() instanceof TupleValue tuple) {
            elements.addAll(List.of(tuple.elems));
        } else {
            FcnRcdValue bag = (FcnRcdValue) collection.toFcnRcd();
            Value[] domain = bag.getDomainAsValues();
            for (int i = 0; i < domain.length; i++) {
                for (int n = 0; n < ((IntValue) bag.values[i]).val; n++) {
                    elements.add(domain[i]);
                }
            }
        }
        return elements;
    }
}
