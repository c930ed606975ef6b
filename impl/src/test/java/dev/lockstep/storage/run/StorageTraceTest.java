package dev.lockstep.storage.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.Slip;
import dev.lockstep.storage.StablePage;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.StorageException;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs with errors of every kind march in lockstep with StableStorage.tla; storage with a slip does not. */
class StorageTraceTest {
    private static final int RUNS = 100;
    private static final int RUNS_OF_A_SLIP = 500;

    /** All but GiveUp: without disasters no page is lost. */
    private static final Set<String> ACTIONS = Set.of(
            "Put",
            "Write",
            "Sync",
            "Rewrite",
            "GoOn",
            "Complete",
            "Get",
            "Answer",
            "Retry",
            "TryOther",
            "Recover",
            "Scan",
            "Agree",
            "Repair",
            "Crash",
            "Decay");

    @TempDir
    Path folder;

    @Test
    void everyRunIsABehaviourOfTheSpec() throws IOException {
        Set<String> taken = new TreeSet<>();
        Map<String, Integer> happened = new TreeMap<>();
        long events = 0;
        for (int seed = 1; seed <= RUNS; seed++) {
            CheckResult result = validate(Slip.NONE, seed, happened);
            assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + result.events() + " events");
            taken.addAll(result.actions().keySet());
            events += result.events();
        }
        System.out.println("storage traces: " + RUNS + " accepted, " + events + " events, " + happened);
        assertThat(taken).isEqualTo(ACTIONS);
        assertThat(happened)
                .containsKeys("put", "get", "scan", "power failure", "kill", "decay")
                .containsKeys("IO_ERROR", "DISK_FULL", "GARBLED", "LOST", "TORN", "POWER_FAILURE")
                .allSatisfy((what, times) -> assertThat(times).isGreaterThan(40));
    }

    @ParameterizedTest
    @EnumSource(value = Slip.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aSlipIsRejectedWithin500Runs(Slip slip) throws IOException {
        int seed = 1;
        CheckResult result = validate(slip, seed, new TreeMap<>());
        while (result.verdict() == Verdict.ACCEPTED && seed < RUNS_OF_A_SLIP) {
            result = validate(slip, ++seed, new TreeMap<>());
        }
        assertThat(result.verdict()).as(slip + " after " + seed + " runs").isEqualTo(Verdict.REJECTED);
        assertThat(result.toString()).contains(" is no step of StableStorage: ");
        String title = result.explanation().get(0).replaceFirst(".* is no step of StableStorage: ", "");
        System.out.println("storage slip " + slip + ": run " + seed + ", event " + result.event() + ", " + title);
        assertThat(title).containsPattern(slip.rejectedAt());
    }

    /** A disaster: what is lost is given up, as the spec says, and nothing is answered. */
    @Test
    void aLostPageIsGivenUp() throws Exception {
        Layout layout = new Layout("p1", 1, 512);
        FaultyDisk a = new FaultyDisk("one", Faults.NONE);
        FaultyDisk b = new FaultyDisk("two", Faults.NONE);
        StableStorage.openOrCreate(a, b, layout).close();
        Path trace = folder.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(trace, StorageRun.header(true))) {
            StableStorage storage = StableStorage.open(a, b, layout, page -> {
                StablePage core = StorageRun.page();
                recorder.attach(core);
                return core;
            });
            a.overwrite("p1.a", new byte[0]);
            b.overwrite("p1.b", new byte[0]);
            recorder.event("p1", "Decay", Map.of("c", "A"));
            recorder.event("p1", "Decay", Map.of("c", "B"));
            assertThatThrownBy(() -> storage.get(0))
                    .isInstanceOf(StorageException.class)
                    .hasMessage("page 0 is lost: both copies are bad, one/p1.a and two/p1.b");
        }

        Path config = Files.writeString(folder.resolve("Disasters.cfg"), "SPECIFICATION Spec\nINVARIANTS TypeOK\n");
        Path spec = BundledSpecs.find("StableStorage").orElseThrow().module();
        CheckResult result = TraceAssertions.check(List.of(trace), spec, config);
        assertThat(result.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.actions()).containsEntry("GiveUp", 1L).doesNotContainKey("Answer");
    }

    private CheckResult validate(Slip slip, long seed, Map<String, Integer> happened) throws IOException {
        Path trace = folder.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(trace, StorageRun.header(false))) {
            StorageRun run =
                    new StorageRun(1 + (int) (seed % 3), slip::page, slip::driver, Schedule.random(seed), recorder);
            try {
                run.run(40);
            } catch (IllegalStateException broken) {
                // the run itself saw what may not be and stopped; the trace up to there is what is judged here
                assertThat(slip).as("the run with seed " + seed + ": " + broken).isNotEqualTo(Slip.NONE);
            }
            run.happened().forEach((what, times) -> happened.merge(what, times, Integer::sum));
        }
        CheckResult result = TraceAssertions.check(trace);
        Files.delete(trace);
        return result;
    }
}
