package dev.lockstep.simulation;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.simulation.Choice.Cut;
import dev.lockstep.simulation.Choice.Partition;
import dev.lockstep.simulation.Network.Parcel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the cores of one protocol and the network between them in one thread. At each moment the schedule chooses among all that can happen:
 * a message arrives, a client calls, a fault strikes. Time is the number of choices made so far. It passes by itself while there is nothing
 * to choose.
 */
public final class Simulation<M> {
    private static final int LONGEST_DELAY = 30;
    private static final int LONGEST_PAUSE = 60;

    /** The number of choices that links are cut, and that late or lingering messages are on their way, at most. */
    private static final int LONGEST_CUT = 3_000;

    /** The number of powers of two by which some times are shorter, but for one. */
    private static final int SHORTEST = 5;

    /** A process is at most this power of two faster or slower than usual. */
    private static final int FASTEST = 3;

    private static final int LONGEST_BATCH = 8;

    /** The weight of a receipt among the choices. Receipts outweigh calls, both outweigh faults, and all of these outweigh timeouts. */
    private static final int RECEIPT = 800;

    private static final int CALL = 400;

    /** The weight of a fault, unless its own is given. */
    public static final int FAULT = 100;

    private static final int TIMEOUT = 8;

    private record Option(int weight, Supplier<Choice> effect) {}

    private final Map<String, Core<M>> cores = new TreeMap<>();
    private final Network<M> network;
    private final Map<Fault, Integer> faults;
    private final Schedule schedule;
    private final boolean takesBatches;

    private final Map<String, Long> pausedUntil = new TreeMap<>();
    private final Set<String> crashed = new TreeSet<>();

    /** The crashed processes that come back when somebody says so, or the run winds down. */
    private final Set<String> held = new TreeSet<>();

    /** One side of a partition that somebody has made. */
    private Set<String> apart = Set.of();

    /** The number of inputs that each process has taken since it was last drained, if any. */
    private final Map<String, Integer> batches = new TreeMap<>();

    /** The power of two by which each process is faster than usual, if it is not as fast. */
    private final Map<String, Integer> speeds = new HashMap<>();

    private long healed;
    private long now;
    private final Map<String, Long> steps = new HashMap<>();
    private boolean windingDown;

    public Simulation(Collection<? extends Core<M>> cores, Channels channels, Set<Fault> faults, Schedule schedule) {
        this(
                cores,
                channels,
                faults.stream().collect(Collectors.toMap(fault -> fault, fault -> FAULT)),
                schedule,
                false,
                Object::getClass);
    }

    /**
     * @param faults the faults, each with its weight among the choices; that of a delay sets how long it may be, and a pause is the longer
     *     the more seldom pauses are. {@link #FAULT} is usual
     * @param takesBatches whether a process takes several inputs, as many as the schedule says, before it is drained: for a real process,
     *     these are the inputs that waited while it was at work
     * @param kind tells of what kind a message is: those of rare kinds are late as often as those of frequent ones
     */
    public Simulation(
            Collection<? extends Core<M>> cores,
            Channels channels,
            Map<Fault, Integer> faults,
            Schedule schedule,
            boolean takesBatches,
            Function<? super M, ?> kind) {
        cores.forEach(core -> this.cores.put(core.id(), core));
        if (this.cores.size() < cores.size()) {
            throw new IllegalArgumentException("two processes have the same name: " + this.cores.keySet());
        }
        this.network = new Network<>(channels, kind);
        this.faults = new EnumMap<>(Fault.class);
        this.faults.putAll(faults);
        this.schedule = schedule;
        this.takesBatches = takesBatches;
    }

