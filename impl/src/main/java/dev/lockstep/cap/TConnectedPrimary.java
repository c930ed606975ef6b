package dev.lockstep.cap;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.cap.TConnectedRegister.Message.Answer;
import dev.lockstep.cap.TConnectedRegister.Message.Request;
import dev.lockstep.cap.TConnectedRegister.Message.Tell;
import dev.lockstep.core.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Has the register: the node of {@code TConnectedRegister.tla} that orders all writes, and tells all others what it has. */
@Spec("TConnectedRegister")
public class TConnectedPrimary extends TConnectedRegister {
    /** The latest write of each node that the primary has ordered, by its number. */
    @Variable
    private Map<String, Integer> ordered;

    /** @param nodes all of them, this one too */
    public TConnectedPrimary(String id, Set<String> nodes, Timing timing) {
        super(id, id, timing);
        Map<String, Integer> nothing = new HashMap<>();
        nodes.forEach(n -> nothing.put(n, 0));
        this.ordered = Map.copyOf(nothing);
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Request m) {
            if (unordered(m).isEmpty()) {
                answerRequest(m);
            } else {
                orderWrites(m);
            }
        } else {
            throw new IllegalArgumentException(id + " has the register, and is told of it: " + message);
        }
    }

    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (isWaiting) {
            steps.add(new Step("perform", Step.By.PROCESS, this::perform));
        }
        if (mustTell()) {
            steps.add(new Step("tell", Step.By.PROCESS, this::tell));
        }
        return orTick(steps);
    }

    @Override
    boolean isBusy() {
        return isWaiting || mustTell();
    }

    boolean mustTell() {
        return silent >= timing.period();
    }

    /** Returns what a request brings that the primary has not ordered. */
    List<Write> unordered(Request m) {
        return after(m.writes(), ordered.get(m.from()));
    }

    /** The client at the primary asks; the primary need ask nobody. */
    @Override
    @Action("AskPrimary")
    public void ask(Kind kind, Optional<String> v) {
        asks(kind, v);
    }

    /** The primary does an operation of its own client. */
    @Action
    public void perform() {
        require(isWaiting);

        latest = kind() == Kind.WRITE ? new Tagged(latest.tag() + 1, seen()) : latest;
        isAnswered(latest.value());
    }

    private void answer(Request m) {
        send(new Answer(id, m.from(), timing.delay(), m.number(), latest));
    }

    /** The primary orders writes, each after all that it has ordered before, and answers with the latest. */
    @Action
    public void orderWrites(Request m) {
        List<Write> added = unordered(m);
        require(!added.isEmpty());

        Write last = added.get(added.size() - 1);
        latest = new Tagged(latest.tag() + added.size(), Optional.of(last.value()));
        Map<String, Integer> more = new HashMap<>(ordered);
        more.put(m.from(), last.number());
        ordered = Map.copyOf(more);
        answer(m);
    }

    /** The request is for a read, or the primary has its writes already. */
    @Action
    public void answerRequest(Request m) {
        require(unordered(m).isEmpty());

        answer(m);
    }

    /** The primary tells everybody what it has. */
    @Action
    public void tell() {
        require(mustTell());

        for (String q : new TreeSet<>(ordered.keySet())) {
            if (!q.equals(id)) {
                send(new Tell(id, q, timing.delay(), latest));
            }
        }
        silent = 0;
    }

    @Override
    public TConnectedPrimary copy() {
        TConnectedPrimary copy = new TConnectedPrimary(id, ordered.keySet(), timing);
        copy.ordered = ordered;
        return sameAs(copy);
    }

    @Override
    List<Object> rest() {
        return List.of(super.rest(), ordered);
    }
}
