package dev.lockstep.redis.sentinel.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.redis.sentinel.Layout;
import dev.lockstep.redis.sentinel.Message;
import dev.lockstep.redis.sentinel.Sentinel;
import dev.lockstep.redis.sentinel.SentinelSlip;
import dev.lockstep.redis.sentinel.Server;
import dev.lockstep.redis.sentinel.Stable;
import dev.lockstep.redis.sentinel.run.SentinelProtocol.Cores;
import dev.lockstep.run.CrashContract;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Fault;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sentinels and servers march in lockstep with RedisSentinel.tla, simulated and as processes; those with a slip do not. */
class SentinelTest extends CrashContract<Packet<Message>, InstanceNode<Message>, News> {
    /** The actions at which each slip comes to light in the trace. */
    private static final Map<SentinelSlip, Set<String>> SLIPS = Map.ofEntries(
            entry(SentinelSlip.VOTES_AGAIN, Set.of("Vote")),
            entry(SentinelSlip.VOTES_IN_AN_EPOCH_THAT_HAS_PASSED, Set.of("Vote")),
            entry(SentinelSlip.VOTES_ABOUT_ANOTHER_MASTER, Set.of("Vote", "NewEpoch", "AnswerAsk")),
            entry(SentinelSlip.DOES_NOT_WRITE_WHEN_IT_VOTED, Set.of("Vote", "OwnVote")),
            entry(SentinelSlip.SAYS_DOWN_IN_TILT, Set.of("Vote", "AnswerAsk")),
            entry(SentinelSlip.NEEDS_NO_MAJORITY, Set.of("BecomeLeader")),
            entry(SentinelSlip.NEEDS_NO_QUORUM, Set.of("BecomeLeader")),
            entry(SentinelSlip.TAKES_THE_MASTER_FOR_DOWN_ALONE, Set.of("ODown")),
            entry(SentinelSlip.ADDS_UP_NO_ANSWERS, Set.of("TakeAnswer")),
            entry(SentinelSlip.DOES_NOT_TAKE_A_YES_BACK, Set.of("TakeAnswer")),
            entry(SentinelSlip.TAKES_A_REPLICA_FOR_THE_MASTER, Set.of("SUp", "ConvertToSlave", "FixSlaveConfig")),
            entry(SentinelSlip.TAKES_THE_EPOCH_OF_BY_NOW, Set.of("SeePromoted")),
            entry(SentinelSlip.TAKES_AN_EQUAL_CONFIGURATION, Set.of("TakeConfig", "TakeConfigEpoch")),
            entry(SentinelSlip.TAKES_WHAT_A_SERVER_SAID_BEFORE, Set.of("LearnRole")),
            entry(SentinelSlip.FORGETS_THE_OLD_MASTER, Set.of("SwitchMaster", "TakeConfig")),
            entry(SentinelSlip.DOES_NOT_SAVE_WHAT_IT_HAS_LOGGED, Set.of("SaveConfig")),
            entry(
                    SentinelSlip.SAVES_BEFORE_IT_LOGS,
                    Set.of("LearnSentinel", "LearnSlave", "SwitchMaster", "TakeConfig")),
            entry(SentinelSlip.CONVERTS_WHILE_THE_MASTER_IS_DOWN, Set.of("ConvertToSlave", "FixSlaveConfig")),
            entry(SentinelSlip.EXECUTES_AN_OLD_COMMAND, Set.of("ExecuteSlaveOf")));

    @Override
    protected int runs() {
        return 20;
    }

    @Override
    protected int events() {
        return 1_000;
    }

    @Override
    protected int eventsWithKills() {
        return 400;
    }

    @Override
    protected SentinelProtocol description() {
        return new SentinelProtocol();
    }

    @Override
    protected SentinelProtocol.Group deployment(int nodes) {
        return SentinelProtocol.group(nodes, Cores.RIGHT);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        return each(Arrays.asList(SentinelSlip.values()), slip -> SentinelProtocol.group(3, quorum(slip), slip));
    }

    /** Majority and quorum are told apart where one asks for more than the other. */
    private static int quorum(SentinelSlip slip) {
        return switch (slip) {
            case NEEDS_NO_MAJORITY -> 1;
            case NEEDS_NO_QUORUM -> 3;
            default -> 2;
        };
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        assertThat(rejected.explanation().get(0))
                .containsPattern(" is no step of RedisSentinel: ("
                        + String.join("|", SLIPS.get(SentinelSlip.valueOf(slip))) + ")\\(");
    }

    /** Its failovers do not end once a replica is the master. */
    @Override
    protected SentinelProtocol.Group endless() {
        return SentinelProtocol.group(3, new Cores() {
            @Override
            public Sentinel sentinel(String id, Layout layout, Optional<Stable> onDisk) {
                return new Sentinel(id, layout, onDisk) {
                    @Override
                    public List<dev.lockstep.core.Step> steps() {
                        return super.steps().stream()
                                .filter(step -> !step.action().equals("endFailover")
                                        && !step.action().startsWith("abort"))
                                .toList();
                    }
                };
            }
        });
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        assertThat(report.figures().get("failovers")).isPositive();
    }

    /** Runs are there to exercise failovers, also under all faults at once. */
    @Test
    void failoversGoOnToTheEnd() throws Exception {
        long promotions = 0;
        for (int seed = 1; seed <= 4; seed++) {
            RunReport report = description()
                    .run(new RunOptions(
                            3,
                            seed,
                            1_000,
                            RunOptions.Transport.SIMULATED,
                            Fault.options(description().likely()),
                            folder.resolve("f.ndjson")));
            promotions += report.figures().get("promotions");
        }
        assertThat(promotions).isGreaterThanOrEqualTo(8);
    }

    /** What servers store is no part of the cores. */
    @Test
    void theCoresHaveTheActionsOfTheirSpec() throws Exception {
        Path trace = folder.resolve("t.ndjson");
        description().run(new RunOptions(3, 1, 20, RunOptions.Transport.SIMULATED, Set.of(), trace));
        TraceAssertions.assertSameActions(trace, Set.of("Write", "Sync"), Sentinel.class, Server.class);
    }
}
