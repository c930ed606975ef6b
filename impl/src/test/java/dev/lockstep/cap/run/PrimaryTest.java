package dev.lockstep.cap.run;

import dev.lockstep.cap.Kind;
import dev.lockstep.cap.Primary;
import dev.lockstep.cap.PrimaryRegister;
import dev.lockstep.cap.PrimaryRegister.Message;
import dev.lockstep.cap.PrimarySlip;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The register of a primary marches in lockstep with PrimaryRegister.tla; nodes with a slip do not. */
class PrimaryTest extends RegisterContract<Message> {
    static PrimaryProtocol.Group group(int nodes, PrimaryProtocol.Core core) {
        return new PrimaryProtocol.Group(RegisterDescription.nodes(nodes), core, NOBODY);
    }

    @Override
    protected PrimaryProtocol description() {
        return new PrimaryProtocol();
    }

    @Override
    protected PrimaryProtocol.Group deployment(int nodes) {
        return group(nodes, PrimaryProtocol.Core::right);
    }

    @Override
    protected List<Class<?>> cores() {
        return List.of(PrimaryRegister.class, Primary.class);
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        return each(List.of(PrimarySlip.values()), slip -> group(3, slip));
    }

    @Override
    protected Map<PrimarySlip, Set<String>> light() {
        return Map.of(
                PrimarySlip.DOES_AGAIN_WHAT_COMES_AGAIN, Set.of("PerformRequest"),
                PrimarySlip.DOES_ITS_OWN_AGAIN, Set.of("Perform"),
                PrimarySlip.ANSWERS_WHAT_IT_HAS_NOT_DONE, Set.of("AnswerOwn"),
                PrimarySlip.ANSWERS_ONLY_ONCE, Set.of("IgnoreRequest"),
                PrimarySlip.ANSWERS_AN_OLD_REQUEST, Set.of("RepeatAnswer"),
                PrimarySlip.ASKS_WHAT_IS_ANSWERED, Set.of("SendRequest"),
                PrimarySlip.TAKES_ANY_ANSWER, Set.of("TakeAnswer"),
                PrimarySlip.REPEATS_AN_ANSWER_WITH_THE_PRESENT_VALUE, Set.of("RepeatAnswer"));
    }

    /** A primary that answers nobody else. */
    @Override
    protected PrimaryProtocol.Group endless() {
        return group(
                2,
                (id, primary, nodes) -> !id.equals(primary)
                        ? new PrimaryRegister(id, primary)
                        : new Primary(id, nodes) {
                            @Override
                            public void receive(Message message) {}
                        });
    }

    @Test
    void aCopyIsAlikeAndGoesItsOwnWay() {
        PrimaryRegister other = new PrimaryRegister("n2", "n1");
        other.ask(Kind.WRITE, Optional.of("x"));
        Primary primary = new Primary("n1", Set.of("n1", "n2"));
        primary.ask(Kind.READ, Optional.empty());
        requireCopies(List.of(other, primary));
    }
}
