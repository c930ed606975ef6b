package dev.lockstep.gossip.run;

import dev.lockstep.gossip.DirectMail;
import dev.lockstep.gossip.DirectMail.Message;
import dev.lockstep.gossip.Place;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.Stable;
import dev.lockstep.gossip.Update;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Fault;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Describes direct mail: {@code lockstep run gossip-mail}. It converges if no mail is lost; otherwise the run tells how many updates sites
 * have missed.
 */
public final class DirectMailProtocol implements Description<Packet<Message>, InstanceNode<Message>, News> {
    /** The faults by which mail may be lost. */
    private static final Set<String> LOSING =
            Set.of("crash", "loss", "partition", "pause", "isolate", "link", Protocol.SWARM);

    /** Makes a site that is up. */
    @FunctionalInterface
    public interface Core {
        DirectMail of(Place place, Set<Update> stable);
    }

    @Override
    public String name() {
        return "gossip-mail";
    }

    @Override
    public String title() {
        return "direct mail";
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
        boolean loses = !Collections.disjoint(options.faults(), LOSING);
        return new Group(GossipDeployment.replicas(options.nodes()), DirectMail::new, !loses);
    }

    /** Describes the sites of one run, of these cores; all must become equal if no mail is lost. */
    record Group(Replicas replicas, Core core, boolean losesNothing) implements GossipDeployment<Message> {
        @Override
        public Header header() {
            Map<String, Object> constants = constants();
            constants.put("Known", replicas.everybody());
            constants.put("Lossy", false);
            return Header.of(constants, DirectMail.class);
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class, Stable.Contents.class);
        }

        @Override
        public GossipClients<Message> clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new GossipClients<>(
                    replicas,
                    types().records(),
                    (site, chance) -> GossipClients.write(site, chance, ((DirectMail) site)::delete),
                    losesNothing,
                    choice,
                    teller);
        }

        @Override
        public DirectMail site(String id, Optional<Stable> onDisk) {
            return core.of(new Place(id, replicas, replicas.everybody().get(id)), GossipDeployment.updates(onDisk));
        }
    }
}
