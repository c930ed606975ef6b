package dev.lockstep.gossip.run;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.Stable;
import dev.lockstep.gossip.Update;
import dev.lockstep.run.BatchDeployment;
import dev.lockstep.run.Deployment;
import dev.lockstep.simulation.Fault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Deploys the sites of one run, each of which writes what it holds to its disk. */
interface GossipDeployment<M extends Message> extends BatchDeployment<M, News> {
    /** The faults, and how likely each is. */
    Map<Fault, Integer> LIKELY = BatchDeployment.likely(10, 6);

    /** The specs' bound on updates, which no run reaches. */
    int UNBOUNDED = 1_000_000;

    Replicas replicas();

    /** Makes a site that is up; empty: it is new. */
    Process<M> site(String id, Optional<Stable> onDisk);

    /** Returns the updates on its disk. */
    static Set<Update> updates(Optional<Stable> onDisk) {
        return onDisk.map(Stable::updates).orElse(Set.of());
    }

    /**
     * Returns the sites {@code s1}, {@code s2}, ..., and three keys.
     *
     * @throws IllegalArgumentException there is nobody to gossip with
     */
    static Replicas replicas(int nodes) {
        if (nodes < 2) {
            throw new IllegalArgumentException("gossip needs at least 2 nodes, not " + nodes);
        }
        Map<String, Integer> rank = new TreeMap<>();
        Deployment.names("s", nodes).forEach(id -> rank.put(id, rank.size()));
        return new Replicas(rank, Set.of("a", "b", "c"));
    }

    /** Returns the constants that all modules have. */
    default Map<String, Object> constants() {
        return new TreeMap<>(Map.of(
                "Site",
                replicas().rank().keySet(),
                "Key",
                replicas().keys(),
                "Value",
                GossipClients.VALUES,
                "None",
                "None",
                "Rank",
                replicas().rank(),
                "MaxUpdates",
                UNBOUNDED));
    }

    @Override
    default List<List<String>> nodes() {
        return List.of(List.copyOf(replicas().sites()));
    }

    /** Lets clients idle, so that sites come to gossip. */
    @Override
    default int idle() {
        return 2;
    }

    @Override
    default Process<M> process(String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
        return site(role, onDisk.map(Stable.class::cast));
    }
}
