package dev.lockstep.cap;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.cap.PrimaryRegister.Message.Answer;
import dev.lockstep.core.Step;
import java.util.List;
import java.util.Optional;

/**
 * Asks the node that has the register. It is consistent, and not available to whom a cut separates from that node. Gilbert and Lynch
 * 2002, section 3: S. Gilbert and N. Lynch, "Brewer's Conjecture and the Feasibility of Consistent, Available, Partition-Tolerant Web
 * Services", SIGACT News 33(2). The node that has it is a {@link Primary}.
 */
@Spec("PrimaryRegister")
public class PrimaryRegister extends Register<PrimaryRegister.Message> {
    /** Tells what nodes send each other: it may be lost, come twice, and overtake others. */
    public sealed interface Message extends dev.lockstep.core.Message {
        /** Returns the number of the operation, among those of its client. */
        int number();

        /** Asks the primary for an operation; value empty: it reads. */
        record Request(String from, String to, int number, Kind kind, Optional<String> value) implements Message {}

        /** Tells what the register held after the operation; value empty: the initial value. */
        record Answer(String from, String to, int number, Optional<String> value) implements Message {}
    }

    final String primary;

    /** The latest operation has been sent: to send it again is for the clock. */
    private boolean hasSent;

    /** Makes a node that has no register. */
    public PrimaryRegister(String id, String primary) {
        super(id);
        this.primary = primary;
    }

    @Override
    public void receive(Message message) {
        Answer m = (Answer) message;
        if (isExpected(m)) {
            takeAnswer(m);
        } else {
            ignoreAnswer(m);
        }
    }

    @Override
    @Action
    public void ask(Kind kind, Optional<String> v) {
        asks(kind, v);
        hasSent = false;
    }

    @Override
    public List<Step> steps() {
        return isWaiting
                ? List.of(new Step("sendRequest", hasSent ? Step.By.TIMEOUT : Step.By.PROCESS, this::sendRequest))
                : List.of();
    }

    /** The node asks the primary, and again when it has waited. */
    @Action
    public void sendRequest() {
        require(!id.equals(primary) && isWaiting);

        hasSent = true;
        send(new Message.Request(id, primary, number, kind(), seen()));
    }

    boolean isExpected(Answer m) {
        return isWaiting && m.number() == number;
    }

    /** The client is answered. */
    @Action
    public void takeAnswer(Answer m) {
        require(isExpected(m));

        isAnswered(m.value());
    }

    /** The client does not wait for that answer any more. */
    @Action
    public void ignoreAnswer(Answer m) {
        require(!isExpected(m));
    }

    @Override
    public PrimaryRegister copy() {
        PrimaryRegister copy = new PrimaryRegister(id, primary);
        copy.hasSent = hasSent;
        return alike(copy);
    }

    @Override
    List<Object> rest() {
        return List.of(hasSent);
    }
}
