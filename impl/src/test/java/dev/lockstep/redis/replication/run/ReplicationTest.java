package dev.lockstep.redis.replication.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.redis.replication.Message;
import dev.lockstep.redis.replication.RedisServer;
import dev.lockstep.redis.replication.ReplicationSlip;
import dev.lockstep.run.Copies;
import dev.lockstep.run.CrashContract;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Replication of Redis marches in lockstep with RedisReplication.tla, simulated and as processes; servers with a slip do not. */
class ReplicationTest extends CrashContract<Packet<Message>, InstanceNode<Message>, News> {
    private static final int EVENTS = 400;

    private static final Set<String> KEEPING = Set.of(
            "Promote",
            "TakeContinue",
            "TakeFullResync",
            "ServeFailover",
            "AbortFailover",
            "LoseFailover",
            "TakeRefusal");

    /** The actions at which each slip comes to light in the trace. */
    private static final Map<ReplicationSlip, Set<String>> SLIPS = Map.ofEntries(
            Map.entry(ReplicationSlip.TAKES_WRITES_AS_A_REPLICA, Set.of("Write")),
            Map.entry(ReplicationSlip.TAKES_WRITES_WITHOUT_REPLICAS, Set.of("Write")),
            Map.entry(ReplicationSlip.DOES_NOT_COUNT_REPLICAS, Set.of("Wait")),
            Map.entry(ReplicationSlip.WRITES_WHILE_IT_HANDS_OVER, Set.of("Write")),
            Map.entry(ReplicationSlip.HANDS_OVER_TOO_EARLY, Set.of("HandOver")),
            Map.entry(ReplicationSlip.TAKES_OVER_IN_ANOTHER_HISTORY, Set.of("ServeFailover")),
            Map.entry(ReplicationSlip.SERVES_WITHOUT_A_MASTER, Set.of("ServePartially", "ServeFully")),
            Map.entry(ReplicationSlip.SERVES_AN_OLD_REQUEST, Set.of("ServePartially", "ServeFully")),
            Map.entry(ReplicationSlip.KNOWS_EVERY_HISTORY, Set.of("ServePartially")),
            Map.entry(ReplicationSlip.COMPARES_NO_SECOND_OFFSET, Set.of("ServePartially")),
            Map.entry(ReplicationSlip.MISSES_NOTHING, Set.of("ServePartially", "ServeFailover")),
            Map.entry(ReplicationSlip.LETS_A_REPLICA_BE_AHEAD, Set.of("ServePartially", "ServeFailover")),
            Map.entry(ReplicationSlip.TAKES_AN_ANSWER_AGAIN, Set.of("TakeContinue", "TakeFullResync")),
            Map.entry(ReplicationSlip.TAKES_AN_ANSWER_TO_AN_EARLIER_QUESTION, Set.of("TakeContinue", "TakeFullResync")),
            Map.entry(ReplicationSlip.EXECUTES_WITHOUT_A_LINK, Set.of("ExecuteCommand")),
            Map.entry(ReplicationSlip.EXECUTES_WHAT_CAME_ON_AN_EARLIER_CONNECTION, Set.of("ExecuteCommand")),
            Map.entry(ReplicationSlip.EXECUTES_ANY_COMMAND, Set.of("ExecuteCommand")),
            Map.entry(ReplicationSlip.ACKNOWLEDGES_BEFORE_IT_IS_ANSWERED, Set.of("SendAck")),
            Map.entry(ReplicationSlip.COUNTS_ACKNOWLEDGEMENTS_OF_EARLIER_CONNECTIONS, Set.of("TakeAck")),
            Map.entry(ReplicationSlip.TAKES_ACKNOWLEDGEMENTS_BACK, Set.of("TakeAck")),
            Map.entry(ReplicationSlip.COUNTS_WITHOUT_A_BACKLOG, Set.of("Write")),
            Map.entry(ReplicationSlip.FREES_THE_BACKLOG_OF_ITS_REPLICAS, Set.of("FreeBacklog")),
            Map.entry(ReplicationSlip.FREES_THE_BACKLOG_OF_A_REPLICA, Set.of("FreeBacklog")),
            Map.entry(ReplicationSlip.KEEPS_ITS_NAME_WITHOUT_A_BACKLOG, Set.of("FreeBacklog")),
            Map.entry(ReplicationSlip.KEEPS_ITS_REPLICAS, KEEPING),
            Map.entry(ReplicationSlip.NAMES_EVERY_SNAPSHOT, Set.of("SaveSnapshot")),
            Map.entry(ReplicationSlip.GOES_ON_IN_THE_HISTORY_OF_ITS_SNAPSHOT, Set.of("Restart")),
            Map.entry(ReplicationSlip.REWRITES_ITS_LOG_AT_ONCE, Set.of("TakeFullResync")),
            Map.entry(ReplicationSlip.LOGS_WHILE_IT_REWRITES_ITS_LOG, Set.of("Write", "ExecuteCommand")));

    static ReplicationProtocol.Servers servers(int nodes, long seed, ReplicationProtocol.Core core) {
        return new ReplicationProtocol.Servers(ReplicationProtocol.group(nodes, seed), core, EVENTS);
    }

    @Override
    protected ReplicationProtocol description() {
        return new ReplicationProtocol();
    }

    @Override
    protected int runs() {
        return 24;
    }

    @Override
    protected ReplicationProtocol.Servers deployment(int nodes) {
        return servers(nodes, made++, RedisServer::new);
    }

    /** So that each run has other settings. */
    private long made;

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        Set<ReplicationSlip> slips = EnumSet.allOf(ReplicationSlip.class);
        slips.removeAll(EarlierRunTest.SLIPS.keySet());
        return each(slips, slip -> servers(3, slip == ReplicationSlip.TAKES_WRITES_WITHOUT_REPLICAS ? 3 : 1, slip));
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        assertThat(rejected.explanation().get(0))
                .containsPattern(" is no step of RedisReplication: ("
                        + String.join("|", SLIPS.get(ReplicationSlip.valueOf(slip))) + ")\\(");
    }

    /** Servers that hear nothing. */
    @Override
    protected ReplicationProtocol.Servers endless() {
        return servers(3, 2, (id, group, stable) -> new RedisServer(id, group, stable) {
            @Override
            public void receive(Message m) {}
        });
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        assertThat(report.figures())
                .containsOnlyKeys("writes", "acknowledged", "lost", "promotions", "kills", "partitions", "cut off");
        assertThat(report.figures().get("writes")).isPositive();
        assertThat(report.figures().get("acknowledged")).isPositive();
        assertThat(report.figures().get("promotions")).isPositive();
    }

    @Test
    void theCoreHasTheActionsOfItsSpec() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        description().run(new RunOptions(3, 1, 20, RunOptions.Transport.SIMULATED, Set.of(), trace));
        TraceAssertions.assertSameActions(trace, Set.of(), RedisServer.class);
    }

    @Test
    void everyCoreCanBeCopiedInAnyState() {
        Copies copies = new Copies();
        copies.run(
                description(),
                servers(3, 3, (id, group, stable) -> copies.made(new RedisServer(id, group, stable))),
                200);
    }
}
