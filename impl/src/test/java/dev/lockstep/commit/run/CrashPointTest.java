package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.Verdict;
import dev.lockstep.commit.Slip;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.Disks;
import dev.lockstep.run.PowerFails;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.storage.faulty.Fault;
import dev.lockstep.storage.faulty.Operation;
import dev.lockstep.storage.faulty.StopAt;
import dev.lockstep.storage.faulty.Unsynced;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: at whatever physical write or sync of whatever node the power fails, no acknowledged transaction is lost and none is half applied.
 *
 * <p>Method: one workload, from the creation of the files on, is run once for each of its writes and syncs, all nodes counted together. At
 * that step the node's power fails; of the write that was under way nothing, all or a part is left; the node recovers and the run goes on
 * to its end, where {@link Ledger} compares. The trace of each run is validated too.
 */
class CrashPointTest {
    private static final Cluster CLUSTER = CommitProtocol.cluster(3);
    private static final Map<String, Unsynced.Survival> SURVIVALS = new TreeMap<>(Map.of(
            "nothing",
            Unsynced.LOST,
            "all",
            Unsynced.DONE,
            "a part",
            Unsynced.prefix(300),
            "garbage",
            Unsynced.garbage(100)));

    @TempDir
    Path folder;

    @Test
    void aCrashAtAnyPhysicalStepOfAnyNodeLosesNothingAcknowledgedAndLeavesNothingHalfDone() throws IOException {
        Map<Operation.Kind, Integer> points = new EnumMap<>(Operation.Kind.class);
        long runs = 0;
        long acknowledged = 0;
        for (Map.Entry<String, Unsynced.Survival> survival : SURVIVALS.entrySet()) {
            for (long step = 1; ; step++) {
                StopAt stop = new StopAt(step, Fault.POWER_FAILURE);
                PowerFails disks = new PowerFails(stop, survival.getValue());
                String point = "physical step " + step + ", of which " + survival.getKey() + " is left: ";
                Ledger run = run(Cores.RIGHT, disks, point);
                assertThat(run.transactions()).isPositive();
                if (stop.stopped().isEmpty()) {
                    break;
                }
                assertThat(disks.failures()).isEqualTo(1);
                Operation at = stop.stopped().get();
                points.merge(at.kind(), 1, Integer::sum);
                runs++;
                acknowledged += run.acknowledged();
            }
        }

        System.out.println("crash points: " + points + " in " + runs + " runs, " + acknowledged
                + " transactions acknowledged, 0 lost, 0 half applied");
        assertThat(points.get(Operation.Kind.WRITE)).isGreaterThan(400);
        assertThat(points.get(Operation.Kind.SYNC)).isGreaterThan(400);
        assertThat(acknowledged).isGreaterThan(runs);
    }

    private Ledger run(Cores cores, Disks disks, String point) throws IOException {
        Path trace = folder.resolve("trace.ndjson");
        CommitProtocol.Group group = new CommitProtocol.Group(CLUSTER, cores);
        try (Recorder recorder = Recorder.open(trace, group.header())) {
            var run = new SimulatedRun<>(group, Channels.UNORDERED, Map.of(), Schedule.random(6), recorder, disks);
            run.run(80, (Choice choice) -> {});
            var result = TraceAssertions.check(trace);
            assertThat(result.verdict()).as(point + result).isEqualTo(Verdict.ACCEPTED);
            return ((CommitClients) run.clients()).ledger();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(point + e.getMessage(), e);
        }
    }

    /** The canary of this class: one core does not wait for its disk. */
    @Test
    void aCoordinatorThatDecidesBeforeTheStableWriteIsCaught() {
        assertThatThrownBy(() -> {
                    for (long step = 1; step < 2_000; step++) {
                        PowerFails disks = new PowerFails(new StopAt(step, Fault.POWER_FAILURE), Unsynced.LOST);
                        run(Slip.DECIDES_BEFORE_THE_STABLE_WRITE, disks, "step " + step + ": ");
                    }
                })
                .isInstanceOf(Throwable.class)
                .hasMessageContaining("step ");
    }
}
