package dev.lockstep.storage.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.simulation.Schedule;
import dev.lockstep.storage.Slip;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** Each page is an AtomicPage, whatever the schedule of errors; {@link StorageRun} throws when one is not. */
class StorageProperties {
    @Property(tries = 500)
    void everyScheduleOfErrorsLeavesTheOldValueOrTheNew(
            @ForAll @IntRange(min = 1, max = 3) int pages,
            @ForAll @Size(max = 4_000) List<@IntRange(min = 0, max = 1_000) Integer> choices) {
        StorageRun run = new StorageRun(pages, StorageRun::page, disk -> disk, Schedule.of(choices), null);

        run.run(Integer.MAX_VALUE);

        Map<String, Integer> happened = run.happened();
        assertThat(happened.get("get")).isGreaterThanOrEqualTo(pages);
        int crashes = happened.getOrDefault("power failure", 0) + happened.getOrDefault("kill", 0);
        Statistics.label("crashes").collect(crashes > 5 ? "more than 5" : crashes > 1 ? "2 to 5" : "1");
        Statistics.label("decays").collect(happened.containsKey("decay") ? "some" : "none");
    }

    /** The canary of this class: without traces, by the values alone, slips are found. */
    @Example
    void storageWithASlipBreaksTheProperty() {
        for (Slip slip : List.of(
                Slip.WRITES_BOTH_COPIES_AT_ONCE,
                Slip.DOES_NOT_SYNC,
                Slip.WRITES_ONE_COPY,
                Slip.OPENS_WITHOUT_REPAIR,
                Slip.LETS_GOOD_COPIES_DIFFER,
                Slip.BELIEVES_THE_FIRST_BAD_READING,
                Slip.ONLY_CLAIMS_TO_SYNC,
                Slip.DOES_NOT_CHECK_THE_CHECKSUM)) {
            SplittableRandom seeds = new SplittableRandom(1);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 500; i++) {
                            new StorageRun(2, slip::page, slip::driver, Schedule.random(seeds.nextLong()), null)
                                    .run(100);
                        }
                    })
                    .as(slip.toString())
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