    /**
     * Runs until the schedule is over, {@code enough} is true, or nothing is left to happen but faults. Then the run winds down, with no
     * new work and no new faults, until nothing is left to happen at all. A process that has nothing left to take is drained, so that each
     * is at the end.
     *
     * @param observer sees each choice right after its effect; if it throws, the run ends
     */
    public void run(BooleanSupplier enough, Consumer<Choice> observer) {
        while (true) {
            windingDown = windingDown || schedule.isOver() || enough.getAsBoolean();
            if (windingDown) {
                heal();
                held.clear();
                speeds.clear();
            }
            List<Option> options = options();
            if (!options.isEmpty()) {
                Option chosen = choose(options);
                now++;
                observer.accept(chosen.effect.get());
            } else if (!endBatch(observer) && !passTime()) {
                return;
            }
        }
    }

    /** Lets a process crash, and stay down until {@link #revive}. For between two choices. */
    public void kill(String id) {
        if (cores.containsKey(id) && !crashed.contains(id)) {
            crash(id);
        }
        held.add(id);
        held.retainAll(crashed);
    }

    /** Lets a process that is down come back. */
    public void revive(String id) {
        held.remove(id);
    }

    /** Cuts all links between these processes and the others until {@link #heal}, or until the run winds down. */
    public void part(Set<String> group) {
        heal();
        Set<String> inside = new TreeSet<>(group);
        inside.retainAll(cores.keySet());
        if (!inside.isEmpty() && inside.size() < cores.size()) {
            cut(inside, Cut.BOTH_WAYS, Integer.MAX_VALUE);
            apart = Set.copyOf(inside);
        }
    }

    /** Makes all links whole. */
    public void heal() {
        network.heal();
        healed = Math.min(healed, now);
        apart = Set.of();
    }

    /** Returns the processes that have crashed. */
    public Set<String> down() {
        return Set.copyOf(crashed);
    }

    /** Returns one side of the partition that was asked for; none: there is none. */
    public Set<String> apart() {
        return apart;
    }

    private Option choose(List<Option> options) {
        int at = schedule.next(options.stream().mapToInt(Option::weight).sum());
        for (Option option : options) {
            at -= option.weight;
            if (at < 0) {
                return option;
            }
        }
        throw new IllegalStateException("a schedule chose beyond its bound");
    }

    /** Drains a process that has taken inputs and has nothing to wait for: as a host does. */
    private boolean endBatch(Consumer<Choice> observer) {
        for (String id : awake()) {
            if (batches.containsKey(id)) {
                now++;
                drain(cores.get(id));
                observer.accept(new Choice.Drain(id));
                return true;
            }
        }
        return false;
    }

    private boolean passTime() {
        long next = network.next(now);
        for (long until : pausedUntil.values()) {
            next = until > now ? Math.min(next, until) : next;
        }
        now = next < Long.MAX_VALUE ? next : now;
        return next < Long.MAX_VALUE;
    }

    private List<Option> options() {
        List<Option> options = new ArrayList<>();
        List<Parcel<M>> arrivals = arrivals();
        arrivals.forEach(parcel -> options.add(new Option(RECEIPT, () -> deliver(parcel))));
        List<Option> timeouts = new ArrayList<>();
        for (String id : awake()) {
            for (Step step : cores.get(id).steps()) {
                if (step.isTimeout()) {
                    timeouts.add(new Option(scaled(TIMEOUT, id), () -> take(id, step)));
                } else if (!(windingDown && step.opens())) {
                    options.add(new Option(scaled(CALL, id), () -> take(id, step)));
                }
            }
        }
        List<Option> restarts = crashed.stream()
                .filter(id -> !held.contains(id))
                .map(id -> new Option(CALL, () -> restart(id)))
                .toList();
        options.addAll(schedule.isOver() ? 0 : options.size(), restarts); // over, it chooses the first of all
        options.addAll(timeouts);
        if (!windingDown && !options.isEmpty()) {
            faults.keySet().forEach(fault -> options.addAll(strikes(fault, arrivals)));
        }
        return options;
    }

