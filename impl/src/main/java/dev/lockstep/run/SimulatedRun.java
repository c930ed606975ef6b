package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.protocol.RunControl;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import dev.lockstep.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the nodes of any protocol in one thread, with their clients, under faults; a function of its schedule. */
public final class SimulatedRun<P, N extends Core<P>, A> {
    /** Tells how many times as long a run may be stuck while something fails as afterwards. */
    private static final int WHILE_IT_FAILS = 10;

    /** A group of more nodes than these is large. */
    private static final int SMALL = 5;

    private final Deployment<P, N, A> deployment;
    private final Disks disks;
    private final Schedule schedule;
    private final @Nullable Recorder recorder;
    private final Clients<N, A> clients;
    private final Simulation<P> simulation;
    private final SortedMap<String, Long> choices = new TreeMap<>();
    private final List<Hosted> nodes = new ArrayList<>();
    private boolean hasOpened;
    private long made;
    private long sinceOpened;
    private boolean isStopped;
    private boolean isInterrupted;
    private boolean isWindingDown;

    /** Makes a run on disks that lose nothing. */
    public SimulatedRun(
            Deployment<P, N, A> deployment,
            Channels channels,
            Map<Fault, Integer> faults,
            Schedule schedule,
            @Nullable Recorder recorder) {
        this(deployment, channels, faults, schedule, recorder, Disks.right());
    }

    /**
     * Makes the nodes.
     *
     * @param faults and how likely each is, as {@link Simulation} takes it
     * @param recorder the recorder of all nodes; null: no trace is written
     */
    public SimulatedRun(
            Deployment<P, N, A> deployment,
            Channels channels,
            Map<Fault, Integer> faults,
            Schedule schedule,
            @Nullable Recorder recorder,
            Disks disks) {
        this.deployment = deployment;
        this.disks = disks;
        this.schedule = schedule;
        this.recorder = recorder;
        this.clients = deployment.clients(schedule::next, this::told);
        for (List<String> group : deployment.nodes()) {
            group.forEach(id -> nodes.add(new Hosted(id)));
        }
        simulation = new Simulation<>(nodes, channels, faults, schedule, deployment.takesBatches(), SimulatedRun::kind);
    }

    private static Object kind(Object packet) {
        return (packet instanceof Packet<?> holder ? holder.message() : packet).getClass();
    }

    private void told(String node, A news) {
        clients.told(node, news);
    }

    /** Hosts a node and its successors after crashes, and the clients at it. */
    private final class Hosted implements Core<P> {
        private final String id;
        private final NodeTrace trace = NodeTrace.of(recorder);
        private N node;

        Hosted(String id) {
            this.id = id;
            this.node = deployment.node(id, disks.of(id, deployment), trace, clients);
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void receive(P packet) {
            guard(() -> node.receive(packet));
        }

        @Override
        public List<Step> steps() {
            List<Step> steps = new ArrayList<>();
            for (Step step : node.steps()) {
                steps.add(new Step(step.name(), step.opens(), step.isTimeout(), () -> guard(step.action())));
            }
            for (Clients.Call call : clients.calls(node)) {
                steps.add(new Step(call.name(), call.opens(), () -> {
                    hasOpened |= call.opens();
                    guard(call.action());
                }));
            }
            return steps;
        }

        /** Guards an input: a failure of its storage ends a node, which is started anew. */
        private void guard(Runnable input) {
            try {
                input.run();
            } catch (StorageException e) {
                disks.failed(id, e);
                restarted();
            }
        }

        @Override
        public List<Send<P>> drain() {
            List<Send<P>> sent = new ArrayList<>();
            guard(() -> sent.addAll(node.drain()));
            return sent;
        }

        @Override
        @SuppressWarnings("unchecked") // a node's successor is a node of the same kind
        public Core<P> restarted() {
            node = (N) node.restarted();
            clients.restarted(node);
            return this;
        }
    }

