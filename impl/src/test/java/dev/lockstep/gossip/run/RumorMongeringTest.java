package dev.lockstep.gossip.run;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.gossip.RumorMongering.Message;
import dev.lockstep.gossip.RumorSlip;
import dev.lockstep.gossip.Variant;
import dev.lockstep.run.Copies;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rumor mongering marches in lockstep with RumorMongering.tla, simulated and as processes; sites with a slip do not. */
class RumorMongeringTest extends GossipContract<Message> {
    private static final Variant COIN = new Variant(true, true, true, true, 2, 1, 0, false);

    /** Of runs with 2, 3 and 4 sites: blind, coin, push; the usual one; feedback, coin, push-pull, updates that are found missing just taken. */
    private static final List<Variant> VARIANTS =
            List.of(new Variant(true, false, false, true, 2, 0, 0, true), RumorMongeringProtocol.USUAL, COIN);

    /** Push, feedback, counter: in which many contacts are unnecessary before one is useful. */
    private static final Variant PUSH = new Variant(true, false, true, false, 3, 0, 0, true);

    /** The actions at which each slip comes to light in the trace. */
    private static final Map<RumorSlip, Set<String>> SLIPS = Map.ofEntries(
            Map.entry(RumorSlip.ANSWERS_A_CONTACT_TWICE, Set.of("Accept", "Reject")),
            Map.entry(RumorSlip.CONTACTS_OTHERS_AS_OFTEN_AS_IT_LIKES, Set.of("Contact")),
            Map.entry(RumorSlip.CONTACTS_OTHERS_WITH_NOTHING_TO_TELL, Set.of("Contact")),
            Map.entry(RumorSlip.TOSSES_A_COIN_FOR_EVERY_RUMOR, Set.of("BeginCycle")),
            Map.entry(RumorSlip.DOES_NOT_RESET_ITS_COUNTER, Set.of("BeginCycle")),
            Map.entry(RumorSlip.COUNTS_A_LATE_REPLY, Set.of("ReceiveReply", "Hunt", "EndHunt")),
            Map.entry(RumorSlip.COUNTS_LATE_FEEDBACK, Set.of("ReceiveFeedback")),
            Map.entry(RumorSlip.ACCEPTS_ANY_NUMBER_OF_CONTACTS, Set.of("Accept")),
            Map.entry(RumorSlip.HUNTS_ONCE_MORE, Set.of("Hunt")),
            Map.entry(RumorSlip.TURNS_TO_ITSELF, Set.of("Contact", "Exchange")),
            Map.entry(RumorSlip.TURNS_TO_ANYBODY, Set.of("Contact", "Exchange")),
            Map.entry(RumorSlip.FORGETS_THE_NUMBERS_OF_CONTACTS, Set.of("Crash")));

    @Override
    protected Class<?> core() {
        return RumorMongering.class;
    }

    @Override
    protected Set<String> hidden() {
        return Set.of();
    }

    /** Feedback that comes too late is rare. */
    @Override
    protected int runs() {
        return 30;
    }

    @Override
    protected RumorMongeringProtocol description() {
        return new RumorMongeringProtocol();
    }

    @Override
    protected RumorMongeringProtocol.Group deployment(int nodes) {
        Variant variant = VARIANTS.get(nodes - 2);
        return nodes < 4 ? group(nodes, variant, RumorMongering::new) : ring(nodes, variant, RumorMongering::new);
    }

    private static RumorMongeringProtocol.Group ring(int nodes, Variant variant, RumorMongeringProtocol.Core core) {
        Replicas replicas = GossipDeployment.replicas(nodes);
        return new RumorMongeringProtocol.Group(replicas, GossipRuns.ring(replicas), variant, core);
    }

    private static RumorMongeringProtocol.Group group(int nodes, Variant variant, RumorMongeringProtocol.Core core) {
        return new RumorMongeringProtocol.Group(GossipDeployment.replicas(nodes), variant, core);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips = new TreeMap<>();
        for (RumorSlip slip : RumorSlip.values()) {
            slips.put(
                    slip.name(),
                    switch (slip) {
                        case DOES_NOT_RESET_ITS_COUNTER -> group(5, PUSH, slip);
                        case CONTACTS_OTHERS_WITH_NOTHING_TO_TELL -> group(3, PUSH, slip);
                        case TOSSES_A_COIN_FOR_EVERY_RUMOR -> group(3, COIN, slip);
                        case TURNS_TO_ANYBODY -> ring(3, RumorMongeringProtocol.USUAL, slip);
                        default -> group(3, RumorMongeringProtocol.USUAL, slip);
                    });
        }
        return slips;
    }

    @Override
    protected void requireOfSlip(String slip, CheckResult rejected) {
        GossipRuns.assertNoStep(rejected, "RumorMongering", SLIPS.get(RumorSlip.valueOf(slip)));
    }

    /** Sites to which each contact is as good as none. */
    @Override
    protected RumorMongeringProtocol.Group endless() {
        return group(3, new Variant(true, false, true, false, 1_000_000, 0, 0, true), RumorMongering::new);
    }

    @Override
    protected String unfinished() {
        return "liveness";
    }

    @Test
    void everyCoreCanBeCopiedInAnyState() {
        Copies copies = new Copies();
        copies.run(
                description(),
                group(
                        3,
                        RumorMongeringProtocol.USUAL,
                        (place, variant, stable) -> copies.made(new RumorMongering(place, variant, stable))),
                200);
    }
}
