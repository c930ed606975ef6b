package dev.lockstep.gossip.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.gossip.DeathCertificates;
import dev.lockstep.gossip.DeathCertificates.Message;
import dev.lockstep.gossip.DeathCertificates.Thresholds;
import dev.lockstep.gossip.DeathSlip;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.run.Copies;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Death certificates march in lockstep with DeathCertificates.tla, simulated and as processes; sites with a slip do not. */
class DeathCertificatesTest extends GossipContract<Message> {
    private static final Set<String> MEETINGS = Set.of("AnswerExchange", "ReceiveDifference");
    private static final Set<String> ACTIONS = Set.of(
            "Pass", "Update", "Delete", "RefuseDelete", "Drop", "Exchange", "AnswerExchange", "ReceiveDifference");

    /** The actions at which each slip comes to light in the trace. */
    private static final Map<DeathSlip, Set<String>> SLIPS = Map.ofEntries(
            Map.entry(DeathSlip.KEEPS_NO_CERTIFICATE, Set.of("Delete")),
            Map.entry(DeathSlip.RETAINS_IT_NOWHERE, Set.of("Delete")),
            Map.entry(DeathSlip.COUNTS_AGE_FROM_ITS_CLOCK, Set.of("Delete")),
            Map.entry(DeathSlip.GIVES_THE_TIME_OF_ITS_CLOCK, Set.of("Update", "Delete")),
            Map.entry(DeathSlip.HAS_ONE_THRESHOLD, Set.of("Drop")),
            Map.entry(DeathSlip.DROPS_AT_ANY_AGE, Set.of("Drop")),
            Map.entry(DeathSlip.DROPS_ITEMS_TOO, Set.of("Drop")),
            Map.entry(DeathSlip.DELETES_WHAT_IT_DOES_NOT_HAVE, Set.of("Delete")),
            Map.entry(DeathSlip.NEVER_AWAKENS, MEETINGS),
            Map.entry(DeathSlip.AWAKENS_WITH_A_NEW_TIME, MEETINGS),
            Map.entry(DeathSlip.AWAKENS_AS_OLD_AS_BEFORE, MEETINGS),
            Map.entry(DeathSlip.TAKES_A_USELESS_CERTIFICATE, MEETINGS),
            Map.entry(DeathSlip.SPREADS_DORMANT_CERTIFICATES, Set.of("Exchange", "AnswerExchange")),
            Map.entry(DeathSlip.TURNS_TO_ITSELF, Set.of("Exchange")),
            Map.entry(DeathSlip.TURNS_TO_ANYBODY, Set.of("Exchange")),
            Map.entry(DeathSlip.FORGETS_ITS_CLOCK, ACTIONS));

    @Override
    protected Class<?> core() {
        return DeathCertificates.class;
    }

    /** None: messages are never taken off the network of this spec. */
    @Override
    protected Set<String> hidden() {
        return Set.of();
    }

    @Override
    protected DeletionProtocol description() {
        return new DeletionProtocol();
    }

    @Override
    protected DeletionProtocol.Group deployment(int nodes) {
        return nodes < 4
                ? group(nodes, DeletionProtocol.USUAL, DeathCertificates::new)
                : ring(nodes, DeathCertificates::new);
    }

    private static DeletionProtocol.Group ring(int nodes, DeletionProtocol.Core core) {
        Replicas replicas = GossipDeployment.replicas(nodes);
        return new DeletionProtocol.Group(replicas, GossipRuns.ring(replicas), DeletionProtocol.USUAL, core);
    }

    private static DeletionProtocol.Group group(int nodes, Thresholds thresholds, DeletionProtocol.Core core) {
        return new DeletionProtocol.Group(GossipDeployment.replicas(nodes), thresholds, core);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        return each(
                List.of(DeathSlip.values()),
                slip -> slip == DeathSlip.TURNS_TO_ANYBODY ? ring(3, slip) : group(3, DeletionProtocol.USUAL, slip));
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        GossipRuns.assertNoStep(rejected, "DeathCertificates", SLIPS.get(DeathSlip.valueOf(slip)));
    }

    /** Sites that ask again whenever they are answered. */
    @Override
    protected DeletionProtocol.Group endless() {
        return group(
                3,
                DeletionProtocol.USUAL,
                (place, thresholds, stable) -> new DeathCertificates(place, thresholds, stable) {
                    @Override
                    public void receive(Message message) {
                        super.receive(message);
                        if (message instanceof Message.Difference m) {
                            exchange(m.from());
                        }
                    }
                });
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        assertThat(report.figures())
                .containsOnlyKeys("updates", "deletions", "missed", "left", "kills", "partitions", "cut off");
        assertThat(report.figures().get("partitions")).isPositive();
        assertThat(report.figures().get("updates")).isGreaterThanOrEqualTo(10);
        assertThat(report.figures().get("missed")).isZero();
        assertThat(result.actions().keySet()).contains("Pass", "Update", "Exchange", "AnswerExchange");
    }

    @Test
    void everyCoreCanBeCopiedInAnyState() {
        Copies copies = new Copies();
        copies.run(
                description(),
                group(
                        3,
                        DeletionProtocol.USUAL,
                        (place, thresholds, stable) -> copies.made(new DeathCertificates(place, thresholds, stable))),
                200);
    }

    /** Section 2: an obsolete copy that is met awakens the certificate, which cancels it everywhere. */
    @Test
    void noCopyOfADeletedItemIsLeftIfCertificatesAreRetained() {
        assertThat(left(new Thresholds(0, 1_000_000, 2), DeathCertificates::new))
                .isZero();
    }

    /** Section 2: a site that was away for longer than the threshold brings the item back. */
    @Test
    void copiesAreLeftWithOneThreshold() {
        assertThat(left(new Thresholds(0, 0, 2), DeathCertificates::new)).isPositive();
    }

    /** The canary of {@link #noCopyOfADeletedItemIsLeftIfCertificatesAreRetained}. */
    @Test
    void copiesAreLeftIfNoCertificateAwakens() {
        assertThat(left(new Thresholds(0, 1_000_000, 2), DeathSlip.NEVER_AWAKENS))
                .isPositive();
    }

    /** Returns how many copies of deleted items are left after 40 runs, each of at least 600 choices. */
    private long left(Thresholds thresholds, DeletionProtocol.Core core) {
        return LongStream.rangeClosed(1, 40)
                .map(seed -> {
                    SimulatedRun<Packet<Message>, InstanceNode<Message>, News> run = new SimulatedRun<>(
                            group(4, thresholds, core),
                            Channels.UNORDERED,
                            description().likely(),
                            Schedule.random(seed),
                            null);
                    run.run(600, made -> {});
                    return run.clients().figures().get("left");
                })
                .sum();
    }
}
