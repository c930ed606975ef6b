package dev.lockstep.raft.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.raft.kv.KeyValueRun.Habits;
import dev.lockstep.run.Hunt;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.Operation;
import dev.lockstep.storage.faulty.StopAt;
import dev.lockstep.storage.faulty.Unsynced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goal: what clients see of the service is linearizable, whatever becomes of servers, messages and disks.
 *
 * <p>Method: simulated runs in which servers crash and are cut off, messages are lost, repeated and reordered, and clients ask any server,
 * again and again; the clients' history is checked against KeyValueHistory.tla. Servers with a slip must be rejected.
 */
class KeyValueNodeTest {
    private static final Map<Fault, Integer> FAULTS = Map.of(
            Fault.CRASH, 3,
            Fault.LOSS, 20,
            Fault.DUPLICATION, 40,
            Fault.REORDER, 100,
            Fault.DELAY, 100,
            Fault.PARTITION, 6,
            Fault.ISOLATION, 10);

    /** The faults by which a leader is followed by another and does not know. */
    private static final Map<Fault, Integer> DEPOSING = Map.of(Fault.ISOLATION, 30, Fault.LINGER, 100);

    /** Choices that a client waits between two calls, at most. */
    private static final int LONGEST_PAUSE = 60;

    /** The series of which the median is told. */
    private static final int SERIES = 5;

    @TempDir
    Path folder;

    private CheckResult check(History history) throws IOException {
        Path file = folder.resolve("history.ndjson");
        history.write(file);
        return TraceAssertions.check(file);
    }

    /**
     * Each run has its own mix of faults: with all of them at once, a server that is cut off crashes before others have elected one. Half of the
     * runs aim at leaders that another has followed: the leader is cut off and does not crash, clients go on to read there, and what was on its way
     * to it comes later.
     */
    private static KeyValueRun run(Slip slip, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Fault, Integer> mix = new EnumMap<>(FAULTS);
        mix.keySet().removeIf(fault -> random.nextInt(2) == 0);
        Habits habits = Habits.USUAL;
        if (random.nextInt(2) == 0) {
            mix.keySet().removeAll(Set.of(Fault.CRASH, Fault.PARTITION));
            mix.putAll(DEPOSING);
            habits = new Habits(
                    random.nextInt(2) != 0,
                    1 + random.nextInt(2),
                    random.nextInt(KeyValueRun.CLIENTS),
                    random.nextInt(LONGEST_PAUSE));
        }
        return new KeyValueRun(slip, 100, habits, mix, Schedule.random(seed), Faults.NONE, Unsynced.LOST, null);
    }

