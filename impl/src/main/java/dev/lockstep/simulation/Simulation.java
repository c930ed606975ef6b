package dev.lockstep.simulation;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.simulation.Choice.Cut;
import dev.lockstep.simulation.Choice.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cores of one protocol and the network between them in one thread. At each moment the schedule chooses among all that can happen:
 * a message arrives, a client calls, a fault strikes. Time is the number of choices made so far. It passes by itself while there is nothing
 * to choose.
 */
public final class Simulation<M> {
    private static final int LONGEST_DELAY = 30;
    private static final int LONGEST_PAUSE = 60;
    private static final int LONGEST_PARTITION = 3_000;
    private static final int LONGEST_BATCH = 8;

    /** The weight of a receipt among the choices. Receipts outweigh calls, both outweigh faults, and all of these outweigh timeouts. */
    private static final int RECEIPT = 800;

    private static final int CALL = 400;

    /** The weight of a fault, unless its own is given. */
    public static final int FAULT = 100;

    private static final int TIMEOUT = 8;

    private record Parcel<M>(long number, String from, String to, long due, M message) {}

    private record Option(int weight, Supplier<Choice> effect) {}

    private final Map<String, Core<M>> cores = new TreeMap<>();
    private final Channels channels;
    private final Map<Fault, Integer> faults;
    private final Schedule schedule;
    private final boolean takesBatches;

    private final List<Parcel<M>> inFlight = new ArrayList<>();
    private final Map<String, Long> pausedUntil = new TreeMap<>();
    private final Set<String> crashed = new TreeSet<>();

    /** The number of inputs that each process has taken since it was last drained, if any. */
    private final Map<String, Integer> batches = new TreeMap<>();

    /** The number of messages that each has sent since one was last cut off from all others. */
    private final Map<String, Long> sentBy = new TreeMap<>();

    private @Nullable Partition partition;
    private long healed;
    private long now;
    private final Map<String, Long> steps = new HashMap<>();
    private long sent;
    private boolean windingDown;

    public Simulation(Collection<? extends Core<M>> cores, Channels channels, Set<Fault> faults, Schedule schedule) {
        this(
                cores,
                channels,
                faults.stream().collect(Collectors.toMap(fault -> fault, fault -> FAULT)),
                schedule,
                false);
    }

