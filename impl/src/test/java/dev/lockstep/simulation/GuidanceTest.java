package dev.lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.simulation.Guidance.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A series of runs that is told what they have done gets to what hardly any run does by chance. */
class GuidanceTest {
    private static final int RUNS = 2_000;
    private static final int STEPS = 100;

    /** The choices right one after the other of which each is right once in {@link #ONE_OF}. */
    private static final int DEEP = 8;

    private static final int ONE_OF = 8;

    /** Returns how deep a run has been, and after how many choices for the first time. */
    private static Map<String, Integer> walk(Schedule schedule) {
        Map<String, Integer> first = new TreeMap<>();
        int depth = 0;
        for (int step = 1; step <= STEPS; step++) {
            depth = schedule.next(ONE_OF) == 0 ? depth + 1 : 0;
            first.putIfAbsent("depth " + depth, step);
        }
        return first;
    }

    private static boolean isReached(long seed, boolean isTold) {
        Guidance guidance = new Guidance(seed);
        for (int run = 0; run < RUNS; run++) {
            Plan plan = guidance.next();
            RecordedSchedule schedule = plan.schedule();
            Map<String, Integer> first = walk(schedule);
            if (first.containsKey("depth " + DEEP)) {
                return true;
            }
            if (isTold) {
                guidance.learn(plan, schedule, first);
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_001, 2_001, 3_001, 4_001})
    void whatNoRunDoesByChanceIsReached(long seed) {
        assertThat(isReached(seed, true)).isTrue();
        assertThat(isReached(seed, false)).as("by chance").isFalse();
    }

    @Test
    void aSeriesIsAFunctionOfItsSeedAndOfWhatItIsTold() {
        assertThat(plans(1)).isEqualTo(plans(1)).isNotEqualTo(plans(2));
    }

    private static List<Plan> plans(long seed) {
        Guidance guidance = new Guidance(seed);
        List<Plan> plans = new ArrayList<>();
        for (int run = 0; run < 50; run++) {
            Plan plan = guidance.next();
            RecordedSchedule schedule = plan.schedule();
            guidance.learn(plan, schedule, walk(schedule));
            plans.add(plan);
        }
        return plans;
    }

    @Test
    void aRunThatGoesOnBeginsAsTheEarlierOneDid() {
        RecordedSchedule earlier = new Plan(1, List.of(), 1).schedule();
        walk(earlier);
        RecordedSchedule later = new Plan(1, earlier.first(40), 2).schedule();
        walk(later);
        assertThat(later.first(40)).isEqualTo(earlier.first(40));
        assertThat(later.first(STEPS)).isNotEqualTo(earlier.first(STEPS));
        assertThat(later.size()).isEqualTo(STEPS);
    }
}
