package dev.lockstep.toy;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.toy.HighWater.Message;
import dev.lockstep.toy.HighWater.Message.Has;
import dev.lockstep.toy.HighWater.Message.Tell;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One process of {@code toy/HighWater.tla}. */
@Spec("HighWater")
class HighWater extends Process<Message> {
    /** What processes send each other. */
    sealed interface Message extends dev.lockstep.core.Message {
        int value();

        /** The sender has this value. */
        record Tell(String from, String to, int value) implements Message {}

        /** The answer to one who has told what is no news. */
        record Has(String from, String to, int value) implements Message {}
    }

    /** What is on disk. */
    record Mark(int value) {}

    private final Set<String> processes;

    @Self("p")
    private final String id;

    @Variable
    private boolean up = true;

    @Variable
    private int known;

    @Variable
    private int stable;

    @Variable
    private Map<String, Integer> heard;

    HighWater(String id, Set<String> processes, int stable) {
        this.id = id;
        this.processes = processes;
        this.stable = stable;
        known = stable;
        heard = nothing();
    }

    private Map<String, Integer> nothing() {
        Map<String, Integer> nothing = new TreeMap<>();
        processes.forEach(q -> nothing.put(q, 0));
        return Map.copyOf(nothing);
    }

    @Override
    public boolean isReady() {
        return up && known == stable;
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Tell m && m.value() > known) {
            follow(m);
        } else if (message instanceof Tell m) {
            answer(m);
        } else if (message instanceof Has m) {
            receiveHas(m);
        }
    }

    void ask(int v) {
        if (v > known) {
            raise(v);
        } else {
            refuseRaise(v);
        }
    }

    @Action
    public void raise(int v) {
        require(isReady() && v > known);

        known = v;
    }

    @Action
    public void refuseRaise(int v) {
        require(isReady() && v <= known);
    }

    @Override
    public Optional<Mark> unwritten() {
        return up && known > stable ? Optional.of(new Mark(known)) : Optional.empty();
    }

    @Override
    @Action("Persist")
    public void written() {
        require(up && known > stable);

        stable = known;
        others().forEach(q -> send(new Tell(id, q, known)));
    }

    @Action
    public void follow(Tell m) {
        require(isReady() && m.value() > known);

        known = m.value();
        heard = heard(m);
    }

    @Action
    public void answer(Tell m) {
        require(isReady() && m.value() <= known);

        heard = heard(m);
        send(new Has(id, m.from(), stable));
    }

    @Action
    public void receiveHas(Has m) {
        require(isReady());

        heard = heard(m);
    }

    @Override
    public List<Step> steps() {
        return isReady() && others().stream().anyMatch(q -> heard.get(q) < stable)
                ? List.of(new Step("tellAgain", Step.By.TIMEOUT, this::tellAgain))
                : List.of();
    }

    @Action
    public void tellAgain() {
        require(isReady());

        others().stream().filter(q -> heard.get(q) < stable).forEach(q -> send(new Tell(id, q, stable)));
    }

    @Override
    @Action
    public void crash() {
        require(up);

        up = false;
        known = 0;
        heard = nothing();
    }

    @Override
    @Action
    public void restart() {
        require(!up);

        up = true;
        known = recovered(stable);
    }

    /** Overridden by a slip. */
    int recovered(int found) {
        return found;
    }

    /** Overridden by a slip. */
    Map<String, Integer> heard(Message m) {
        Map<String, Integer> now = new TreeMap<>(heard);
        now.merge(m.from(), m.value(), Math::max);
        return Map.copyOf(now);
    }

    private List<String> others() {
        return processes.stream().filter(q -> !q.equals(id)).sorted().toList();
    }

    int known() {
        return known;
    }

    int stable() {
        return stable;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public HighWater copy() {
        HighWater copy = new HighWater(id, processes, stable);
        copy.up = up;
        copy.known = known;
        copy.heard = heard;
        return copied(copy);
    }

    @Override
    public List<Object> state() {
        return List.of(id, up, known, stable, heard, unsent());
    }
}
