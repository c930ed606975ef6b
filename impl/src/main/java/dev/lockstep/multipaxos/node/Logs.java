package dev.lockstep.multipaxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.run.Roles;
import java.util.List;
import java.util.Optional;

/** The three roles that a node plays in each log, of these cores. */
record Logs(LogCluster cluster, Cores cores) implements Roles<Message> {
    @Override
    public List<String> roles(String node) {
        return List.of(Cluster.proposer(node), Cluster.acceptor(node), Cluster.learner(node));
    }

    @Override
    public String node(String role) {
        return Cluster.node(role);
    }

    @Override
    public Process<Message> process(String role, String log, Optional<? extends Record> onDisk, boolean begun) {
        return switch (role.charAt(0)) {
            case 'p' ->
                cores.leader(
                        role,
                        cluster.group(),
                        cluster.slots(),
                        onDisk.map(ProposerRecord.class::cast).orElse(ProposerRecord.EMPTY));
            case 'a' ->
                cores.acceptor(
                        role,
                        cluster.group(),
                        onDisk.map(AcceptorRecord.class::cast).orElse(AcceptorRecord.empty(cluster.slots())));
            default -> cores.learner(role, cluster.group(), cluster.slots());
        };
    }
}
