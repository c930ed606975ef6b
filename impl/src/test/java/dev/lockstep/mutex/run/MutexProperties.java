package dev.lockstep.mutex.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Whatever the schedule: GC1-GC3 on the run itself ({@link MutexClients} throws when one of them does not hold), and its trace is a
 * behaviour of the spec.
 */
class MutexProperties {
    @Property(tries = 300)
    void everyScheduleKeepsTheResourceExclusiveInOrderAndGranted(
            @ForAll @IntRange(min = 2, max = 5) int nodes,
            @ForAll Set<MutexFault> faults,
            @ForAll @Size(max = 1_000) List<@IntRange(min = 0, max = 10_000) Integer> choices)
            throws IOException {
        MutexProtocol.Group group = MutexProtocol.group(nodes, LamportMutex::new);
        Path trace = Files.createTempFile("mutex", ".ndjson");
        List<Choice> made = new ArrayList<>();
        MutexClients clients;
        try (Recorder recorder = Recorder.open(trace, group.header())) {
            var run =
                    new SimulatedRun<>(group, Channels.FIFO, MutexFault.faults(faults), Schedule.of(choices), recorder);
            run.run(Long.MAX_VALUE, made::add);
            clients = (MutexClients) run.clients();
        }

        CheckResult result = TraceAssertions.check(trace);
        assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isEqualTo(clients.granted() * 3 * nodes);
        Files.delete(trace);
        long requests = made.stream()
                .filter(c -> c instanceof Choice.Take take && take.step().equals("request"))
                .count();
        assertThat(clients.granted()).isEqualTo(requests);
        assertThat(made.stream().filter(Choice.Deliver.class::isInstance)).hasSize((int) requests * 3 * (nodes - 1));
        assertThat(clients.figures()).containsEntry("messages", requests * 3 * (nodes - 1));
        Statistics.label("grants")
                .collect(clients.granted() > 5 ? "more than 5" : clients.granted() > 0 ? "1 to 5" : "none");
    }

    /** The faults that the paper's algorithm is meant to bear. */
    enum MutexFault {
        DELAY,
        REORDER,
        PAUSE;

        static Map<Fault, Integer> faults(Set<MutexFault> faults) {
            return faults.stream().collect(Collectors.toMap(f -> Fault.valueOf(f.name()), f -> Simulation.FAULT));
        }
    }
}
