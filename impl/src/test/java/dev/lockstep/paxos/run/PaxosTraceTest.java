package dev.lockstep.paxos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.Silence;
import dev.lockstep.paxos.Slip;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.paxos.node.PaxosNode;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.run.Copies;
import dev.lockstep.run.CrashContract;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Registers under faults march in lockstep with Paxos.tla, simulated and as processes; cores with a slip do not. */
class PaxosTraceTest extends CrashContract<Packet<Message>, PaxosNode, PaxosClients.News> {
    /** The action of the event at which each slip comes to light in the trace. */
    private static final Map<Slip, String> SLIPS = Map.ofEntries(
            Map.entry(Slip.ACCEPTS_BELOW_ITS_PROMISE, "Accept"),
            Map.entry(Slip.TAKES_ONE_ACCEPTOR_FOR_A_QUORUM, "Propose"),
            Map.entry(Slip.LEAVES_ITS_IDENTITY_OUT_OF_THE_NUMBER, "PersistProposer"),
            Map.entry(Slip.PROMISES_THE_SAME_BALLOT_AGAIN, "Promise"),
            Map.entry(Slip.PROPOSES_THE_EARLIEST_VALUE_REPORTED, "Propose"),
            Map.entry(Slip.COUNTS_VOTES_OF_DIFFERENT_BALLOTS_TOGETHER, "Learn"),
            Map.entry(Slip.PROPOSES_BEFORE_A_QUORUM_PROMISED, "Propose"),
            Map.entry(Slip.PROPOSES_ITS_OWN_VALUE_WHATEVER_IS_REPORTED, "Propose"),
            Map.entry(Slip.COUNTS_A_PROMISE_TWICE, "ReceivePromise"),
            Map.entry(Slip.RECOVERS_WITHOUT_ITS_PROMISE, "RestartAcceptor"),
            Map.entry(Slip.RECOVERS_WITHOUT_ITS_VOTE, "RestartAcceptor"),
            Map.entry(Slip.RECOVERS_WITHOUT_ITS_ROUND, "RestartProposer"),
            Map.entry(Slip.ANSWERS_ALTHOUGH_THE_WRITE_FAILED, "PersistAcceptor"),
            Map.entry(Slip.NEVER_TELLS_THE_OTHER_LEARNERS, "Learn"));

    @Override
    protected PaxosProtocol description() {
        return new PaxosProtocol();
    }

    @Override
    protected PaxosProtocol.Group deployment(int nodes) {
        return group(Cores.RIGHT, nodes);
    }

    @Override
    protected int runs() {
        return 20;
    }

    /** All the usual ones: that a learner asks, and the proposer that it asks ignores it, needs many at once. */
    @Override
    protected Map<Fault, Integer> faults(long seed) {
        return description().likely();
    }

    /** Some slips need many. */
    @Override
    protected int events() {
        return 600;
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, PaxosNode, PaxosClients.News>> slips() {
        return each(List.of(Slip.values()), slip -> group(slip, 5));
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        assertThat(rejected.explanation().get(0))
                .contains(" is no step of Paxos: " + SLIPS.get(Slip.valueOf(slip)) + "(");
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, PaxosNode, PaxosClients.News>> silences() {
        return each(List.of(Silence.values()), slip -> group(slip, 5));
    }

    /** The learner that no acceptor reports to is never told, whatever it asks. */
    @Override
    protected PaxosProtocol.Group endless() {
        return group(Slip.NEVER_TELLS_THE_OTHER_LEARNERS, 3);
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        assertThat(report.figures()).containsOnlyKeys("instances", "chosen", "kills");
        assertThat(report.figures().get("kills")).isGreaterThanOrEqualTo(2);
        assertThat(report.figures().get("chosen")).isGreaterThanOrEqualTo(5);
        assertThat(result.actions()).containsKeys("CrashAcceptor", "RestartAcceptor", "Learn");
    }

    private static PaxosProtocol.Group group(Cores cores, int nodes) {
        return new PaxosProtocol.Group(PaxosProtocol.cluster(nodes), cores, 32);
    }

    @Test
    @Tag("full")
    void fiftyLongRunsAreBehavioursOfTheSpec() throws Exception {
        for (int seed = 1; seed <= 50; seed++) {
            Path trace = folder.resolve("long.ndjson");
            Set<String> faults = Set.of("crash", "loss", "duplicate", "reorder");
            RunReport report = new PaxosProtocol()
                    .run(new RunOptions(5, seed, 20_000, RunOptions.Transport.SIMULATED, faults, trace));
            CheckResult result = TraceAssertions.assertAccepted(trace);

            assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(20_000);
            assertThat(report.figures().get("chosen")).isGreaterThanOrEqualTo(100);
            assertThat(report.figures().get("crashes")).isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    void everyCoreCanBeCopiedInAnyState() {
        Copies copies = new Copies();
        copies.run(
                description(),
                group(
                        new Cores() {
                            @Override
                            public Proposer proposer(String id, Group group, ProposerRecord stable) {
                                return copies.made(Cores.super.proposer(id, group, stable));
                            }

                            @Override
                            public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
                                return copies.made(Cores.super.acceptor(id, group, stable));
                            }

                            @Override
                            public Learner learner(String id, Group group) {
                                return copies.made(Cores.super.learner(id, group));
                            }
                        },
                        3),
                500);
    }
}