    /**
     * Runs for at least so many events, or until the schedule is over; then until nothing is left to happen.
     *
     * @param observer sees each choice right after its effect
     * @throws IllegalStateException the clients' judgement; everything should have ended long ago; or, in a run that is recorded, a core has
     *     ignored an input
     */
    public void run(long events, Consumer<Choice> observer) {
        try {
            run(events, observer, RunControl.NONE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody waits
        }
    }

    /**
     * Does the same while somebody interferes.
     *
     * @throws InterruptedException the thread is interrupted while the run waits
     */
    public void run(long events, Consumer<Choice> observer, RunControl control) throws InterruptedException {
        if (control != RunControl.NONE) {
            control.begins(nodes.stream().map(Hosted::id).toList());
        }
        BooleanSupplier isOver =
                () -> isStopped || schedule.isOver() || (recorder == null ? made : recorder.events()) >= events;
        simulation.run(isOver, choice -> {
            clients.passed(++made);
            choices.merge(choice.getClass().getSimpleName(), 1L, Long::sum);
            boolean hasEnded = isOver.getAsBoolean();
            sinceOpened = hasOpened || hasEnded && !isWindingDown ? 0 : sinceOpened + 1;
            hasOpened = false;
            isWindingDown = hasEnded;
            if (sinceOpened > (hasEnded ? 1 : WHILE_IT_FAILS) * patience()) {
                throw new IllegalStateException(
                        "liveness: something is left to do, long after the last client has asked"
                                + " and the last fault");
            }
            observer.accept(choice);
            if (control != RunControl.NONE && !isOver.getAsBoolean()) {
                obey(control);
            }
        });
        if (isInterrupted) {
            throw new InterruptedException();
        }
        clients.check(node -> disks.open(node, deployment.layout(node)));
        nodes.stream()
                .map(hosted -> hosted.trace.ignored())
                .flatMap(Optional::stream)
                .forEach(ignored -> {
                    throw new IllegalStateException("ignored: " + ignored);
                });
    }

    private void obey(RunControl control) {
        try {
            long events = recorder == null ? made : recorder.events();
            for (RunControl.Order order :
                    control.pass(new RunControl.Status(events, simulation.down(), simulation.apart()))) {
                switch (order.kind()) {
                    case KILL -> order.nodes().forEach(simulation::kill);
                    case RESTART -> order.nodes().forEach(simulation::revive);
                    case PARTITION -> simulation.part(order.nodes());
                    case HEAL -> simulation.heal();
                    case MEMBERS -> clients.wanted(order.nodes());
                    case STOP -> isStopped = true;
                    default ->
                        throw new IllegalArgumentException("a simulated run cannot be asked for " + order.kind());
                }
            }
            if (!simulation.down().isEmpty() || !simulation.apart().isEmpty()) {
                sinceOpened = 0; // somebody wants it so
            }
        } catch (InterruptedException e) {
            isStopped = true;
            isInterrupted = true;
        }
    }

    /** Returns patience in proportion to the messages of a large group, in which each node may send to all others. */
    private long patience() {
        long larger = Math.max(SMALL, nodes.size());
        return deployment.patience() * larger * larger / (SMALL * SMALL);
    }

    public Clients<N, A> clients() {
        return clients;
    }

    /** Returns how often such a thing happened: {@code Crash}, {@code Lose}. */
    public long count(Class<? extends Choice> kind) {
        return choices.getOrDefault(kind.getSimpleName(), 0L);
    }

    /** Returns how often each of these faults happened, as a report tells it. */
    public Map<String, Long> figures(Map<Fault, Integer> faults) {
        Map<String, Long> figures = new java.util.LinkedHashMap<>(clients.figures());
        Map<Fault, Class<? extends Choice>> kinds = Map.of(
                Fault.CRASH, Choice.Crash.class,
                Fault.PARTITION, Choice.Partition.class,
                Fault.LOSS, Choice.Lose.class,
                Fault.DUPLICATION, Choice.Duplicate.class);
        Map<Fault, String> names = new TreeMap<>(Map.of(
                Fault.CRASH, "crashes",
                Fault.PARTITION, "partitions",
                Fault.LOSS, "losses",
                Fault.DUPLICATION, "duplicates"));
        for (Fault fault : List.of(Fault.CRASH, Fault.PARTITION, Fault.LOSS, Fault.DUPLICATION)) {
            if (faults.containsKey(fault)) {
                figures.put(names.get(fault), count(kinds.get(fault)));
            }
        }
        return figures;
    }
}
