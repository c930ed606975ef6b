package dev.lockstep.gossip.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.gossip.AntiEntropy;
import dev.lockstep.gossip.AntiEntropy.Message;
import dev.lockstep.gossip.AntiEntropySlip;
import dev.lockstep.gossip.Replicas;
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

/** Anti-entropy marches in lockstep with AntiEntropy.tla, simulated and as processes; sites with a slip do not. */
class AntiEntropyTest extends GossipContract<Message> {
    private static final Set<String> COMPARISONS = Set.of("Push", "Pull", "PushPull", "CompareRecent", "PeelBack");

    /** The actions at which each slip comes to light in the trace. */
    private static final Map<AntiEntropySlip, Set<String>> SLIPS = Map.ofEntries(
            Map.entry(
                    AntiEntropySlip.KEEPS_WHAT_COMES_LAST,
                    Set.of(
                            "ReceivePush",
                            "AnswerPushPull",
                            "ReceiveAnswer",
                            "AnswerRecent",
                            "Agree",
                            "Disagree",
                            "PeelAgree",
                            "PeelOn",
                            "PeelLast")),
            Map.entry(AntiEntropySlip.HAS_CHECKSUMS_THAT_ARE_ALIKE, Set.of("AnswerRecent", "PeelBack", "PeelOn")),
            Map.entry(AntiEntropySlip.LOOKS_AT_NO_CHECKSUM, Set.of("Agree", "PeelAgree")),
            Map.entry(AntiEntropySlip.PEELS_ONCE, Set.of("PeelOn", "PeelLast")),
            Map.entry(AntiEntropySlip.ANSWERS_A_PULL_WITH_NOTHING, Set.of("AnswerPull")),
            Map.entry(AntiEntropySlip.ANSWERS_A_PUSH_WITH_NOTHING, Set.of("AnswerPushPull", "PeelOn", "PeelLast")),
            Map.entry(AntiEntropySlip.ENDS_PEELING_EARLY, Set.of("PeelLast")),
            Map.entry(AntiEntropySlip.GOES_ON_PEELING, Set.of("PeelOn")),
            Map.entry(AntiEntropySlip.TURNS_TO_ITSELF, COMPARISONS),
            Map.entry(AntiEntropySlip.TURNS_TO_ANYBODY, COMPARISONS),
            Map.entry(AntiEntropySlip.FORGETS_ITS_DATABASE, Set.of("Crash")));

    @Override
    protected Class<?> core() {
        return AntiEntropy.class;
    }

    @Override
    protected AntiEntropyProtocol description() {
        return new AntiEntropyProtocol();
    }

    @Override
    protected AntiEntropyProtocol.Group deployment(int nodes) {
        return nodes < 4 ? group(nodes, AntiEntropy::new) : ring(nodes, AntiEntropy::new);
    }

    private static AntiEntropyProtocol.Group ring(int nodes, AntiEntropyProtocol.Core core) {
        Replicas replicas = GossipDeployment.replicas(nodes);
        return new AntiEntropyProtocol.Group(replicas, GossipRuns.ring(replicas), core);
    }

    private static AntiEntropyProtocol.Group group(int nodes, AntiEntropyProtocol.Core core) {
        return new AntiEntropyProtocol.Group(GossipDeployment.replicas(nodes), core);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips = new TreeMap<>();
        for (AntiEntropySlip slip : AntiEntropySlip.values()) {
            slips.put(slip.name(), slip == AntiEntropySlip.TURNS_TO_ANYBODY ? ring(3, slip) : group(3, slip));
        }
        return slips;
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        GossipRuns.assertNoStep(rejected, "AntiEntropy", SLIPS.get(AntiEntropySlip.valueOf(slip)));
    }

    /** Sites that never believe that they are equal. */
    @Override
    protected AntiEntropyProtocol.Group endless() {
        return group(3, AntiEntropySlip.HAS_CHECKSUMS_THAT_ARE_ALIKE);
    }

    @Override
    protected String unfinished() {
        return "liveness";
    }

    @Override
    protected void requireOf(RunReport report, CheckResult result) {
        super.requireOf(report, result);
        assertThat(report.figures().get("updates")).isGreaterThanOrEqualTo(10);
        assertThat(report.figures().get("missed")).isZero();
    }

    @Test
    void everyCoreCanBeCopiedInAnyState() {
        Copies copies = new Copies();
        copies.run(
                description(),
                group(3, (place, ways, stable) -> copies.made(new AntiEntropy(place, ways, stable))),
                200);
    }

    /** Whatever was lost, and however long the network was cut. */
    @Test
    void allReplicasAreEqualInTheEndThoughTheNetworkWasCut() throws Exception {
        long partitions = 0;
        for (int seed = 1; seed <= 10; seed++) {
            Path trace = folder.resolve("t.ndjson");
            RunReport report = description()
                    .run(new RunOptions(
                            5, seed, 400, RunOptions.Transport.SIMULATED, Set.of("partition", "loss"), trace));
            Files.delete(trace);
            partitions += report.figures().get("partitions");
            assertThat(report.figures().get("missed")).isZero();
        }
        assertThat(partitions).isPositive();
    }
}
