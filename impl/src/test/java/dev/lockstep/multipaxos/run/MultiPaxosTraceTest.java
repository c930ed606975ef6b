package dev.lockstep.multipaxos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.multipaxos.Slip;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.multipaxos.node.LogNode;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.run.Copies;
import dev.lockstep.run.CrashContract;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Packet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Logs under faults march in lockstep with MultiPaxos.tla, simulated and as processes; cores with a slip do not. */
class MultiPaxosTraceTest extends CrashContract<Packet<Message>, LogNode, MultiPaxosClients.News> {
    private static final int SLOTS = 8;

    /** The action of the event at which each slip comes to light in the trace. */
    private static final Map<Slip, String> SLIPS = Map.of(
            Slip.LEAVES_THE_GAPS, "Lead",
            Slip.FILLS_WITH_NO_OPS_WHATEVER_IS_REPORTED, "Lead",
            Slip.REPORTS_THE_FIRST_SLOT_ONLY, "Promise",
            Slip.RECOVERS_WITHOUT_ITS_ROUND, "RestartLeader",
            Slip.RECOVERS_WITHOUT_ITS_PROMISE, "RestartAcceptor",
            Slip.ACCEPTS_BELOW_ITS_PROMISE, "Accept",
            Slip.COUNTS_REPORTS_OF_ALL_SLOTS_TOGETHER, "Learn");

    @Override
    protected MultiPaxosProtocol description() {
        return new MultiPaxosProtocol();
    }

    @Override
    protected int runs() {
        return 20;
    }

    /** Crashes are rare. */
    @Override
    protected int events() {
        return 800;
    }

    @Override
    protected MultiPaxosProtocol.Group deployment(int nodes) {
        return group(Cores.RIGHT, nodes);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, LogNode, MultiPaxosClients.News>> slips() {
        return each(List.of(Slip.values()), slip -> group(slip, 4));
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        assertThat(rejected.explanation().get(0))
                .contains(" is no step of MultiPaxos: " + SLIPS.get(Slip.valueOf(slip)) + "(");
    }

    /** Learners never take votes for enough. */
    @Override
    protected MultiPaxosProtocol.Group endless() {
        return group(
                new Cores() {
                    @Override
                    public Learner learner(String id, Group group, int slots) {
                        return new Learner(id, group, slots) {
                            @Override
                            public boolean completes(Message.Accepted m) {
                                return false;
                            }
                        };
                    }
                },
                3);
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        assertThat(report.figures()).containsOnlyKeys("logs", "slots", "noops", "kills");
        assertThat(report.figures().get("kills")).isGreaterThanOrEqualTo(2);
        assertThat(report.figures().get("slots")).isGreaterThanOrEqualTo(10);
        assertThat(result.actions()).containsKeys("Lead", "CrashAcceptor", "RestartAcceptor", "Learn");
    }

    private static MultiPaxosProtocol.Group group(Cores cores, int nodes) {
        return new MultiPaxosProtocol.Group(new LogCluster(nodes, SLOTS), cores, 32);
    }

    @Test
    void everyCoreCanBeCopiedInAnyState() {
        Copies copies = new Copies();
        copies.run(
                description(),
                group(
                        new Cores() {
                            @Override
                            public Leader leader(String id, Group group, int slots, ProposerRecord stable) {
                                return copies.made(Cores.super.leader(id, group, slots, stable));
                            }

                            @Override
                            public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
                                return copies.made(Cores.super.acceptor(id, group, stable));
                            }

                            @Override
                            public Learner learner(String id, Group group, int slots) {
                                return copies.made(Cores.super.learner(id, group, slots));
                            }
                        },
                        3),
                500);
    }
}
