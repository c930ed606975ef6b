package dev.lockstep.paxos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.paxos.node.PaxosNode;
import dev.lockstep.run.Packet;
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
 * All learn the same of a register, that somebody asked for it, and in the end everybody learns who wants to: whatever the schedule of
 * crashes, losses and duplicates. {@link SimulatedRun} throws when it is not so.
 */
class PaxosProperties {
    @Property(tries = 200)
    void everyScheduleAgreesAndEnds(
            @ForAll @IntRange(min = 1, max = 5) int nodes,
            @ForAll Set<PaxosFault> faults,
            @ForAll @Size(min = 200, max = 1_500) List<@IntRange(min = 0, max = 40_000) Integer> choices) {
        SimulatedRun<Packet<Message>, PaxosNode, PaxosClients.News> run = new SimulatedRun<>(
                new PaxosProtocol.Group(PaxosProtocol.cluster(nodes), Cores.RIGHT, 16),
                Channels.UNORDERED,
                faults.stream().collect(Collectors.toMap(f -> Fault.valueOf(f.name()), f -> f.likely)),
                Schedule.of(choices),
                null);

        run.run(Long.MAX_VALUE, choice -> {});
        Map<String, Long> figures = run.clients().figures();
        long chosen = figures.get("chosen");

        assertThat(chosen).isLessThanOrEqualTo(figures.get("instances"));
        Statistics.label("chosen").collect(bucket(chosen));
        Statistics.label("crashes").collect(bucket(run.count(Choice.Crash.class)));
    }

    private static String bucket(long count) {
        return count == 0 ? "none" : count <= 5 ? "1 to 5" : "more than 5";
    }

    /** The faults that Paxos is meant to bear. */
    enum PaxosFault {
        DELAY(Simulation.FAULT),
        REORDER(Simulation.FAULT),
        PAUSE(Simulation.FAULT),
        LOSS(Simulation.FAULT),
        DUPLICATION(Simulation.FAULT),
        CRASH(50);

        private final int likely;

        PaxosFault(int likely) {
            this.likely = likely;
        }
    }
}
