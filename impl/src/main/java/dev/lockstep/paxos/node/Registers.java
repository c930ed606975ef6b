package dev.lockstep.paxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.run.Roles;
import java.util.List;
import java.util.Optional;

/** The three roles that a node plays in each register, of these cores. */
record Registers(Cluster cluster, Cores cores) implements Roles<Message> {
    @Override
    public List<String> roles(String node) {
        return List.of(Cluster.proposer(node), Cluster.acceptor(node), Cluster.learner(node));
    }

    @Override
    public String node(String role) {
        return Cluster.node(role);
    }

    @Override
    public Process<Message> process(String role, String register, Optional<? extends Record> onDisk, boolean begun) {
        return switch (role.charAt(0)) {
            case 'p' ->
                cores.proposer(
                        role,
                        cluster.group(),
                        onDisk.map(ProposerRecord.class::cast).orElse(ProposerRecord.EMPTY));
            case 'a' ->
                cores.acceptor(
                        role,
                        cluster.group(),
                        onDisk.map(AcceptorRecord.class::cast).orElse(AcceptorRecord.EMPTY));
            default -> cores.learner(role, cluster.group());
        };
    }
}
