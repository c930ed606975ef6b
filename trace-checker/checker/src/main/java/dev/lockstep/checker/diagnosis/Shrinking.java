package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Causality;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.TraceSource;
import dev.lockstep.checker.trace.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Makes a rejected trace small. It leaves out observations and events, as long as what remains is rejected in the same way: at the same
 * event, with the same conjuncts false or the same observations wrong, and not before. It does delta debugging (Zeller and Hildebrandt
 * 2002): what is tried first is large, as other instances, what did not happen before, all observations, whole processes, halves; then come
 * chunks that become smaller. With an event go those that are no steps without it, as the receipt of a message that is not sent then.
 */
public final class Shrinking {
    /** A smaller trace with more candidates than these is a worse explanation. */
    private static final int CANDIDATES = 1000;

    /**
     * Holds a trace that is rejected at its last event.
     *
     * @param header lists fewer variables as complete than the one it was made of, or the same
     * @param isLeast whether nothing more could be left out; otherwise the search stopped
     */
    public record Shrunk(Header header, List<Event> events, boolean isLeast) {
        public Shrunk {
            events = List.copyOf(events);
        }

        /** Returns how many things were seen of the steps. */
        public long observations() {
            return observations(events);
        }

        static long observations(List<Event> events) {
            return events.stream()
                    .mapToLong(event -> event.state().size()
                            + event.added().size()
                            + event.removed().size())
                    .sum();
        }
    }

    /** Hears how far shrinking is. It is not called while an event is tried. */
    public interface Progress {
        /** The same for everybody who does not look. */
        Progress NONE = (events, observations, steps) -> {};

        /**
         * A smaller trace was tried.
         *
         * @param events the number of events in the smallest trace so far that is rejected alike
         * @param observations the number of observations in that trace
         * @param steps how many events were tried so far
         */
        void tried(int events, long observations, long steps);
    }

    /** A checkpoint so many events away is near enough, and of a longer way this many are made. */
    private static final int NEAR = 16;

    /** The trace is cut in halves and then in so many parts. Single events are tried after that. */
    private static final int PARTS = 4;

    /** Tells what has seen so many of the smallest trace's events. */
    private record Checkpoint(int seen, TraceChecker checker) {}

    private final LoadedSpec spec;
    private final String name;
    private final Rejection rejection;
    private final Budget budget;
    private Header header;
    private List<Event> events = new ArrayList<>();
    private List<Checkpoint> kept = new ArrayList<>();
    private final Progress progress;
    private final int near;

    private Shrinking(
            LoadedSpec spec, TraceReader reader, Rejection rejection, Budget budget, Progress progress, int near)
            throws InvalidInputException {
        this.spec = spec;
        this.name = reader.name();
        this.rejection = rejection;
        this.budget = budget;
        this.progress = progress;
        this.near = near;
        this.header = reader.header();
        Event last = Objects.requireNonNull(rejection.event());
        boolean isReached = false;
        for (Event event = reader.next(); event != null && !isReached; event = reader.next()) {
            isReached = event.index() == last.index();
            events.add(event.unnumbered());
        }
    }

    /**
     * Returns the shortest trace that was found.
     *
     * @param result a rejection at an event
     * @param trace the same one again, in the order that was checked
     * @param steps how many events may be tried
     */
    public static Shrunk shrink(CheckResult result, LoadedSpec spec, TraceSource trace, long steps)
            throws InvalidInputException, IOException {
        return shrink(result, spec, trace, steps, () -> false, Progress.NONE);
    }

    /**
     * Returns the shortest trace that was found until it was told to stop.
     *
     * @param isOver asked before each event: whether no more is to be tried
     */
    public static Shrunk shrink(
            CheckResult result,
            LoadedSpec spec,
            TraceSource trace,
            long steps,
            BooleanSupplier isOver,
            Progress progress)
            throws InvalidInputException, IOException {
        return shrink(result, spec, trace, new Budget(steps, spec, isOver), progress, NEAR);
    }

    /** @param near how many events away a checkpoint may be */
    static Shrunk shrink(
            CheckResult result, LoadedSpec spec, TraceSource trace, Budget budget, Progress progress, int near)
            throws InvalidInputException, IOException {
        Rejection rejection = Objects.requireNonNull(result.rejection(), "only a rejected trace is shrunk");
        try (TraceReader reader = trace.open()) {
            return new Shrinking(spec, reader, rejection, budget, progress, near).shrunk();
        }
    }

