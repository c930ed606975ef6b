package dev.lockstep.run;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays its roles in any number of instances of a protocol. The node opens an instance when it first hears of it, lets inputs wait while a
 * role writes, takes the steps that are the roles' own at once, makes durable what they ask for, and lets go of an instance that is over.
 *
 * <p>After a crash it goes back to the instances that its disk says are unfinished, and to others when it next hears of them. The crash is a
 * step of a process that has what the disk has and nothing else, since that is all that is left of it.
 *
 * <p>A write is a step of the node, and lets the role go on; or, at a node that {@link #takesBatches}, one write is for all steps since the node
 * was last drained, and what these have sent leaves after it.
 */
public class InstanceNode<M extends Message> implements Core<Packet<M>> {
    /** Hears of each instance after its roles have taken steps; may hear of it without any. */
    public interface Listener<M extends Message> {
        void stepped(String instance, List<Process<M>> roles);
    }

    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /** Holds an instance that the node has not let go of. */
    private static final class Live<M extends Message> {
        final String instance;
        final List<Process<M>> roles;
        final Patience<M> patience;
        final Map<Process<M>, Deque<Runnable>> inputs = new HashMap<>();

        Live(String instance, List<Process<M>> roles, Patience<M> patience) {
            this.instance = instance;
            this.roles = roles;
            this.patience = patience;
            roles.forEach(role -> inputs.put(role, new ArrayDeque<>()));
        }

        Process<M> role(String name) {
            for (Process<M> role : roles) {
                if (role.id().equals(name)) {
                    return role;
                }
            }
            throw new IllegalArgumentException("nobody here is " + name);
        }

        boolean isWriting() {
            for (Process<M> role : roles) {
                if (role.unwritten().isPresent()) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Write<M extends Message>(String instance, Process<M> role, Record record) {}

    private final String id;
    private final Roles<M> roles;
    private final Supplier<? extends Store> disk;
    private final NodeTrace trace;
    private final Listener<M> listener;

    private final SortedMap<String, Live<M>> live = new TreeMap<>(BY_NUMBER);

    /** The live instances in which a role asks for a write, and those for which time passes. Every input of an instance brings them up to date. */
    private final SortedMap<String, Live<M>> writers = new TreeMap<>(BY_NUMBER);

    private final Set<String> waiting = new HashSet<>();

    private final Set<Process<M>> unreleased = new java.util.LinkedHashSet<>();
    private final List<Send<Packet<M>>> outbox = new ArrayList<>();

    /** The instances that a crash interrupted, to which the node has not gone back. */
    private final Set<String> interrupted;

    private @Nullable Write<M> writing;
    private Store store;

    /** A batch ends: processes take the steps that are their own. */
    private boolean isEnding;

    /**
     * Opens the disk; to go on with what is unfinished there, {@link #resume} it.
     *
     * @param disk opens the node's store, which is closed with the node
     */
    public InstanceNode(
            String id, Roles<M> roles, Supplier<? extends Store> disk, NodeTrace trace, Listener<M> listener) {
        this.id = id;
        this.roles = roles;
        this.disk = disk;
        this.trace = trace;
        this.listener = listener;
        this.store = disk.get();
        this.interrupted = new HashSet<>(trace.interrupted());
    }

    @Override
    public final String id() {
        return id;
    }

    // ---------------------------------------------------------------- instances

    /** Goes on with what is unfinished on the disk: to be called once, before any input. */
    public final void resume() {
        Set<String> unfinished = new TreeSet<>(BY_NUMBER);
        unfinished.addAll(store.unfinished());
        unfinished.forEach(instance -> settle(live(instance, false)));
    }

    private Live<M> live(String instance, boolean begun) {
        Live<M> known = live.get(instance);
        return known != null ? known : open(instance, begun);
    }

    private Live<M> open(String instance, boolean begun) {
        boolean hasCrashed = interrupted.remove(instance);
        List<Process<M>> made = new ArrayList<>();
        for (String role : roles.roles(id)) {
            Process<M> process = roles.process(role, instance, store.read(instance, role), begun);
            trace.attach(process, instance);
            if (hasCrashed) {
                process.crash();
                process.restart();
            }
            made.add(process);
        }
        Live<M> opened = new Live<>(instance, List.copyOf(made), patience(instance));
        live.put(instance, opened);
        opened(instance, opened.roles);
        return opened;
    }

    /** Decides when the timeouts of an instance happen. */
    protected Patience<M> patience(String instance) {
        return roles.patience(id, instance);
    }

    /** Hears that the node has made the processes of that instance. They have taken no steps but those after a crash. */
    protected void opened(String instance, List<Process<M>> its) {}

    /** Returns the roles of an instance that the node has not let go of. */
    public final Optional<List<Process<M>>> roles(String instance) {
        return Optional.ofNullable(live.get(instance)).map(found -> found.roles);
    }

    /** Lists the instances that the node has not let go of. */
    public final Set<String> instances() {
        return new TreeSet<>(live.keySet());
    }

    /** Returns what is on the node's disk. */
    protected final Store store() {
        return store;
    }

    @Override
    public InstanceNode<M> restarted() {
        store.close();
        store = disk.get();
        Write<M> unfinished = writing;
        if (unfinished != null && store.holds(unfinished.instance, unfinished.role.id(), unfinished.record)) {
            trace.release(unfinished.role); // it has reached the disk: that step was taken
        }
        writing = null;
        live.values().forEach(each -> each.roles.forEach(trace::detach));
        interrupted.addAll(live.keySet());
        live.clear();
        writers.clear();
        waiting.clear();
        unreleased.clear();
        outbox.clear();
        isEnding = false;
        forget();
        resume();
        return this;
    }

    /** The node has crashed: what a subclass has in memory is lost. */
    protected void forget() {}

    /** Closes the node's disk; the node is used no more. */
    public void close() {
        store.close();
    }

    // ---------------------------------------------------------------- inputs

    /** Takes a packet; one of an instance that the node has no room for is as good as lost. */
    @Override
    public void receive(Packet<M> packet) {
        if (hasRoom(packet.instance())) {
            Live<M> at = live(packet.instance(), false);
            Process<M> role = at.role(packet.message().to());
            add(at, role, () -> deliver(packet, role));
            settle(at);
        }
    }

    /** Tells whether the node can take part in that instance. Those that it has not let go of have room already. */
    public final boolean hasRoom(String instance) {
        return live.containsKey(instance) || store.hasRoom(live.keySet(), instance);
    }

    /** Gives a role that is ready a message that is for it. */
    protected void deliver(Packet<M> packet, Process<M> role) {
        trace.input(role, packet.message(), () -> role.receive(packet.message()));
        received(packet.instance(), role, packet.message());
    }

    /** Tells the instance's patience that the role has taken this message. */
    protected final void received(String instance, Process<M> role, M message) {
        live(instance, false).patience.received(role, message);
    }

    /** Calls a role for a client. The role takes the call as soon as it is ready. */
    public final void call(String instance, String role, Consumer<Process<M>> input) {
        call(instance, role, input, false);
    }

    /** Does the same with a call that begins the instance. */
    public final void begin(String instance, String role, Consumer<Process<M>> input) {
        call(instance, role, input, true);
    }

    private void call(String instance, String name, Consumer<Process<M>> input, boolean begun) {
        Live<M> at = live(instance, begun);
        Process<M> role = at.role(name);
        add(at, role, () -> input.accept(role));
        settle(at);
    }

    private void add(Live<M> to, Process<M> role, Runnable input) {
        to.inputs.get(role).add(input);
    }

    private void settle(Live<M> at) {
        takeSteps(at);
        if (!takesBatches()) {
            told(at);
        }
        note(at.instance);
    }

    /** Notes what there is left to do in that instance, so that {@link #steps} need not look at all of them. */
    private void note(String instance) {
        Live<M> at = live.get(instance);
        if (at != null && !takesBatches() && at.isWriting()) {
            writers.put(instance, at);
        } else {
            writers.remove(instance);
        }
        if (at != null && at.patience.isWaiting(at.roles)) {
            waiting.add(instance);
        } else {
            waiting.remove(instance);
        }
    }

    private void takeSteps(Live<M> at) {
        for (Process<M> role : at.roles) {
            while (role.isReady() && next(at, role)) {
                unreleased.add(role);
            }
        }
        unreleased.addAll(at.roles);
        post(at);
    }

    private void told(Live<M> at) {
        listener.stepped(at.instance, at.roles);
        if (isOver(at.instance, at.roles)) {
            letGo(at);
        }
    }

    /** Takes a step of the role's own, or else the input that has waited longest. */
    private boolean next(Live<M> at, Process<M> role) {
        Optional<dev.lockstep.core.Step> own = takesBatches() && !isEnding ? Optional.empty() : role.next();
        Runnable input =
                own.isPresent() ? own.get().take() : at.inputs.get(role).poll();
        if (input != null) {
            input.run();
        }
        return input != null;
    }

    private void post(Live<M> at) {
        for (Process<M> role : at.roles) {
            role.drain().forEach(m -> send(at.instance, m));
        }
    }

    /**
     * Sends a message of that instance. It is one that its processes have sent, or one of the node itself, which is no part of the
     * protocol.
     */
    protected void send(String instance, M message) {
        outbox.add(new Send<>(roles.node(message.to()), new Packet<>(instance, message, beside(instance, message))));
    }

    /** Returns what travels beside a message of that instance. */
    protected Optional<Record> beside(String instance, M message) {
        return Optional.empty();
    }

    /** Tells whether the node may let go of the instance. Its processes are made anew, from the disk, when somebody asks. */
    protected boolean isOver(String instance, List<Process<M>> its) {
        return its.stream().allMatch(role -> role.isOver() && role.unwritten().isEmpty());
    }

    private void letGo(Live<M> at) {
        if (live.remove(at.instance, at)) {
            release(at.roles);
            at.roles.forEach(trace::detach);
            over(at.instance);
        }
    }

    /** Hears that the node has let go of that instance. */
    protected void over(String instance) {}

    // ---------------------------------------------------------------- batches

    /**
     * Tells whether the node takes inputs in batches. What follows from all of them, and the only write for them, comes when it is drained.
     * For processes that go on while their host writes.
     */
    protected boolean takesBatches() {
        return false;
    }

    /**
     * Takes steps that follow from a batch and are not the processes' own.
     *
     * @return whether there may be more, once the processes have taken their own again
     */
    protected boolean follow(String instance, List<Process<M>> its) {
        return false;
    }

    /** All that a batch has changed is durable, and its effects may be seen. Steps that are taken here are written before the next batch. */
    protected void durable(String instance, List<Process<M>> its) {}

    private void endBatch(Live<M> at) {
        isEnding = true;
        do {
            takeSteps(at);
        } while (follow(at.instance, at.roles));
        isEnding = false;
        post(at);
        writeBatch(at);
        durable(at.instance, at.roles);
        post(at);
        writeBatch(at);
        told(at);
        note(at.instance);
    }

    private void writeBatch(Live<M> at) {
        for (Process<M> role : at.roles) {
            Optional<? extends Record> record = role.unwritten();
            if (record.isPresent()) {
                write(at, role, record.get());
                trace.release(role);
            }
        }
    }

    // ---------------------------------------------------------------- steps

    @Override
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Live<M> each : writers.values()) {
            for (Process<M> role : each.roles) {
                if (role.unwritten().isPresent()) {
                    String name = "write " + each.instance + (each.roles.size() > 1 ? " of " + role.id() : "");
                    steps.add(new Step(name, false, () -> {
                        release(each.roles);
                        write(each, role, role.unwritten().orElseThrow());
                        settle(each);
                    }));
                }
            }
        }
        if (!waiting.isEmpty()) {
            steps.add(new Step("timeout", false, true, this::tick));
        }
        return steps;
    }

    /**
     * Writes what the role asks for. The steps that the write makes durable are in the trace first, if the process may be killed; otherwise not
     * before they are.
     */
    private void write(Live<M> at, Process<M> role, Record record) {
        writing = new Write<>(at.instance, role, record);
        role.written();
        if (trace.outlivesItsProcess()) {
            trace.release(role);
        }
        store.write(at.instance, role.id(), record);
        writing = null;
    }

    /** Lets time pass in all instances. */
    public final void tick() {
        for (Live<M> each : List.copyOf(live.values())) {
            boolean isWaiting = each.patience.isWaiting(each.roles);
            each.patience.tick(each.roles);
            if (isWaiting) {
                settle(each);
            } else {
                note(each.instance);
            }
        }
    }

    private void release(List<Process<M>> its) {
        its.forEach(role -> {
            if (unreleased.remove(role)) {
                trace.release(role);
            }
        });
    }

    @Override
    public final List<Send<Packet<M>>> drain() {
        if (takesBatches()) {
            List.copyOf(live.values()).forEach(this::endBatch);
        }
        unreleased.forEach(trace::release);
        unreleased.clear();
        List<Send<Packet<M>>> sent = List.copyOf(outbox);
        outbox.clear();
        if (!sent.isEmpty()) {
            trace.leaving();
        }
        return sent;
    }
}