    private List<Option> strikes(Fault fault, List<Parcel<M>> arrivals) {
        int weight = faults.get(fault);
        if (fault == Fault.LATE) {
            return arrivals.stream()
                    .map(parcel -> new Option(weight * network.rarity(parcel), () -> postpone(parcel)))
                    .toList();
        }
        Stream<Supplier<Choice>> strikes = switch (fault) {
            case DELAY, REORDER, LATE -> Stream.of(); // these are in what arrives when
            case PAUSE -> awake().stream().map(id -> () -> pause(id));
            case LOSS -> arrivals.stream().map(parcel -> () -> lose(parcel));
            case LINGER -> arrivals.stream().map(parcel -> () -> linger(parcel));
            case DUPLICATION -> arrivals.stream().map(parcel -> () -> duplicate(parcel));
            case CRASH -> awake().stream().map(id -> () -> crash(id));
            case DRIFT -> awake().stream().map(id -> () -> drift(id));
            case PARTITION -> healed <= now ? Stream.of(this::partition) : Stream.of();
            case ISOLATION -> healed <= now && network.hasSender() ? Stream.of(this::isolate) : Stream.of();
            case LINK -> cores.size() > 1 ? Stream.of(this::cutLink) : Stream.of();
        };
        return strikes.map(strike -> new Option(weight, strike)).toList();
    }

    /** Returns the processes that may act. Once the schedule is over they take turns, so that none waits for ever. */
    private List<String> awake() {
        Stream<String> awake = cores.keySet().stream().filter(this::isAwake);
        return (schedule.isOver() ? awake.sorted(Comparator.comparing(id -> steps.getOrDefault(id, 0L))) : awake)
                .toList();
    }

    private boolean isAwake(String id) {
        return !crashed.contains(id) && pausedUntil.getOrDefault(id, 0L) <= now;
    }

    /** Returns the messages that can arrive now, the plainest choice first. */
    private List<Parcel<M>> arrivals() {
        List<Parcel<M>> arrivals = network.arrivals(now, this::isAwake);
        return faults.containsKey(Fault.REORDER) || arrivals.isEmpty() ? arrivals : arrivals.subList(0, 1);
    }

    private Choice deliver(Parcel<M> parcel) {
        Choice choice = new Choice.Deliver(parcel.from(), parcel.to(), network.position(parcel));
        network.remove(parcel);
        Core<M> core = cores.get(parcel.to());
        core.receive(parcel.message());
        post(core);
        return choice;
    }

    private Choice take(String id, Step step) {
        step.action().run();
        steps.merge(id, 1L, Long::sum);
        post(cores.get(id));
        return new Choice.Take(id, step.name());
    }

    private Choice pause(String id) {
        int longest = Math.min(LONGEST_CUT / 2, LONGEST_PAUSE * FAULT / faults.get(Fault.PAUSE));
        int choices = 1 + schedule.next(Math.max(1, longest));
        pausedUntil.put(id, now + choices);
        return new Choice.Pause(id, choices);
    }

    private Choice lose(Parcel<M> parcel) {
        Choice choice = new Choice.Lose(parcel.from(), parcel.to(), network.position(parcel));
        network.remove(parcel);
        return choice;
    }

    private Choice postpone(Parcel<M> parcel) {
        int choices = shortOrLong();
        Choice choice = new Choice.Postpone(parcel.from(), parcel.to(), network.position(parcel), choices);
        network.postpone(parcel, now + choices);
        return choice;
    }

    private Choice duplicate(Parcel<M> parcel) {
        post(parcel.from(), parcel.to(), parcel.message());
        return new Choice.Duplicate(parcel.from(), parcel.to(), network.position(parcel));
    }

    private Choice linger(Parcel<M> parcel) {
        int choices = lingering();
        network.send(parcel.from(), parcel.to(), parcel.message(), now, now + choices);
        return new Choice.Linger(parcel.from(), parcel.to(), network.position(parcel), choices);
    }

    private int lingering() {
        return 1 + schedule.next(LONGEST_CUT);
    }