    private Shrunk shrunk() throws InvalidInputException {
        onlyItsInstance();
        onlyItsPast();
        fewerComplete();
        fewerObservations(events.size() - 1);
        unobserved(rejection.states()); // more states would make all that follows take longer
        fewerProcesses();
        fewerParts();
        long size;
        do {
            size = size();
            fewerEvents();
            fewerObservations();
        } while (size > size() && !budget.isSpent());
        return new Shrunk(header, events, !budget.isSpent());
    }

    private long size() {
        return events.size() + Shrunk.observations(events);
    }

    // ---------------------------------------------------------------- what is still rejected

    /** Takes the smaller trace if it is rejected as the given one was. */
    private boolean take(Header newHeader, List<Event> smaller) throws InvalidInputException {
        return take(newHeader, smaller, false, CANDIDATES);
    }

    /** Leaves these events out, and those that are no steps without them. */
    private boolean leaveOut(Set<Event> gone) throws InvalidInputException {
        List<Event> rest = new ArrayList<>(events);
        rest.removeIf(gone::contains);
        return rest.size() < events.size() && take(header, rest, true, CANDIDATES);
    }

    private boolean take(Header newHeader, List<Event> smaller, boolean mayLack, int mostStates)
            throws InvalidInputException {
        List<Event> taken = new ArrayList<>();
        boolean isAlike = isRejectedAlike(newHeader, smaller, mayLack, mostStates, taken);
        if (isAlike) {
            kept = newHeader.equals(header) ? kept : new ArrayList<>();
            header = newHeader;
            events = taken;
        }
        progress.tried(events.size(), Shrunk.observations(events), budget.spent());
        return isAlike;
    }

    /**
     * @param mayLack whether events that are no steps are left out, from the first on that is not in the smallest trace so far
     * @param mostStates states that may explain what comes before the rejected event
     * @param taken gets the events
     */
    private boolean isRejectedAlike(
            Header newHeader, List<Event> smaller, boolean mayLack, int mostStates, List<Event> taken)
            throws InvalidInputException {
        int last = smaller.size() - 1;
        int same = newHeader.equals(header) ? same(smaller) : 0;
        Checkpoint start = newHeader.equals(header) ? before(same) : beginning(newHeader);
        TraceChecker checker = start.checker.fork();
        for (int i = start.seen; i < last; i++) {
            TraceChecker before = mayLack && i >= same ? checker.fork() : checker;
            if (budget.tries(checker, smaller.get(i))) {
                taken.add(smaller.get(i));
            } else if (before == checker || budget.isSpent()) {
                return false;
            } else {
                checker = before;
            }
        }
        taken.addAll(0, smaller.subList(0, start.seen));
        taken.add(smaller.get(last));
        if (budget.isSpent() || budget.tries(checker, smaller.get(last)) || checker.verdict() != Verdict.REJECTED) {
            return false;
        }
        Rejection now = budget.rejection(checker);
        return now != null && now.isLike(rejection) && now.states() <= mostStates;
    }

    /** Returns how many events at the beginning are those of the smallest trace so far. The last is not counted. */
    private int same(List<Event> other) {
        int same = 0;
        int most = Math.min(other.size(), events.size()) - 1;
        while (same < most && other.get(same) == events.get(same)) {
            same++;
        }
        return same;
    }

    private Checkpoint beginning(Header of) throws InvalidInputException {
        return new Checkpoint(0, new TraceChecker(spec, name, of, Map.of(), new Limits(CANDIDATES)));
    }

    /**
     * Returns what has seen almost so many of the smallest trace's events. The search goes from the end of the trace to its beginning, so
     * checkpoints are far apart at the beginning and near each other before this place, and those after it are not kept.
     */
    private Checkpoint before(int seen) throws InvalidInputException {
        kept.removeIf(checkpoint -> checkpoint.seen > seen);
        if (kept.isEmpty()) {
            kept.add(beginning(header));
        }
        Checkpoint from = kept.get(kept.size() - 1);
        while (seen - from.seen > near && !budget.isSpent()) {
            int every = (seen - from.seen) / near;
            TraceChecker checker = from.checker.fork();
            int next = from.seen;
            for (int i = 1; i < near; i++) {
                for (int end = next + every; next < end; next++) {
                    budget.tries(checker, events.get(next));
                }
                from = new Checkpoint(next, checker.fork());
                kept.add(from);
            }
        }
        return from;
    }

