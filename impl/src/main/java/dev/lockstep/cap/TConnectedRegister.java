package dev.lockstep.cap;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.cap.TConnectedRegister.Message.Answer;
import dev.lockstep.cap.TConnectedRegister.Message.Request;
import dev.lockstep.cap.TConnectedRegister.Message.Tell;
import dev.lockstep.core.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the node that has the register, and answers its client by itself if it hears nothing before a timeout. What it has written then it
 * sends again until the primary has it. It is always available, consistent while no message is lost, and again some time after the last
 * loss: t-connected consistency, of Gilbert and Lynch 2002, section 4. The node that has the register is a {@link TConnectedPrimary}.
 *
 * <p>The core has no clock: its host tells it each tick.
 */
@Spec("TConnectedRegister")
public class TConnectedRegister extends Register<TConnectedRegister.Message> {
    /** Tells what nodes send each other: it arrives within so many ticks, or is lost, and may overtake others. */
    public sealed interface Message extends dev.lockstep.core.Message {
        /** Returns the ticks that it may still take: all of them, when it is sent. */
        int left();

        /**
         * Asks the primary what it has, and brings it what it may not have.
         *
         * @param number the number of the operation that its node is at
         * @param writes what the primary may not have, in the order of their numbers
         */
        record Request(String from, String to, int left, int number, List<Write> writes) implements Message {}

        /**
         * Tells what the primary has, when all writes that came with a request are ordered.
         *
         * @param number the number of the request
         */
        record Answer(String from, String to, int left, int number, Tagged latest) implements Message {}

        /** Tells what the primary has, unasked. */
        record Tell(String from, String to, int left, Tagged latest) implements Message {}
    }

    final String primary;
    final Timing timing;

    /** The latest write that the node has heard of; the primary's is the register. */
    @Variable
    Tagged latest = Tagged.INITIAL;

    /** The writes of the node that the primary may not have, in their order. */
    @Variable
    List<Write> pending = List.of();

    /** Counts the ticks since the node was asked, while it waits. */
    @Variable
    int waited;

    /** Counts the ticks since the node sent, up to the period. */
    @Variable
    int silent;

    /** Makes a node that has no register. */
    public TConnectedRegister(String id, String primary, Timing timing) {
        super(id);
        this.primary = primary;
        this.timing = timing;
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Answer m) {
            if (isExpected(m)) {
                takeAnswer(m);
            } else {
                takeLateAnswer(m);
            }
        } else if (message instanceof Tell m) {
            if (isTaken(m)) {
                takeLatest(m);
            } else {
                keepLatest(m);
            }
        } else {
            throw new IllegalArgumentException(id + " has no register, and is asked for it: " + message);
        }
    }

    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (isWaiting && mayGiveUp()) {
            steps.add(new Step("giveUp", Step.By.PROCESS, this::giveUp));
        }
        if (mustSend()) {
            steps.add(new Step("sendAgain", Step.By.PROCESS, this::sendAgain));
        }
        return orTick(steps);
    }

    /** Returns these steps, or else the tick of the clock, which waits for a node that has something to do. */
    final List<Step> orTick(List<Step> steps) {
        return isBusy() || !steps.isEmpty() ? steps : List.of(new Step("tickAlone", Step.By.TIMEOUT, this::tickAlone));
    }

    boolean isExpected(Answer m) {
        return isWaiting && m.number() == number;
    }

    boolean isTaken(Tell m) {
        return m.latest().isNewer(latest);
    }

    Tagged newer(Tagged c, Tagged d) {
        return c.isNewer(d) ? c : d;
    }

    static List<Write> after(List<Write> writes, int number) {
        return writes.stream().filter(write -> write.number() > number).toList();
    }

    /** Returns what the request for an operation brings, these being all writes that the primary may not have. */
    List<Write> toSend(Kind kind, List<Write> writes) {
        return writes;
    }

    /** Returns what the node returns to a read if it does not hear from the primary. */
    Optional<String> known() {
        return pending.isEmpty()
                ? latest.value()
                : Optional.of(pending.get(pending.size() - 1).value());
    }

    boolean mayGiveUp() {
        return waited >= timing.timeout();
    }

    /** Tells whether a write was given up, and the primary may not have it. */
    private boolean hasGivenUp() {
        return !pending.isEmpty() && (!isWaiting || pending.get(0).number() < number);
    }

    boolean mustSend() {
        return silent >= timing.period() && hasGivenUp();
    }

    boolean isBusy() {
        return mustSend() || isWaiting && waited >= timing.timeout();
    }

    /** The client asks, and the node asks the primary. */
    @Override
    @Action
    public void ask(Kind kind, Optional<String> v) {
        asks(kind, v);
        v.ifPresent(value -> pending = with(pending, new Write(number, value)));
        send(new Request(id, primary, timing.delay(), number, toSend(kind, pending)));
        silent = 0;
    }

    private static List<Write> with(List<Write> writes, Write write) {
        List<Write> more = new ArrayList<>(writes);
        more.add(write);
        return List.copyOf(more);
    }

    private void hears(Answer m) {
        latest = newer(m.latest(), latest);
        pending = after(pending, m.number());
    }

    /** The primary has answered in time. */
    @Action
    public void takeAnswer(Answer m) {
        require(isExpected(m));

        hears(m);
        isAnswered(m.latest().value());
        waited = 0;
    }

    /** The client has been answered before. */
    @Action
    public void takeLateAnswer(Answer m) {
        require(!isExpected(m));

        hears(m);
    }

    /** The node takes what the primary tells. */
    @Action
    public void takeLatest(Tell m) {
        require(isTaken(m));

        latest = m.latest();
    }

    /** The node knows of that already, or of something newer. */
    @Action
    public void keepLatest(Tell m) {
        require(!isTaken(m));
    }

    /** The node has not heard from the primary in time, and answers its client all the same. */
    @Action
    public void giveUp() {
        require(isWaiting && mayGiveUp());

        isAnswered(known());
        waited = 0;
    }

    /** The node sends again what it has given up. */
    @Action
    public void sendAgain() {
        require(mustSend());

        send(new Request(id, primary, timing.delay(), number, pending));
        silent = 0;
    }

    /** The clock of the node ticks. */
    @Action
    public void tickAlone() {
        require(!isBusy());

        waited = isWaiting ? waited + 1 : 0;
        silent = Math.min(silent + 1, timing.period());
    }

    /** Returns the latest write that the node has heard of. */
    public Tagged latest() {
        return latest;
    }

    /** Returns the writes of the node that the primary may not have, in their order. */
    public List<Write> pending() {
        return pending;
    }

    @Override
    public TConnectedRegister copy() {
        return sameAs(new TConnectedRegister(id, primary, timing));
    }

    final <R extends TConnectedRegister> R sameAs(R copy) {
        TConnectedRegister other = copy;
        other.latest = latest;
        other.pending = pending;
        other.waited = waited;
        other.silent = silent;
        return alike(copy);
    }

    @Override
    List<Object> rest() {
        return List.of(latest, pending, waited, silent);
    }
}
