package dev.lockstep.gossip.run;

import dev.lockstep.gossip.DeathCertificates;
import dev.lockstep.gossip.DeathCertificates.Message;
import dev.lockstep.gossip.DeathCertificates.Thresholds;
import dev.lockstep.gossip.Place;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.Stable;
import dev.lockstep.gossip.node.TimedSiteNode;
import dev.lockstep.gossip.node.UntilAllIsQuiet;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeDisk;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Patience;
import dev.lockstep.run.RecordStore;
import dev.lockstep.simulation.Fault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Describes deletion by death certificates: {@code lockstep run gossip-deletion}. The run tells how many copies of deleted items are left:
 * some may be, if a site was away for longer than certificates are kept.
 */
public final class DeletionProtocol implements Description<Packet<Message>, InstanceNode<Message>, News> {
    /** Certificates spread for 2 ticks and are dormant for 8, at the site that deletes and at another. */
    static final Thresholds USUAL = new Thresholds(2, 8, 2);

    /** Makes a site. */
    @FunctionalInterface
    public interface Core {
        DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable);
    }

    @Override
    public String name() {
        return "gossip-deletion";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return GossipDeployment.LIKELY;
    }

    @Override
    public Group deployment(RunOptions options) {
        return new Group(GossipDeployment.replicas(options.nodes()), USUAL, DeathCertificates::new);
    }

    /** Describes the sites of one run, of these cores. */
    record Group(Replicas replicas, Map<String, Set<String>> partners, Thresholds thresholds, Core core)
            implements GossipDeployment<Message> {
        /** Describes sites of which each is a partner of every other. */
        Group(Replicas replicas, Thresholds thresholds, Core core) {
            this(replicas, replicas.everybody(), thresholds, core);
        }

        @Override
        public Header header() {
            Map<String, Object> constants = constants();
            constants.put("Partners", partners);
            constants.put("Tau1", thresholds.tau1());
            constants.put("Tau2", thresholds.tau2());
            constants.put("Retentions", thresholds.retentions());
            constants.put("MaxClock", UNBOUNDED);
            return Header.of(constants, DeathCertificates.class);
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class, Stable.Certified.class);
        }

        @Override
        public DeletionClients clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new DeletionClients(replicas, choice, teller);
        }

        @Override
        public TimedSiteNode node(
                String id, NodeDisk disk, NodeTrace trace, Clients<InstanceNode<Message>, News> clients) {
            return new TimedSiteNode(
                    id,
                    this,
                    () -> new RecordStore(disk.get(), types().records(), trace::events),
                    trace,
                    (instance, its) -> clients.stepped(id, instance, its));
        }

        @Override
        public void passTime(InstanceNode<Message> node, long ticks) {
            ((TimedSiteNode) node).passTime(ticks);
        }

        @Override
        public DeathCertificates site(String id, Optional<Stable> onDisk) {
            return core.of(
                    new Place(id, replicas, partners.get(id)), thresholds, onDisk.map(Stable.Certified.class::cast));
        }

        @Override
        public Patience<Message> patience(String node, String instance) {
            return new UntilAllIsQuiet(node, partners.get(node));
        }
    }
}
