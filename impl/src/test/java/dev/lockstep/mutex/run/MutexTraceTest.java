package dev.lockstep.mutex.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Slip;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Simulated runs under faults march in lockstep with LamportMutex.tla; cores with a slip do not. */
class MutexTraceTest {
    private static final Set<Fault> FAULTS = EnumSet.of(Fault.DELAY, Fault.REORDER, Fault.PAUSE);
    private static final int RUNS = 200;
    private static final Set<String> ACTIONS =
            Set.of("Request", "ReceiveRequest", "ReceiveAcknowledge", "Enter", "Release", "ReceiveRelease");

    @TempDir
    Path folder;

    @Test
    void everyRunIsABehaviourOfTheSpec() throws IOException {
        Set<String> taken = new TreeSet<>();
        for (int seed = 1; seed <= RUNS; seed++) {
            CheckResult result = validate(LamportMutex::new, 2 + seed % 3, seed);
            assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + result.events() + " events");
            assertThat(result.events()).isGreaterThanOrEqualTo(200);
            taken.addAll(result.actions().keySet());
        }
        assertThat(taken).isEqualTo(ACTIONS);
    }

    @ParameterizedTest
    @EnumSource(Slip.class)
    void aCoreWithASlipIsRejectedWithin200Runs(Slip slip) throws IOException {
        int seed = 1;
        CheckResult result = validate(slip::core, 3, seed);
        while (result.verdict() == Verdict.ACCEPTED && seed < RUNS) {
            result = validate(slip::core, 3, ++seed);
        }
        assertThat(result.verdict()).as(slip + " after " + seed + " runs").isEqualTo(Verdict.REJECTED);
        assertThat(result.event()).isPositive();
    }

    private CheckResult validate(BiFunction<String, Map<String, Integer>, LamportMutex> core, int nodes, long seed)
            throws IOException {
        Map<String, Integer> ranks = SimulatedRun.ranks(nodes);
        Map<String, Object> constants = Map.of("Proc", ranks.keySet(), "Rank", ranks, "MaxRequests", 1_000_000);
        Path trace = folder.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(trace, Header.of(constants, LamportMutex.class))) {
            new SimulatedRun(ranks, core, FAULTS, Schedule.random(seed), recorder).run(200, (Choice choice) -> {});
        } catch (IllegalStateException broken) {
            // the run itself saw GC1-GC3 broken and stopped; the trace up to there is what is judged here
        }
        CheckResult result = TraceAssertions.check(trace);
        Files.delete(trace);
        return result;
    }
}
