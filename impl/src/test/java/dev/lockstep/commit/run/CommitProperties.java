package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.commit.node.Cores;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/**
 * Every transaction is done everywhere or nowhere, as its client was told, and the data is what the done ones make of it: whatever the
 * schedule of crashes, losses, duplicates and votes. {@link Ledger} throws when it is not.
 */
class CommitProperties {
    @Property(tries = 300)
    void everyScheduleIsAtomicAndDurable(
            @ForAll @IntRange(min = 2, max = 5) int nodes,
            @ForAll Set<CommitFault> faults,
            @ForAll @Size(min = 200, max = 1_500) List<@IntRange(min = 0, max = 20_000) Integer> choices) {
        var run = new SimulatedRun<>(
                new CommitProtocol.Group(CommitProtocol.cluster(nodes), Cores.RIGHT),
                Channels.UNORDERED,
                faults.stream().collect(Collectors.toMap(f -> Fault.valueOf(f.name()), f -> f.likely)),
                Schedule.of(choices),
                null);

        run.run(Long.MAX_VALUE, (Choice choice) -> {});

        Map<String, Long> figures = run.clients().figures();
        assertThat(figures.get("commits")).isLessThanOrEqualTo(figures.get("transactions"));
        Statistics.label("commits").collect(bucket(figures.get("commits")));
        Statistics.label("crashes").collect(bucket(run.count(Choice.Crash.class)));
    }

    private static String bucket(long count) {
        return count == 0 ? "none" : count <= 5 ? "1 to 5" : "more than 5";
    }

    /** The faults that two-phase commit is meant to bear. */
    enum CommitFault {
        DELAY(Simulation.FAULT),
        REORDER(Simulation.FAULT),
        PAUSE(Simulation.FAULT),
        LOSS(Simulation.FAULT),
        DUPLICATION(Simulation.FAULT),
        CRASH(20);

        private final int likely;

        CommitFault(int likely) {
            this.likely = likely;
        }
    }
}