    // ---------------------------------------------------------------- events

    private Event last() {
        return events.get(events.size() - 1);
    }

    private void onlyItsInstance() throws InvalidInputException {
        take(
                header,
                events.stream()
                        .filter(event -> Objects.equals(event.instance(), last().instance()))
                        .toList());
    }

    private void onlyItsPast() throws InvalidInputException {
        List<Event> past = new ArrayList<>();
        Causality.of(events).past(events.size() - 1).stream().forEach(i -> past.add(events.get(i)));
        past.add(last());
        take(header, past);
    }

    /** Leaves out whole processes, those with the most events first. */
    private void fewerProcesses() throws InvalidInputException {
        Map<Value, Set<Event>> byProcess = new LinkedHashMap<>();
        for (Event event : events) {
            if (event.process() != null && !event.process().equals(last().process())) {
                byProcess
                        .computeIfAbsent(event.process(), process -> Collections.newSetFromMap(new IdentityHashMap<>()))
                        .add(event);
            }
        }
        List<Set<Event>> largest = new ArrayList<>(byProcess.values());
        largest.sort(Comparator.comparing(its -> -its.size()));
        for (Set<Event> its : largest) {
            leaveOut(its);
        }
    }

    /** Leaves out halves, then quarters, each with what is no step without it. */
    private void fewerParts() throws InvalidInputException {
        for (int parts = 1; parts <= PARTS && !budget.isSpent(); parts *= 2) {
            int size = Math.max(1, (events.size() - 1) / parts);
            for (int end = events.size() - 1; end > 0 && !budget.isSpent(); end -= size) {
                Set<Event> gone = Collections.newSetFromMap(new IdentityHashMap<>());
                gone.addAll(events.subList(Math.max(0, end - size), end));
                leaveOut(gone);
            }
        }
    }

    /** Leaves out runs of events, from the end to the beginning. So what comes after those that are tried is needed, and little. */
    private void fewerEvents() throws InvalidInputException {
        int size = 1;
        int end = events.size() - 1;
        while (end > 0 && !budget.isSpent()) {
            int begin = Math.max(0, end - size);
            List<Event> fewer = new ArrayList<>(events);
            fewer.subList(begin, end).clear();
            if (take(header, fewer)) {
                end = begin;
                size *= 2;
            } else if (end - begin == 1) {
                end = begin;
                size = 1;
            } else {
                size = (end - begin) / 2;
            }
        }
    }

    // ---------------------------------------------------------------- observations

    private void fewerComplete() throws InvalidInputException {
        if (!take(header.incomplete(), events)) {
            for (String variable : new TreeSet<>(header.complete())) {
                Set<String> fewer = new HashSet<>(header.complete());
                fewer.remove(variable);
                take(header.complete(fewer), events);
            }
        }
    }

    /** Leaves out what was seen of all events but the last. */
    private void unobserved(int mostStates) throws InvalidInputException {
        List<Event> unobserved = new ArrayList<>();
        events.subList(0, events.size() - 1).forEach(event -> unobserved.add(event.unobserved()));
        unobserved.add(last());
        take(header, unobserved, false, mostStates);
    }

    private void fewerObservations() throws InvalidInputException {
        unobserved(CANDIDATES);
        for (int i = events.size() - 1; i >= 0 && !budget.isSpent(); i--) {
            fewerObservations(i);
        }
    }

    private void fewerObservations(int i) throws InvalidInputException {
        Event event = events.get(i);
        if (Shrunk.observations(List.of(event)) == 0 || take(header, with(i, event.unobserved()))) {
            return;
        }
        for (String field : event.state().keySet()) {
            Event now = events.get(i);
            take(header, with(i, now.observing(without(field, now.state()), now.added(), now.removed())));
        }
        for (String field : event.added().keySet()) {
            Event now = events.get(i);
            take(header, with(i, now.observing(now.state(), without(field, now.added()), now.removed())));
        }
        for (String field : event.removed().keySet()) {
            Event now = events.get(i);
            take(header, with(i, now.observing(now.state(), now.added(), without(field, now.removed()))));
        }
    }

    private List<Event> with(int i, Event instead) {
        List<Event> other = new ArrayList<>(events);
        other.set(i, instead);
        return other;
    }

    private static <T extends Object> Map<String, T> without(String field, Map<String, T> fields) {
        Map<String, T> fewer = new LinkedHashMap<>(fields);
        fewer.remove(field);
        return fewer;
    }
}