    private Choice partition() {
        Set<String> group = new TreeSet<>(cores.keySet());
        group.removeIf(id -> schedule.next(2) == 0);
        return cut(group, Cut.values()[schedule.next(Cut.values().length)], 1 + schedule.next(LONGEST_CUT));
    }

    private Choice isolate() {
        return cut(Set.of(network.busiest()), Cut.BOTH_WAYS, 1 + schedule.next(LONGEST_CUT));
    }

    /** Draws how many choices something lasts: many short times, and some long ones. */
    private int shortOrLong() {
        return 1 + schedule.next(LONGEST_CUT >> schedule.next(SHORTEST));
    }

    private Choice cut(Set<String> group, Cut cut, int choices) {
        Partition made = new Partition(Set.copyOf(group), cut, choices);
        healed = now + made.choices();
        for (String inside : group) {
            for (String outside : cores.keySet()) {
                if (!group.contains(outside)) {
                    cutWhere(cut != Cut.IN, inside, outside);
                    cutWhere(cut != Cut.OUT, outside, inside);
                }
            }
        }
        return made;
    }

    private void cutWhere(boolean isCut, String from, String to) {
        if (isCut) {
            cut(from, to, healed);
        }
    }

    /** Cuts a link. What is on its way over it is lost, or lingers. */
    private void cut(String from, String to, long until) {
        network.cut(from, to, until);
        for (Parcel<M> parcel : network.over(from, to)) {
            if (faults.containsKey(Fault.LINGER) && !windingDown) {
                network.postpone(parcel, Math.max(parcel.due(), now + lingering()));
            } else {
                network.remove(parcel);
            }
        }
    }

    private Choice cutLink() {
        List<String> ends = new ArrayList<>(cores.keySet());
        String from = ends.remove(schedule.next(ends.size()));
        String to = ends.remove(schedule.next(ends.size()));
        int choices = shortOrLong();
        cut(from, to, now + choices);
        return new Choice.CutLink(from, to, choices);
    }

    private Choice drift(String id) {
        int speed = schedule.next(2 * FASTEST + 1) - FASTEST;
        speeds.put(id, speed);
        return new Choice.Drift(id, speed);
    }

    private int scaled(int weight, String id) {
        int speed = speeds.getOrDefault(id, 0);
        return speed < 0 ? weight >> -speed : weight << speed;
    }

    private Choice crash(String id) {
        crashed.add(id);
        batches.remove(id);
        network.loseAllTo(id);
        return new Choice.Crash(id);
    }

    private Choice restart(String id) {
        crashed.remove(id);
        Core<M> core = cores.get(id).restarted();
        cores.put(id, core);
        post(core);
        return new Choice.Restart(id);
    }

    /** The process has taken an input: what it sends leaves, unless its batch goes on. */
    private void post(Core<M> core) {
        if (takesBatches) {
            int inputs = batches.merge(core.id(), 1, Integer::sum);
            if (inputs < LONGEST_BATCH && schedule.next(2) != 0) {
                return;
            }
        }
        drain(core);
    }

    private void drain(Core<M> core) {
        batches.remove(core.id());
        for (Send<M> send : core.drain()) {
            post(core.id(), send.to(), send.message());
        }
    }

    private void post(String from, String to, M message) {
        if (!cores.containsKey(to)) {
            throw new IllegalStateException(from + " sends to " + to + ", which is not among " + cores.keySet());
        }
        network.count(from);
        long delay = faults.containsKey(Fault.DELAY) ? schedule.next(longestDelay() + 1) : 0;
        if (!crashed.contains(to) && (isAwake(to) || !network.isFull(to))) {
            network.send(from, to, message, now, now + delay);
        }
    }

    private int longestDelay() {
        return windingDown ? LONGEST_DELAY : LONGEST_DELAY * faults.get(Fault.DELAY) / FAULT;
    }
}
