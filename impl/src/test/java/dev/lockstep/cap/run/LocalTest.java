package dev.lockstep.cap.run;

import dev.lockstep.cap.Kind;
import dev.lockstep.cap.LocalRegister;
import dev.lockstep.cap.LocalRegister.Message;
import dev.lockstep.cap.LocalSlip;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The register of local copies marches in lockstep with LocalRegister.tla; nodes with a slip do not. */
class LocalTest extends RegisterContract<Message> {
    static LocalProtocol.Group group(int nodes, LocalProtocol.Core core) {
        return new LocalProtocol.Group(RegisterDescription.nodes(nodes), core, NOBODY);
    }

    @Override
    protected LocalProtocol description() {
        return new LocalProtocol();
    }

    @Override
    protected LocalProtocol.Group deployment(int nodes) {
        return group(nodes, LocalRegister::new);
    }

    @Override
    protected List<Class<?>> cores() {
        return List.of(LocalRegister.class);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        return each(List.of(LocalSlip.values()), slip -> group(3, slip));
    }

    @Override
    protected Map<LocalSlip, Set<String>> light() {
        return Map.of(
                LocalSlip.TAKES_OLDER_COPIES, Set.of("Merge"),
                LocalSlip.HAS_NO_RANK, Set.of("AnswerWrite"),
                LocalSlip.TAKES_NOTHING, Set.of("KeepCopy"),
                LocalSlip.ANSWERS_A_WRITE_AS_A_READ, Set.of("AnswerRead"),
                LocalSlip.DOES_A_READ_AS_A_WRITE, Set.of("AnswerWrite"),
                LocalSlip.DOES_NOT_COUNT_WRITES, Set.of("AnswerWrite"));
    }

    /** Nodes that hear nothing, so that none knows what others have. */
    @Override
    protected LocalProtocol.Group endless() {
        return group(2, (id, rank) -> new LocalRegister(id, rank) {
            @Override
            public void receive(Message m) {}
        });
    }

    @Test
    void aCopyIsAlikeAndGoesItsOwnWay() {
        LocalRegister node = new LocalRegister("n1", 1);
        node.tell("n2");
        node.ask(Kind.WRITE, Optional.of("x"));
        requireCopies(List.of(node));
    }
}