    @Test
    void clientsSeeALinearizableStore() throws IOException {
        Map<String, Long> figures = new TreeMap<>();
        for (int seed = 1; seed <= 30; seed++) {
            KeyValueRun run = run(Slip.NONE, seed);
            CheckResult result = check(run.run());
            assertThat(result.verdict()).as("seed " + seed + ": " + result).isEqualTo(Verdict.ACCEPTED);
            run.figures().forEach((what, count) -> figures.merge(what, count, Long::sum));
        }
        System.out.println("key-value service, 30 runs: " + figures);
        assertThat(figures.get("retries")).isGreaterThan(100);
        assertThat(figures.get("expired")).isPositive();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SPEAKS_BEFORE_IT_HAS_WRITTEN"})
    void aSlipIsRejectedWithin200Runs(Slip slip) throws IOException {
        System.out.println(slip + " is rejected in run " + rejected(slip, 1));
    }

    @Tag("full")
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SPEAKS_BEFORE_IT_HAS_WRITTEN"})
    void aSlipIsRejectedWithin200RunsOfEachSeries(Slip slip) throws IOException {
        List<Integer> runs = new ArrayList<>();
        for (int series = 0; series < SERIES; series++) {
            runs.add(rejected(slip, 1 + 1_000L * series));
        }
        System.out.println(slip + " is rejected in runs " + runs + " of series, median " + Hunt.median(runs));
    }

    /** Returns in which run of the series that begins with that seed a slip is rejected. */
    private int rejected(Slip slip, long first) throws IOException {
        int run = 1;
        Verdict verdict = check(run(slip, first).run()).verdict();
        while (verdict == Verdict.ACCEPTED && run < Hunt.MOST) {
            verdict = check(run(slip, first + run++).run()).verdict();
        }
        assertThat(verdict)
                .as("%s after %s runs from seed %s", slip, run, first)
                .isEqualTo(Verdict.REJECTED);
        return run;
    }

    private KeyValueRun traced(Slip slip, int calls, Map<Fault, Integer> faults, long seed) throws IOException {
        Path traces = Files.createTempDirectory(folder, "traces");
        return new KeyValueRun(
                slip, calls, Habits.USUAL, faults, Schedule.random(seed), Faults.NONE, Unsynced.LOST, traces);
    }

    /** Read by read index and asked again, killed in the middle of a batch, a server does nothing that the spec does not have. */
    @Test
    void theServersMarchInLockstepWithRaft() throws IOException {
        Set<String> taken = new TreeSet<>();
        for (int seed = 1; seed <= 10; seed++) {
            KeyValueRun run = traced(Slip.NONE, 40, FAULTS, seed);
            run.run();
            taken.addAll(TraceAssertions.assertAccepted(run.traces()).actions().keySet());
        }
        assertThat(taken).contains("SendEntries", "AppendCommand", "Commit", "Compact", "Crash", "Restart");
    }

    /**
     * The canary of what is said of batches: what was seen of a step that is not on the disk is missed after a crash. The leader does not send
     * again what was acknowledged, so that the run may get stuck as well.
     */
    @Test
    void aServerThatSpeaksBeforeItHasWrittenIsRejected() throws IOException {
        int rejected = 0;
        for (int seed = 1; seed <= 10; seed++) {
            KeyValueRun run = traced(Slip.SPEAKS_BEFORE_IT_HAS_WRITTEN, 40, FAULTS, seed);
            try {
                run.run();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageStartingWith("liveness: ");
            }
            rejected += TraceAssertions.check(run.traces()).verdict() == Verdict.REJECTED ? 1 : 0;
        }
        System.out.println(Slip.SPEAKS_BEFORE_IT_HAS_WRITTEN + " is rejected in " + rejected + " of 10 runs");
        assertThat(rejected).isPositive();
    }

    /**
     * At every physical write and sync of any server, of which nothing, all or a part is left: so of a batch that is being made durable all or
     * nothing. In the servers' traces it has happened or not.
     */
    @Test
    void aPowerFailureAtAnyPhysicalStepOfAnyServerLosesNothingAcknowledged() throws IOException {
        Map<String, Unsynced.Survival> survivals =
                new TreeMap<>(Map.of("nothing", Unsynced.LOST, "all", Unsynced.DONE, "a part", Unsynced.prefix(100)));
        Map<Operation.Kind, Integer> points = new EnumMap<>(Operation.Kind.class);
        for (Map.Entry<String, Unsynced.Survival> survival : survivals.entrySet()) {
            for (long step = 1; ; step++) {
                StopAt stop = new StopAt(step, dev.lockstep.storage.faulty.Fault.POWER_FAILURE);
                Path traces = Files.createDirectory(folder.resolve(survival.getKey() + step));
                KeyValueRun run = new KeyValueRun(
                        Slip.NONE,
                        12,
                        Habits.USUAL,
                        Map.of(),
                        Schedule.random(3),
                        writes(stop),
                        survival.getValue(),
                        traces);
                String point = "physical step " + step + ", of which " + survival.getKey() + " is left: ";
                CheckResult history = check(run.run());
                assertThat(history.verdict()).as(point + history).isEqualTo(Verdict.ACCEPTED);
                CheckResult steps = TraceAssertions.check(run.traces());
                assertThat(steps.verdict()).as(point + steps).isEqualTo(Verdict.ACCEPTED);
                if (stop.stopped().isEmpty()) {
                    break;
                }
                assertThat(run.failures()).isEqualTo(1);
                points.merge(stop.stopped().get().kind(), 1, Integer::sum);
            }
        }
        System.out.println("key-value service, power failures: " + points);
        assertThat(points.get(Operation.Kind.WRITE)).isGreaterThan(100);
        assertThat(points.get(Operation.Kind.SYNC)).isGreaterThan(100);
    }

    private static Faults writes(Faults faults) {
        return operation -> operation.kind() == Operation.Kind.READ
                ? dev.lockstep.storage.faulty.Fault.NONE
                : faults.next(operation);
    }
}
