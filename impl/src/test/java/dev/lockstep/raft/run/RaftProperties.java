package dev.lockstep.raft.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.raft.node.Cores;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/**
 * All apply the same, nothing acknowledged is lost, and once the faults end all members know everything: whatever the schedule of crashes,
 * partitions, losses and duplicates. {@link Ledger} and {@link SimulatedRun} throw when it is not so.
 */
class RaftProperties {
    @Property(tries = 60, seed = "3165028868506972405")
    void everyScheduleAgreesAndEnds(
            @ForAll @IntRange(min = 1, max = 5) int nodes,
            @ForAll Set<Fault> faults,
            @ForAll @Size(min = 500, max = 3_000) List<@IntRange(min = 0, max = 60_000) Integer> choices) {
        SimulatedRun<?, ?, ?> run = new SimulatedRun<>(
                new LogDeployment(new RaftCluster(nodes, 2, 400, 15), Cores.RIGHT, 3, Long.MAX_VALUE),
                Channels.UNORDERED,
                faults.stream()
                        .filter(RaftProtocol.LIKELY::containsKey)
                        .collect(Collectors.toMap(f -> f, RaftProtocol.LIKELY::get)),
                Schedule.of(choices),
                null);
        Ledger ledger = ((LogClients) run.clients()).ledger();

        run.run(Long.MAX_VALUE, choice -> {});

        assertThat(ledger.acknowledged()).isLessThanOrEqualTo(ledger.length());
        Statistics.label("acknowledged").collect(ledger.acknowledged() > 4 ? "more than 4" : "up to 4");
        Statistics.label("changes").collect(ledger.changes() > 0 ? "some" : "none");
    }
}
