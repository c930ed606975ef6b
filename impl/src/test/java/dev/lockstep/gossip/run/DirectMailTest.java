package dev.lockstep.gossip.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.gossip.DirectMail;
import dev.lockstep.gossip.DirectMail.Message;
import dev.lockstep.gossip.MailSlip;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.run.Copies;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Direct mail marches in lockstep with DirectMail.tla, simulated and as processes; sites with a slip do not. */
class DirectMailTest extends GossipContract<Message> {
    /** The actions at which each slip comes to light in the trace. */
    private static final Map<MailSlip, Set<String>> SLIPS = Map.of(
            MailSlip.KEEPS_WHAT_COMES_LAST, Set.of("ReceiveMail"),
            MailSlip.GIVES_THE_TIMES_OF_ANOTHER, Set.of("Update", "Delete"),
            MailSlip.HAS_A_CLOCK_THAT_IS_BEHIND, Set.of("Update", "Delete"),
            MailSlip.DOES_NOT_KNOW_THE_LAST_SITE, Set.of("Update", "Delete"),
            MailSlip.FORGETS_ITS_DATABASE, Set.of("Crash"));

    @Override
    protected Class<?> core() {
        return DirectMail.class;
    }

    @Override
    protected DirectMailProtocol description() {
        return new DirectMailProtocol();
    }

    @Override
    protected DirectMailProtocol.Group deployment(int nodes) {
        return group(nodes, DirectMail::new, false);
    }

    static DirectMailProtocol.Group group(int nodes, DirectMailProtocol.Core core, boolean losesNothing) {
        return new DirectMailProtocol.Group(GossipDeployment.replicas(nodes), core, losesNothing);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips = new TreeMap<>();
        for (MailSlip slip : MailSlip.values()) {
            slips.put(slip.name(), group(3, slip, false));
        }
        return slips;
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        GossipRuns.assertNoStep(rejected, "DirectMail", SLIPS.get(MailSlip.valueOf(slip)));
    }

    /** Sites that send on what is no news to them. */
    @Override
    protected DirectMailProtocol.Group endless() {
        return group(
                3,
                (place, stable) -> new DirectMail(place, stable) {
                    @Override
                    public void receive(Message message) {
                        super.receive(message);
                        send(new Message.Mail(id(), message.from(), ((Message.Mail) message).update()));
                    }
                },
                false);
    }

    @Override
    protected String unfinished() {
        return "liveness";
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        super.requireOf(report, result);
        assertThat(report.figures().get("updates")).isGreaterThanOrEqualTo(20);
    }

    @Test
    void everyCoreCanBeCopiedInAnyState() {
        Copies copies = new Copies();
        copies.run(description(), group(3, (place, stable) -> copies.made(new DirectMail(place, stable)), false), 200);
    }

    /** Section 1.2: mail is queued, and may be lost when queues overflow or destinations are not accessible for a long time. */
    @Test
    void mailThatIsLostIsMissedForEverAndOtherMailIsNot() throws Exception {
        long missed = 0;
        for (int seed = 1; seed <= 5; seed++) {
            assertThat(figures(seed, Set.of("delay", "reorder", "duplicate", "late", "drift"))
                            .get("missed"))
                    .isZero();
            missed +=
                    figures(seed, Set.of("delay", "crash", "partition", "loss")).get("missed");
            missed += figures(seed, Set.of("pause", "isolate", "link")).get("missed");
            missed += figures(seed, Set.of("swarm")).get("missed");
        }
        assertThat(missed).isPositive();
    }

    private Map<String, Long> figures(long seed, Set<String> faults) throws Exception {
        Path trace = folder.resolve("t.ndjson");
        RunReport report =
                description().run(new RunOptions(4, seed, 300, RunOptions.Transport.SIMULATED, faults, trace));
        Files.delete(trace);
        return report.figures();
    }
}
