package dev.lockstep.gossip.run;

import dev.lockstep.gossip.Place;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.gossip.RumorMongering.Message;
import dev.lockstep.gossip.Site;
import dev.lockstep.gossip.Stable;
import dev.lockstep.gossip.Variant;
import dev.lockstep.gossip.node.UntilRumorsDie;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Patience;
import dev.lockstep.simulation.Fault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/**
 * Describes rumor mongering: {@code lockstep run gossip-rumor}. The run tells how many updates sites have missed when no rumor is hot any
 * more.
 */
public final class RumorMongeringProtocol implements Description<Packet<Message>, InstanceNode<Message>, News> {
    /**
     * The usual variant: push and pull, feedback, a counter of 2. A cycle has one connection and one hunt, and anti-entropy is behind it.
     */
    static final Variant USUAL = new Variant(true, true, true, false, 2, 1, 1, true);

    /** Calls of clients, of which one is an update, one an exchange, three begin a cycle, and three contact another. */
    private static final int CALLS = 8;

    /** Makes a site that is up. */
    @FunctionalInterface
    public interface Core {
        RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable);
    }

    @Override
    public String name() {
        return "gossip-rumor";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return GossipDeployment.LIKELY;
    }

    @Override
    public Group deployment(RunOptions options) {
        return new Group(GossipDeployment.replicas(options.nodes()), USUAL, RumorMongering::new);
    }

    /** Describes the sites of one run, of these cores. */
    record Group(Replicas replicas, Map<String, Set<String>> partners, Variant variant, Core core)
            implements GossipDeployment<Message> {
        /** Describes sites of which each is a partner of every other. */
        Group(Replicas replicas, Variant variant, Core core) {
            this(replicas, replicas.everybody(), variant, core);
        }

        @Override
        public Header header() {
            Map<String, Object> constants = constants();
            constants.put("Partners", partners);
            constants.put("Push", variant.push());
            constants.put("Pull", variant.pull());
            constants.put("Feedback", variant.feedback());
            constants.put("Coin", variant.coin());
            constants.put("Limit", variant.limit());
            constants.put("ConnectionLimit", variant.connectionLimit());
            constants.put("HuntLimit", variant.huntLimit());
            constants.put("Backup", variant.backup() ? "rumor" : "quiet");
            constants.put("MaxContacts", UNBOUNDED);
            return Header.of(constants, RumorMongering.class);
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class, Stable.Monger.class);
        }

        @Override
        public GossipClients<Message> clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new GossipClients<>(replicas, types().records(), this::act, false, choice, teller);
        }

        private void act(Site<Message> process, IntUnaryOperator choice) {
            RumorMongering site = (RumorMongering) process;
            Set<String> others = replicas.sites(site::isPartner);
            int call = choice.applyAsInt(CALLS);
            if (call == 0) {
                GossipClients.write(site, choice, site::delete);
            } else if (call == 1) {
                site.exchange(GossipClients.one(others, choice));
            } else if (call <= 4 || !site.mayContact()) {
                Set<String> lost = new TreeSet<>(site.tossed());
                lost.removeIf(key -> choice.applyAsInt(variant.limit()) != 0);
                site.beginCycle(lost);
            } else {
                site.contact(GossipClients.one(others, choice));
            }
        }

        @Override
        public RumorMongering site(String id, Optional<Stable> onDisk) {
            return core.of(new Place(id, replicas, partners.get(id)), variant, onDisk.map(Stable.Monger.class::cast));
        }

        @Override
        public Patience<Message> patience(String node, String instance) {
            return new UntilRumorsDie(node, partners.get(node));
        }
    }
}
