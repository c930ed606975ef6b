package dev.lockstep.checker.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;
import org.jspecify.annotations.Nullable;

/** The short way to a difference says yes where the listed difference does, and nowhere else but where that has to look twice. */
class GrowingProperties {
    @Property(tries = 3000)
    void saysYesOnlyWhereTheListedDifferenceDoes(@ForAll boolean ofSets, @ForAll Random random) {
        List<Object> adds = new ArrayList<>();
        List<Object> removes = new ArrayList<>();
        Object[] before = channels(ofSets, random);
        Object[] after = new Object[before.length];
        for (int i = 0; i < before.length; i++) {
            after[i] = stepped(before[i], random, adds, removes);
        }
        List<Object> added = random.nextInt(8) == 0 ? null : altered(adds, random);
        List<Object> removed = random.nextInt(3) == 0 ? null : altered(removes, random);

        boolean listed = Difference.isListed(network(before), network(after), added, removed);
        boolean growing = Growing.is(network(before), network(after), added, removed);

        Statistics.label("listed, growing").collect(listed, growing).coverage(coverage -> {
            atLeast(coverage, 20, true, true);
            atLeast(coverage, 10, false, false);
        });
        assertThat(listed || !growing).isTrue();
    }

    private static void atLeast(StatisticsCoverage coverage, int percent, Object... values) {
        coverage.check(values).percentage(p -> p >= percent);
    }

    private static Object[] channels(boolean ofSets, Random random) {
        Object[] channels = new Object[4];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = ofSets ? FiniteSet.EMPTY : Seq.EMPTY;
            for (int j = random.nextInt(3); j > 0; j--) {
                channels[i] = with(channels[i], "e" + j);
            }
        }
        return channels;
    }

    private static Object with(Object channel, Object element) {
        return channel instanceof FiniteSet set ? set.with(element) : ((Seq) channel).append(element);
    }

    /** Mostly left alone; otherwise the head is taken, or something appended, or both. */
    private static Object stepped(Object channel, Random random, List<Object> adds, List<Object> removes) {
        Object result = channel;
        if (random.nextInt(4) == 0 && channel instanceof Seq seq && seq.length() > 0) {
            removes.add(seq.get(0));
            result = seq.part(1, seq.length());
        }
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            Object element = List.of("x", "y", "e1").get(random.nextInt(3));
            adds.add(element);
            result = with(result, element);
        }
        return result;
    }

    /** Mostly as it was. */
    private static @Nullable List<Object> altered(List<Object> elements, Random random) {
        List<Object> altered = new ArrayList<>(elements);
        switch (random.nextInt(6)) {
            case 0 -> altered.add("x");
            case 1 -> altered.removeIf(element -> random.nextBoolean());
            default -> {}
        }
        return altered;
    }

    private static Object network(Object[] channels) {
        Object[] names = {"p", "q"};
        Object p = Fun.of(names, new Object[] {channels[0], channels[1]});
        Object q = Fun.of(names, new Object[] {channels[2], channels[3]});
        return Fun.of(names, new Object[] {p, q});
    }
}
