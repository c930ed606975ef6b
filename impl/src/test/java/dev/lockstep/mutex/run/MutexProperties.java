package dev.lockstep.mutex.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
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
 * Whatever the schedule: GC1-GC3 on the run itself ({@link SimulatedRun} throws when one of them does not hold), and its trace is a
 * behaviour of the spec.
 */
class MutexProperties {
    @Property(tries = 300)
    void everyScheduleKeepsTheResourceExclusiveInOrderAndGranted(
            @ForAll @IntRange(min = 2, max = 5) int nodes,
            @ForAll Set<MutexFault> faults,
            @ForAll @Size(max = 1_000) List<@IntRange(min = 0, max = 10_000) Integer> choices)
            throws IOException {
        Map<String, Integer> rank = SimulatedRun.ranks(nodes);
        Path trace = Files.createTempFile("mutex", ".ndjson");
        List<Choice> made = new ArrayList<>();
        SimulatedRun run;
        try (Recorder recorder = Recorder.open(trace, MutexProtocol.header(rank))) {
            run = new SimulatedRun(rank, LamportMutex::new, MutexFault.faults(faults), Schedule.of(choices), recorder);
            run.run(Long.MAX_VALUE, made::add);
        }

        CheckResult result = TraceAssertions.check(trace);
        assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isEqualTo(run.granted() * 3 * nodes);
        Files.delete(trace);
        long requests = made.stream()
                .filter(c -> c instanceof Choice.Take take && take.step().equals("request"))
                .count();
        assertThat(run.granted()).isEqualTo(requests);
        assertThat(run.messages()).isEqualTo(requests * 3 * (nodes - 1));
        Statistics.label("grants").collect(run.granted() > 5 ? "more than 5" : run.granted() > 0 ? "1 to 5" : "none");
    }

    /** The faults that the paper's algorithm is meant to bear. */
    enum MutexFault {
        DELAY,
        REORDER,
        PAUSE;

        static Set<Fault> faults(Set<MutexFault> faults) {
            return faults.stream().map(f -> Fault.valueOf(f.name())).collect(Collectors.toSet());
        }
    }
}
