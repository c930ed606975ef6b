package dev.lockstep.cap.run;

import dev.lockstep.cap.Kind;
import dev.lockstep.cap.QuorumRegister;
import dev.lockstep.cap.QuorumRegister.Message;
import dev.lockstep.cap.QuorumSlip;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The register of quorums marches in lockstep with QuorumRegister.tla; nodes with a slip do not. */
class QuorumTest extends RegisterContract<Message> {
    static QuorumProtocol.Group group(int nodes, QuorumProtocol.Core core) {
        return new QuorumProtocol.Group(RegisterDescription.nodes(nodes), core, NOBODY);
    }

    @Override
    protected QuorumProtocol description() {
        return new QuorumProtocol();
    }

    @Override
    protected QuorumProtocol.Group deployment(int nodes) {
        return group(nodes, QuorumRegister::new);
    }

    @Override
    protected List<Class<?>> cores() {
        return List.of(QuorumRegister.class);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        return each(List.of(QuorumSlip.values()), slip -> group(3, slip));
    }

    @Override
    protected Map<QuorumSlip, Set<String>> light() {
        return Map.of(
                QuorumSlip.ANY_NODE_IS_A_QUORUM, Set.of("BeginStore"),
                QuorumSlip.DOES_NOT_STORE_WHAT_IT_READS, Set.of("Answer"),
                QuorumSlip.WRITES_WITHOUT_ASKING, Set.of("BeginStore"),
                QuorumSlip.HEARS_ANSWERS_TO_EARLIER_OPERATIONS, Set.of("Hear"),
                QuorumSlip.TAKES_WHAT_IS_KEPT_FOR_STORED, Set.of("Hear"),
                QuorumSlip.ANSWERS_BEFORE_IT_STORES, Set.of("Answer"),
                QuorumSlip.BEGINS_TO_STORE_AGAIN, Set.of("BeginStore"),
                QuorumSlip.ASKS_WHO_HAS_ANSWERED, Set.of("SendQuestion"),
                QuorumSlip.STORES_WHAT_IS_OLDER, Set.of("Store", "Hear"));
    }

    /** Nodes to whom nobody tells what it keeps. */
    @Override
    protected QuorumProtocol.Group endless() {
        return group(2, (id, nodes, rank) -> new QuorumRegister(id, nodes, rank) {
            @Override
            public void receive(Message m) {}
        });
    }

    @Test
    void aCopyIsAlikeAndGoesItsOwnWay() {
        QuorumRegister node = new QuorumRegister("n1", Set.of("n1", "n2", "n3"), 1);
        node.ask(Kind.WRITE, Optional.of("x"));
        node.sendQuestion("n2");
        requireCopies(List.of(node));
    }
}
