package dev.lockstep.mutex;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.mutex.Message.Acknowledge;
import dev.lockstep.mutex.Message.Release;
import dev.lockstep.mutex.Message.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Plays one process of Lamport's algorithm: CACM 21(7), 1978, section "Ordering the Events Totally". The paper is L. Lamport, "Time,
 * Clocks, and the Ordering of Events in a Distributed System". Channels between processes must be FIFO and lose nothing. No process
 * crashes.
 */
@Spec("LamportMutex")
public class LamportMutex extends Process<Message> {
    /** The paper's arbitrary total order of processes; its keys are {@code Proc}. */
    private final Map<String, Integer> rank;

    @Self("p")
    private final String id;

    @Variable
    private int clock;

    @Variable
    Set<Ticket> queue = Set.of();

    @Variable
    Map<String, Integer> latest;

    @Variable
    private Phase phase = Phase.IDLE;

    /** @param rank the rank of every process, this one too: distinct numbers */
    public LamportMutex(String id, Map<String, Integer> rank) {
        if (!rank.containsKey(id) || Set.copyOf(rank.values()).size() < rank.size()) {
            throw new IllegalArgumentException(id + " and each other process need a rank of its own: " + rank);
        }
        this.id = id;
        this.rank = Map.copyOf(rank);
        this.latest = rank.keySet().stream().collect(toUnmodifiableMap(q -> q, q -> 0));
    }

    @Override
    public void receive(Message message) {
        if (message instanceof Request m) {
            receiveRequest(m);
        } else if (message instanceof Acknowledge m) {
            receiveAcknowledge(m);
        } else if (message instanceof Release m) {
            receiveRelease(m);
        }
    }

    /** Its client asks and releases; it enters at once when it may. */
    @Override
    public List<Step> steps() {
        return switch (phase) {
            case IDLE -> List.of(new Step("request", Step.By.CLIENT, this::request));
            case WAITING -> canEnter() ? List.of(new Step("enter", Step.By.PROCESS, this::enter)) : List.of();
            case HOLDING -> List.of(new Step("release", Step.By.CLIENT, this::release));
        };
    }

    /** Rule 1: ask for the resource, every other process and one's own queue. */
    @Action
    public void request() {
        require(phase == Phase.IDLE);

        clock = tick();
        queue = with(new Ticket(id, clock));
        phase = Phase.WAITING;
        others().forEach(q -> send(new Request(id, q, clock)));
    }

    /** Rule 2: queue the request, and acknowledge it. */
    @Action
    public void receiveRequest(Request m) {
        require(isAddressed(m));

        clock = tickPast(m);
        queue = with(new Ticket(m.from(), m.clock()));
        latest = heard(m);
        answer(m, clock);
    }

    /** Rule 5: what counts is only that a message of this time has come from its sender. */
    @Action
    public void receiveAcknowledge(Acknowledge m) {
        require(isAddressed(m));

        clock = tickPast(m);
        latest = heard(m);
    }

    /** Rule 5: the resource is granted. */
    @Action
    public void enter() {
        require(canEnter());

        clock = tick();
        phase = Phase.HOLDING;
    }

    /** Returns whether its own request is first, and all others have been heard from since: rule 5. This is tested locally. */
    public boolean canEnter() {
        return phase == Phase.WAITING
                && queue.stream().anyMatch(t -> t.process().equals(id) && isFirst(t) && heardFromAll(t));
    }

    /** Rule 3: withdraw the request from one's own queue, and tell every other process. */
    @Action
    public void release() {
        require(phase == Phase.HOLDING);

        clock = tick();
        queue = without(id);
        phase = Phase.IDLE;
        others().forEach(q -> send(new Release(id, q, clock)));
    }

    /** Rule 4: remove the sender's request. */
    @Action
    public void receiveRelease(Release m) {
        require(isAddressed(m));

        clock = tickPast(m);
        queue = without(m.from());
        latest = heard(m);
    }

    /** Ticks the clock for an event: IR1. */
    int tick() {
        return Math.incrementExact(clock);
    }

    /** Moves the clock past the time of a message that is received: IR2. */
    int tickPast(Message m) {
        return Math.incrementExact(Math.max(clock, m.clock()));
    }

    /** Returns the paper's total order => on requests: earlier time first, and of one time the lower rank. */
    boolean precedes(Ticket s, Ticket t) {
        return s.clock() < t.clock() || s.clock() == t.clock() && rank.get(s.process()) < rank.get(t.process());
    }

    boolean isFirst(Ticket t) {
        return queue.stream().allMatch(u -> u.equals(t) || precedes(t, u));
    }

    boolean heardFromAll(Ticket t) {
        return others().stream().allMatch(q -> latest.get(q) > t.clock());
    }

    Set<Ticket> with(Ticket t) {
        return Stream.concat(queue.stream(), Stream.of(t)).collect(toUnmodifiableSet());
    }

    Set<Ticket> without(String process) {
        return queue.stream().filter(t -> !t.process().equals(process)).collect(toUnmodifiableSet());
    }

    Map<String, Integer> heard(Message m) {
        Map<String, Integer> later = new HashMap<>(latest);
        later.put(m.from(), m.clock());
        return Map.copyOf(later);
    }

    void answer(Request m, int time) {
        send(new Acknowledge(id, m.from(), time));
    }

    /** Returns the others in the order in which they are sent to, the same in every run. */
    Set<String> others() {
        Set<String> others = new TreeSet<>(rank.keySet());
        others.remove(id);
        return others;
    }

    boolean isAddressed(Message m) {
        return m.to().equals(id) && others().contains(m.from());
    }

    @Override
    public LamportMutex copy() {
        LamportMutex copy = new LamportMutex(id, rank);
        copy.clock = clock;
        copy.queue = queue;
        copy.latest = latest;
        copy.phase = phase;
        return copied(copy);
    }

    @Override
    public String id() {
        return id;
    }

    public int clock() {
        return clock;
    }

    public Phase phase() {
        return phase;
    }

    @Override
    public List<Object> state() {
        return List.of(id, clock, phase, queue, latest, unsent());
    }
}
