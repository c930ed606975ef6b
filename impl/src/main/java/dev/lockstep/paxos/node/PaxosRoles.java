package dev.lockstep.paxos.node;

import dev.lockstep.core.Message;
import dev.lockstep.run.Roles;
import java.util.List;

/**
 * Names the three roles that a node plays in each instance. Node {@code n1} is proposer or leader {@code p1}, acceptor {@code a1} and
 * learner {@code l1}.
 */
public interface PaxosRoles<M extends Message> extends Roles<M> {
    @Override
    default List<String> roles(String node) {
        return List.of(Cluster.proposer(node), Cluster.acceptor(node), Cluster.learner(node));
    }

    @Override
    default String node(String role) {
        return Cluster.node(role);
    }
}
