package dev.lockstep.paxos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.paxos.Slip;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.Disks;
import dev.lockstep.run.PowerFails;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.storage.faulty.Fault;
import dev.lockstep.storage.faulty.StopAt;
import dev.lockstep.storage.faulty.Unsynced;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: at whatever physical write or sync of whatever node the power fails, promises and votes that left are kept.
 *
 * <p>Method: one workload is run once for each of its writes and syncs, all nodes counted together. At that step the node's power fails; of
 * the write under way nothing, all or garbage is left; the node comes back and the run goes on to its end. The trace of each run says
 * whether the step was taken, and is validated.
 */
class CrashPointTest {
    private static final Cluster CLUSTER = new Cluster(3, 1);
    private static final int REGISTERS = 3;
    private static final Map<String, Unsynced.Survival> SURVIVALS =
            new TreeMap<>(Map.of("nothing", Unsynced.LOST, "all", Unsynced.DONE, "garbage", Unsynced.garbage(100)));

    @TempDir
    Path folder;

    @Test
    void aCrashAtAnyPhysicalStepOfAnyNodeIsABehaviourOfTheSpec() throws IOException {
        long runs = 0;
        for (Map.Entry<String, Unsynced.Survival> survival : SURVIVALS.entrySet()) {
            for (long step = 1; ; step++) {
                StopAt stop = new StopAt(step, Fault.POWER_FAILURE);
                CheckResult result = run(Cores.RIGHT, new PowerFails(stop, survival.getValue()));
                assertThat(result.verdict())
                        .as("physical step %d, of which %s is left: %s", step, survival.getKey(), result)
                        .isEqualTo(Verdict.ACCEPTED);
                if (stop.stopped().isEmpty()) {
                    break;
                }
                runs++;
            }
        }
        System.out.println("paxos: " + runs + " crash points");
        assertThat(runs).isGreaterThan(200);
    }

    /** The canary of this class. */
    @Test
    void anAcceptorThatForgetsItsPromiseIsCaught() throws IOException {
        Verdict verdict = Verdict.ACCEPTED;
        for (long step = 1; verdict == Verdict.ACCEPTED && step < 500; step++) {
            PowerFails disks = new PowerFails(new StopAt(step, Fault.POWER_FAILURE), Unsynced.LOST);
            verdict = run(Slip.RECOVERS_WITHOUT_ITS_PROMISE, disks).verdict();
        }
        assertThat(verdict).isEqualTo(Verdict.REJECTED);
    }

    private CheckResult run(Cores cores, Disks disks) throws IOException {
        Path trace = folder.resolve("trace.ndjson");
        PaxosProtocol.Group group = new PaxosProtocol.Group(CLUSTER, cores, REGISTERS);
        try (Recorder recorder = Recorder.open(trace, group.header())) {
            new SimulatedRun<>(group, Channels.UNORDERED, Map.of(), Schedule.random(6), recorder, disks)
                    .run(150, choice -> {});
        }
        return TraceAssertions.check(trace);
    }
}
