package dev.lockstep.multipaxos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.multipaxos.Message;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.multipaxos.node.LogNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
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
 * All learn the same of a slot, that somebody asked for it, and in the end what clients asked for is in the log: whatever the schedule of
 * crashes, losses and duplicates. {@link SimulatedRun} throws when it is not so.
 */
class MultiPaxosProperties {
    @Property(tries = 100)
    void everyScheduleAgreesAndEnds(
            @ForAll @IntRange(min = 1, max = 5) int nodes,
            @ForAll Set<Fault> faults,
            @ForAll @Size(min = 200, max = 1_500) List<@IntRange(min = 0, max = 40_000) Integer> choices) {
        SimulatedRun<Packet<Message>, LogNode, MultiPaxosClients.News> run = new SimulatedRun<>(
                new MultiPaxosProtocol.Group(new LogCluster(nodes, 8), Cores.RIGHT, 16),
                Channels.UNORDERED,
                faults.stream()
                        .filter(MultiPaxosProtocol.LIKELY::containsKey)
                        .collect(Collectors.toMap(f -> f, MultiPaxosProtocol.LIKELY::get)),
                Schedule.of(choices),
                null);

        run.run(Long.MAX_VALUE, choice -> {});
        Map<String, Long> figures = run.clients().figures();

        assertThat(figures.get("slots")).isLessThanOrEqualTo(8 * figures.get("logs"));
        Statistics.label("slots").collect(figures.get("slots") > 4 ? "more than 4" : "up to 4");
    }
}
