package dev.lockstep.evaluator.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;
import org.junit.jupiter.api.Test;

/** What is ticked off is what would be listed. */
class DifferenceCheckProperties {
    private static final List<Object> ELEMENTS = List.of("x", "y", "e1", 1);

    private enum Kind {
        SET,
        SEQUENCE,
        BAG
    }

    @Property(tries = 10000)
    void saysWhatTheListedDifferenceSays(@ForAll Kind kind, @ForAll Random random) {
        List<Object> adds = new ArrayList<>();
        List<Object> removes = new ArrayList<>();
        Object[] before = new Object[4];
        Object[] after = new Object[4];
        for (int i = 0; i < before.length; i++) {
            before[i] = collection(kind, random);
            after[i] = random.nextInt(3) > 0 ? before[i] : stepped(before[i], random, adds, removes);
        }
        List<Object> added = random.nextInt(8) == 0 ? null : altered(adds, removes, random);
        List<Object> removed = random.nextInt(3) == 0 ? null : altered(removes, adds, random);
        int shape = random.nextInt(5);
        Object old = network(before, shape, false);
        Object current = network(after, shape, shape == 4);

        boolean listed = Difference.isListed(old, current, added, removed);

        Statistics.label("is it").collect(listed).coverage(coverage -> {
            atLeast(coverage, 20, true);
            atLeast(coverage, 20, false);
        });
        assertThat(DifferenceCheck.is(old, current, added, removed)).isEqualTo(listed);
    }

    private static void atLeast(StatisticsCoverage coverage, int percent, Object... values) {
        coverage.check(values).percentage(p -> p >= percent);
    }

    private static Object collection(Kind kind, Random random) {
        Object made = kind == Kind.SET ? FiniteSet.EMPTY : Seq.EMPTY;
        for (int i = random.nextInt(4); i > 0; i--) {
            made = with(kind == Kind.BAG, made, ELEMENTS.get(random.nextInt(ELEMENTS.size() - 1)));
        }
        return made;
    }

    private static Object with(boolean isBag, Object collection, Object element) {
        if (collection instanceof FiniteSet set) {
            return set.has(element) ? set : FiniteSet.of(with(set.elements(), element));
        }
        return isBag || collection instanceof Fun
                ? counted(collection, element, 1)
                : ((Seq) collection).append(element);
    }

    private static List<Object> with(List<Object> elements, Object element) {
        List<Object> more = new ArrayList<>(elements);
        more.add(element);
        return more;
    }

    /** The bag with the element so many times more; one that is there no more times has no place in it. */
    private static Object counted(Object bag, Object element, int more) {
        List<Object> elements = new ArrayList<>();
        List<Object> counts = new ArrayList<>();
        Keys keys = Difference.keys(bag);
        for (int i = 0; i < keys.size(); i++) {
            elements.add(keys.get(i));
            counts.add(Difference.at(bag, i));
        }
        int place = elements.indexOf(element);
        int count = more + (place < 0 ? 0 : (Integer) counts.get(place));
        if (place >= 0) {
            elements.remove(place);
            counts.remove(place);
        }
        if (count > 0) {
            elements.add(element);
            counts.add(count);
        }
        return Fun.of(elements.toArray(), counts.toArray());
    }

    /** Some are taken, from the head if there is one, some put in; one may be taken and put back. */
    private static Object stepped(Object collection, Random random, List<Object> adds, List<Object> removes) {
        Object result = collection;
        if (random.nextInt(3) == 0) {
            result = taken(result, random, removes);
        }
        if (random.nextInt(4) == 0 && removes.size() > 0) {
            result = put(result, removes.get(removes.size() - 1), adds);
        }
        for (int i = random.nextInt(5) - 2; i > 0; i--) {
            result = put(result, ELEMENTS.get(random.nextInt(ELEMENTS.size() - 1)), adds);
        }
        return result;
    }

    private static Object put(Object collection, Object element, List<Object> adds) {
        adds.add(element);
        return collection instanceof FiniteSet set ? set.with(element) : with(false, collection, element);
    }

    private static Object taken(Object collection, Random random, List<Object> removes) {
        if (collection instanceof FiniteSet set && !set.isEmpty()) {
            Object gone = set.get(random.nextInt(set.size()));
            removes.add(gone);
            return set.where(element -> !element.equals(gone));
        } else if (collection instanceof Seq seq && seq.length() > 0) {
            removes.add(seq.get(0));
            return seq.part(1, seq.length());
        } else if (collection instanceof Fun bag) {
            Object gone = bag.keys().get(random.nextInt(bag.keys().size()));
            removes.add(gone);
            return counted(bag, gone, -1);
        }
        return collection;
    }

    /** Mostly as it was. */
    private static List<Object> altered(List<Object> elements, List<Object> others, Random random) {
        List<Object> altered = new ArrayList<>(elements);
        switch (random.nextInt(8)) {
            case 0 -> altered.add(ELEMENTS.get(random.nextInt(ELEMENTS.size())));
            case 1 -> altered.removeIf(element -> random.nextBoolean());
            case 2 -> altered.addAll(others);
            default -> {}
        }
        return altered;
    }

    /** One collection, or functions to some, or to functions to some: of names, or sequences. */
    private static Object network(Object[] channels, int shape, boolean isLess) {
        Object[] names = {"p", "q"};
        return switch (shape) {
            case 0 -> channels[0];
            case 1 -> Fun.of(names, new Object[] {channels[0], channels[1]});
            case 2 -> Seq.of(Seq.of(channels[0], channels[1]), Seq.of(channels[2], channels[3]));
            case 3 -> {
                Object p = Fun.of(names, new Object[] {channels[0], channels[1]});
                Object q = Fun.of(names, new Object[] {channels[2], channels[3]});
                yield Fun.of(names, new Object[] {p, q});
            }
            default ->
                isLess
                        ? Fun.of(new Object[] {"q", "r"}, new Object[] {channels[1], channels[2]})
                        : Fun.of(names, new Object[] {channels[0], channels[1]});
        };
    }

    @Test
    void aMessageToTwoIsAddedTwice() {
        Object[] names = {"p", "q"};
        FiniteSet one = FiniteSet.of(List.of("old"));
        FiniteSet other = FiniteSet.of(List.of("old"));
        Object before = Fun.of(names, new Object[] {one, other});
        Object after = Fun.of(names, new Object[] {one.with("m"), other.with("m")});

        assertThat(Difference.is(before, after, List.of("m", "m"), null)).isTrue();
        assertThat(Difference.isListed(before, after, List.of("m", "m"), null)).isTrue();
        assertThat(Difference.is(before, after, List.of("m"), null)).isFalse();
        assertThat(Difference.isListed(before, after, List.of("m"), null)).isFalse();
    }
}
