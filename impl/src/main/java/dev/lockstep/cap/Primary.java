package dev.lockstep.cap;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.cap.PrimaryRegister.Message.Answer;
import dev.lockstep.cap.PrimaryRegister.Message.Request;
import dev.lockstep.core.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Has the register: the node of {@code PrimaryRegister.tla} that all others ask. */
@Spec("PrimaryRegister")
public class Primary extends PrimaryRegister {
    @Variable
    Optional<String> stored = Optional.empty();

    @Variable
    private Map<String, Served> served;

    /** @param nodes all of them, this one too */
    public Primary(String id, Set<String> nodes) {
        super(id, id);
        Map<String, Served> nothing = new HashMap<>();
        nodes.forEach(n -> nothing.put(n, new Served(0, Optional.empty())));
        this.served = Map.copyOf(nothing);
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Request m) {
            if (isNew(m)) {
                performRequest(m);
            } else if (isLatest(m)) {
                repeatAnswer(m);
            } else {
                ignoreRequest(m);
            }
        } else {
            super.receive(message);
        }
    }

    @Override
    public List<Step> steps() {
        if (!isWaiting) {
            return List.of();
        }
        return List.of(
                isUndone()
                        ? new Step("perform", Step.By.PROCESS, this::perform)
                        : new Step("answerOwn", Step.By.PROCESS, this::answerOwn));
    }

    boolean isNew(Request m) {
        return m.number() > served.get(m.from()).number();
    }

    boolean isLatest(Request m) {
        return m.number() == served.get(m.from()).number();
    }

    boolean isUndone() {
        return served.get(id).number() < number;
    }

    private void performs(String n, int number, Kind kind, Optional<String> v) {
        stored = kind == Kind.WRITE ? v : stored;
        Map<String, Served> after = new HashMap<>(served);
        after.put(n, new Served(number, stored));
        served = Map.copyOf(after);
    }

    private void answer(String n) {
        send(new Answer(id, n, served.get(n).number(), served.get(n).value()));
    }

    /** The primary does an operation of its own client. */
    @Action
    public void perform() {
        require(isWaiting && isUndone());

        performs(id, number, kind(), seen());
    }

    /** The primary answers its own client. */
    @Action
    public void answerOwn() {
        require(!isUndone());

        isAnswered(served.get(id).value());
    }

    /** The primary does an operation of another node's client. */
    @Action
    public void performRequest(Request m) {
        require(isNew(m));

        performs(m.from(), m.number(), m.kind(), m.value());
        answer(m.from());
    }

    /** It has done the operation before, and the answer may be lost. */
    @Action
    public void repeatAnswer(Request m) {
        require(!isNew(m) && isLatest(m));

        answer(m.from());
    }

    /** The client has asked for something else since. */
    @Action
    public void ignoreRequest(Request m) {
        require(!isNew(m) && !isLatest(m));
    }

    @Override
    public Primary copy() {
        Primary copy = new Primary(id, served.keySet());
        copy.stored = stored;
        copy.served = served;
        return alike(copy);
    }

    @Override
    List<Object> rest() {
        return List.of(stored, served);
    }
}
