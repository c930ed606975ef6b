package dev.lockstep.gossip.run;

import dev.lockstep.gossip.AntiEntropy;
import dev.lockstep.gossip.AntiEntropy.Message;
import dev.lockstep.gossip.AntiEntropy.Ways;
import dev.lockstep.gossip.Exchange;
import dev.lockstep.gossip.Place;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.Site;
import dev.lockstep.gossip.Stable;
import dev.lockstep.gossip.Update;
import dev.lockstep.gossip.node.UntilAllAgree;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Patience;
import dev.lockstep.simulation.Fault;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Describes anti-entropy: {@code lockstep run gossip}. Sites turn to each other at random, in every way that the paper has, and become
 * equal in the end.
 */
public final class AntiEntropyProtocol implements Description<Packet<Message>, InstanceNode<Message>, News> {
    /** All of them, and few ticks in which updates are recent, so that others are told of as well. */
    private static final Ways WAYS = new Ways(EnumSet.allOf(Exchange.class), 2);

    /** One of so many calls of clients is an update. */
    private static final int CALLS_PER_UPDATE = 4;

    /** Makes a site that is up. */
    @FunctionalInterface
    public interface Core {
        AntiEntropy of(Place place, Ways ways, Set<Update> stable);
    }

    @Override
    public String name() {
        return "gossip";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return GossipDeployment.LIKELY;
    }

    @Override
    public Map<String, String> untaken() {
        return Map.of(
                "Lose",
                "a lost message is one that nobody takes: no process sees it, and the network of a trace keeps it");
    }

    @Override
    public Group deployment(RunOptions options) {
        return new Group(GossipDeployment.replicas(options.nodes()), AntiEntropy::new);
    }

    /** Describes the sites of one run, of these cores. */
    record Group(Replicas replicas, Map<String, Set<String>> partners, Core core) implements GossipDeployment<Message> {
        /** Describes sites of which each is a partner of every other. */
        Group(Replicas replicas, Core core) {
            this(replicas, replicas.everybody(), core);
        }

        @Override
        public Header header() {
            Map<String, Object> constants = constants();
            constants.put("Partners", partners);
            constants.put("Exchanges", WAYS.exchanges());
            constants.put("Window", WAYS.window());
            constants.put("Lossy", false);
            return Header.of(constants, AntiEntropy.class);
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class, Stable.Contents.class);
        }

        @Override
        public GossipClients<Message> clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new GossipClients<>(replicas, types().records(), this::act, true, choice, teller);
        }

        private void act(Site<Message> process, IntUnaryOperator choice) {
            AntiEntropy site = (AntiEntropy) process;
            if (choice.applyAsInt(CALLS_PER_UPDATE) == 0) {
                GossipClients.write(site, choice, site::delete);
                return;
            }
            String r = GossipClients.one(replicas.sites(site::isPartner), choice);
            switch (Exchange.values()[choice.applyAsInt(Exchange.values().length)]) {
                case PUSH -> site.push(r);
                case PULL -> site.pull(r);
                case PUSH_PULL -> site.pushPull(r);
                case CHECKSUMS -> site.compareRecent(r);
                case PEEL_BACK -> site.peelBack(r);
            }
        }

        @Override
        public AntiEntropy site(String id, Optional<Stable> onDisk) {
            return core.of(new Place(id, replicas, partners.get(id)), WAYS, GossipDeployment.updates(onDisk));
        }

        @Override
        public Patience<Message> patience(String node, String instance) {
            return new UntilAllAgree(node, partners.get(node));
        }
    }
}
