package dev.lockstep.redis.replication.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.redis.replication.Group;
import dev.lockstep.redis.replication.Message;
import dev.lockstep.redis.replication.Persistence;
import dev.lockstep.redis.replication.RedisServer;
import dev.lockstep.redis.replication.ReplicationSlip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Slips that no run shows: a run loses what is on its way to a process that crashes, so that no second run is asked on one connection.
 * Here it is, by hand.
 */
class EarlierRunTest {
    /** The action at which each comes to light. */
    static final Map<ReplicationSlip, String> SLIPS = Map.of(
            ReplicationSlip.EXECUTES_WHAT_AN_EARLIER_RUN_SENT, "ExecuteCommand",
            ReplicationSlip.COUNTS_ACKNOWLEDGEMENTS_TO_EARLIER_RUNS, "TakeAck");

    private static final Group GROUP =
            new Group(Map.of("r1", Persistence.NO, "r2", Persistence.NO), "r1", Set.of("r2"), 2, 1, 0);

    @TempDir
    private Path folder;

    private CheckResult validated(ReplicationProtocol.Core core, BiConsumer<RedisServer, RedisServer> steps)
            throws IOException {
        Path trace = folder.resolve("t.ndjson");
        try (Recorder recorder = Recorder.open(trace, new ReplicationProtocol.Servers(GROUP, core, 100).header())) {
            RedisServer master = core.of("r1", GROUP, Optional.empty());
            RedisServer replica = core.of("r2", GROUP, Optional.empty());
            recorder.attach(master);
            recorder.attach(replica);
            steps.accept(master, replica);
        }
        return TraceAssertions.check(trace);
    }

    /** The second run of the master is asked on the connection on which the first one has sent a command. */
    private static void executing(RedisServer master, RedisServer replica) {
        Message question = asked(replica);
        master.receive(question);
        master.set("x");
        Message command = master.drain().get(1);
        anew(master, question);
        replica.receive(master.drain().get(0));
        replica.receive(command);
    }

    /** The same, and the replica has acknowledged to the first one. */
    private static void acknowledging(RedisServer master, RedisServer replica) {
        Message question = asked(replica);
        master.receive(question);
        master.set("x");
        master.drain().forEach(replica::receive);
        replica.sendAck();
        Message acknowledgement = replica.drain().get(0);
        anew(master, question);
        master.receive(acknowledgement);
    }

    private static Message asked(RedisServer replica) {
        replica.loseLink();
        replica.connect();
        return replica.drain().get(0);
    }

    private static void anew(RedisServer master, Message question) {
        master.crash();
        master.restart();
        master.receive(question);
    }

    @Test
    void whatAnEarlierRunHasSentIsNotExecuted() throws IOException {
        assertThat(validated(RedisServer::new, EarlierRunTest::executing).verdict())
                .isEqualTo(Verdict.ACCEPTED);
        assertRejected(ReplicationSlip.EXECUTES_WHAT_AN_EARLIER_RUN_SENT, EarlierRunTest::executing);
    }

    @Test
    void whatAnEarlierRunWasToldIsNotCounted() throws IOException {
        assertThat(validated(RedisServer::new, EarlierRunTest::acknowledging).verdict())
                .isEqualTo(Verdict.ACCEPTED);
        assertRejected(ReplicationSlip.COUNTS_ACKNOWLEDGEMENTS_TO_EARLIER_RUNS, EarlierRunTest::acknowledging);
    }

    private void assertRejected(ReplicationSlip slip, BiConsumer<RedisServer, RedisServer> steps) throws IOException {
        CheckResult result = validated(slip, steps);
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation().get(0)).contains(" is no step of RedisReplication: " + SLIPS.get(slip) + "(");
    }
}