    /**
     * @param faults the faults, each with its weight among the choices; that of a delay sets how long it may be. {@link #FAULT} is usual
     * @param takesBatches whether a process takes several inputs, as many as the schedule says, before it is drained: for a real process,
     *     these are the inputs that waited while it was at work
     */
    public Simulation(
            Collection<? extends Core<M>> cores,
            Channels channels,
            Map<Fault, Integer> faults,
            Schedule schedule,
            boolean takesBatches) {
        cores.forEach(core -> this.cores.put(core.id(), core));
        if (this.cores.size() < cores.size()) {
            throw new IllegalArgumentException("two processes have the same name: " + this.cores.keySet());
        }
        this.channels = channels;
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
            partition = windingDown || healed <= now ? null : partition;
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
        long next = Long.MAX_VALUE;
        for (Parcel<M> parcel : inFlight) {
            next = parcel.due > now ? Math.min(next, parcel.due) : next;
        }
        next = partition == null ? next : Math.min(next, healed);
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
                    timeouts.add(new Option(TIMEOUT, () -> take(id, step)));
                } else if (!(windingDown && step.opens())) {
                    options.add(new Option(CALL, () -> take(id, step)));
                }
            }
        }
        List<Option> restarts =
                crashed.stream().map(id -> new Option(CALL, () -> restart(id))).toList();
        options.addAll(schedule.isOver() ? 0 : options.size(), restarts); // over, it chooses the first of all
        options.addAll(timeouts);
        if (!windingDown && !options.isEmpty()) {
            faults.keySet().forEach(fault -> options.addAll(strikes(fault, arrivals)));
        }
        return options;
    }

    private List<Option> strikes(Fault fault, List<Parcel<M>> arrivals) {
        Stream<Supplier<Choice>> strikes = switch (fault) {
            case DELAY, REORDER -> Stream.of(); // they are in what arrives when
            case PAUSE -> awake().stream().map(id -> () -> pause(id));
            case LOSS -> arrivals.stream().map(parcel -> () -> lose(parcel));
            case DUPLICATION -> arrivals.stream().map(parcel -> () -> duplicate(parcel));
            case CRASH -> awake().stream().map(id -> () -> crash(id));
            case PARTITION -> partition == null ? Stream.of(this::partition) : Stream.of();
            case ISOLATION -> partition == null && !sentBy.isEmpty() ? Stream.of(this::isolate) : Stream.of();
        };
        return strikes.map(strike -> new Option(faults.get(fault), strike)).toList();
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
        Set<List<String>> blocked = new HashSet<>();
        List<Parcel<M>> arrivals = new ArrayList<>();
        for (Parcel<M> parcel : inFlight) {
            boolean isOldest = blocked.add(List.of(parcel.from, parcel.to));
            if (parcel.due <= now && isAwake(parcel.to) && (isOldest || channels == Channels.UNORDERED)) {
                arrivals.add(parcel);
            }
        }
        arrivals.sort(Comparator.comparingLong(Parcel<M>::due).thenComparingLong(Parcel::number));
        return faults.containsKey(Fault.REORDER) || arrivals.isEmpty() ? arrivals : arrivals.subList(0, 1);
    }

    private int position(Parcel<M> parcel) {
        return (int) inFlight.stream()
                .filter(p -> p.from.equals(parcel.from) && p.to.equals(parcel.to) && p.number < parcel.number)
                .count();
    }

    private Choice deliver(Parcel<M> parcel) {
        Choice choice = new Choice.Deliver(parcel.from, parcel.to, position(parcel));
        inFlight.remove(parcel);
        Core<M> core = cores.get(parcel.to);
        core.receive(parcel.message);
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
        int choices = 1 + schedule.next(LONGEST_PAUSE);
        pausedUntil.put(id, now + choices);
        return new Choice.Pause(id, choices);
    }

    private Choice lose(Parcel<M> parcel) {
        Choice choice = new Choice.Lose(parcel.from, parcel.to, position(parcel));
        inFlight.remove(parcel);
        return choice;
    }

    private Choice duplicate(Parcel<M> parcel) {
        post(parcel.from, parcel.to, parcel.message);
        return new Choice.Duplicate(parcel.from, parcel.to, position(parcel));
    }

    private Choice partition() {
        Set<String> group = new TreeSet<>(cores.keySet());
        group.removeIf(id -> schedule.next(2) == 0);
        return cut(group, Cut.values()[schedule.next(Cut.values().length)]);
    }

    private Choice isolate() {
        String busiest =
                Collections.max(sentBy.entrySet(), Map.Entry.comparingByValue()).getKey();
        sentBy.clear();
        return cut(Set.of(busiest), Cut.BOTH_WAYS);
    }

    private Choice cut(Set<String> group, Cut cut) {
        Partition made = new Partition(Set.copyOf(group), cut, 1 + schedule.next(LONGEST_PARTITION));
        partition = made;
        healed = now + made.choices();
        inFlight.removeIf(parcel -> isCut(parcel.from, parcel.to));
        return made;
    }

    private boolean isCut(String from, String to) {
        if (partition == null
                || partition.group().contains(from) == partition.group().contains(to)) {
            return false;
        }
        return switch (partition.cut()) {
            case BOTH_WAYS -> true;
            case OUT -> partition.group().contains(from);
            case IN -> partition.group().contains(to);
        };
    }

    private Choice crash(String id) {
        crashed.add(id);
        batches.remove(id);
        inFlight.removeIf(parcel -> parcel.to.equals(id));
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
        sentBy.merge(from, 1L, Long::sum);
        long delay = faults.containsKey(Fault.DELAY) ? schedule.next(longestDelay() + 1) : 0;
        if (!crashed.contains(to) && !isCut(from, to)) {
            inFlight.add(new Parcel<>(sent++, from, to, now + delay, message));
        }
    }

    private int longestDelay() {
        return windingDown ? LONGEST_DELAY : LONGEST_DELAY * faults.get(Fault.DELAY) / FAULT;
    }
}
