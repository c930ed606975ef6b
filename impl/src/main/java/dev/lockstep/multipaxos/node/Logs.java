package dev.lockstep.multipaxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.node.PaxosRoles;
import java.util.Optional;

/** Makes the three roles that a node plays in each log, of these cores. */
public interface Logs extends PaxosRoles<Message> {
    LogCluster cluster();

    Cores cores();

    /** Makes the roles of these cores alone, for a node that is in no run. */
    record Of(LogCluster cluster, Cores cores) implements Logs {}

    @Override
    default Process<Message> process(String role, String log, Optional<? extends Record> onDisk, boolean begun) {
        return switch (role.charAt(0)) {
            case 'p' ->
                cores().leader(
                                role,
                                cluster().group(),
                                cluster().slots(),
                                onDisk.map(ProposerRecord.class::cast).orElse(ProposerRecord.EMPTY));
            case 'a' ->
                cores().acceptor(
                                role,
                                cluster().group(),
                                onDisk.map(AcceptorRecord.class::cast)
                                        .orElse(AcceptorRecord.empty(cluster().slots())));
            default -> cores().learner(role, cluster().group(), cluster().slots());
        };
    }
}
