package dev.lockstep.paxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.ProposerRecord;
import java.util.Optional;

/** Makes the three roles that a node plays in each register, of these cores. */
public interface Registers extends PaxosRoles<Message> {
    Cluster cluster();

    Cores cores();

    /** Makes the roles of these cores alone, for a node that is in no run. */
    record Of(Cluster cluster, Cores cores) implements Registers {}

    @Override
    default Process<Message> process(String role, String register, Optional<? extends Record> onDisk, boolean begun) {
        return switch (role.charAt(0)) {
            case 'p' ->
                cores().proposer(
                                role,
                                cluster().group(),
                                onDisk.map(ProposerRecord.class::cast).orElse(ProposerRecord.EMPTY));
            case 'a' ->
                cores().acceptor(
                                role,
                                cluster().group(),
                                onDisk.map(AcceptorRecord.class::cast).orElse(AcceptorRecord.EMPTY));
            default -> cores().learner(role, cluster().group());
        };
    }
}
