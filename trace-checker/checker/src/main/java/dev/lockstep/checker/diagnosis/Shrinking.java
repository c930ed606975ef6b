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
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Makes a rejected trace small. It leaves out events, then observations, as long as what remains is rejected in the same way: at the same
 * event, with the same conjuncts false or the same observations wrong, and not before. It does delta debugging (Zeller and Hildebrandt
 * 2002), in chunks that become smaller.
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

    /** At most this many checkers of a trace are kept to go on from. */
    private static final int KEPT = 32;

    /** Tells what has seen so many of the smallest trace's events. */
    private record Checkpoint(int seen, TraceChecker checker) {}

    private final LoadedSpec spec;
    private final String name;
    private final Rejection rejection;
    private final Budget budget;
    private Header header;
    private List<Event> events = new ArrayList<>();
    private List<Checkpoint> kept = List.of();
    private final Progress progress;

    private Shrinking(LoadedSpec spec, TraceReader reader, Rejection rejection, Budget budget, Progress progress)
            throws InvalidInputException {
        this.spec = spec;
        this.name = reader.name();
        this.rejection = rejection;
        this.budget = budget;
        this.progress = progress;
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
        Rejection rejection = Objects.requireNonNull(result.rejection(), "only a rejected trace is shrunk");
        try (TraceReader reader = trace.open()) {
            return new Shrinking(spec, reader, rejection, new Budget(steps, spec, isOver), progress).shrunk();
        }
    }

    private Shrunk shrunk() throws InvalidInputException {
        onlyItsInstance();
        onlyItsPast();
        fewerComplete();
        long size;
        do {
            size = events.size() + Shrunk.observations(events);
            fewerEvents();
            fewerObservations();
        } while (size > events.size() + Shrunk.observations(events) && !budget.isSpent());
        return new Shrunk(header, events, !budget.isSpent());
    }

    // ---------------------------------------------------------------- what is still rejected

    /** Takes the smaller trace if it is rejected as the given one was. */
    private boolean take(Header newHeader, List<Event> smaller) throws InvalidInputException {
        List<Checkpoint> passed = new ArrayList<>();
        boolean isAlike = isRejectedAlike(newHeader, smaller, passed);
        if (isAlike) {
            header = newHeader;
            events = smaller;
            kept = passed;
        }
        progress.tried(events.size(), Shrunk.observations(events), budget.spent());
        return isAlike;
    }

    /** Returns how many events at the beginning are those of the smallest trace so far. */
    private int asBefore(Header newHeader, List<Event> other) {
        int same = 0;
        int most = newHeader.equals(header) ? Math.min(other.size(), events.size()) : 0;
        while (same < most && other.get(same) == events.get(same)) {
            same++;
        }
        return same;
    }

    /** @param passed gets what has seen some of the events */
    private boolean isRejectedAlike(Header newHeader, List<Event> smaller, List<Checkpoint> passed)
            throws InvalidInputException {
        int last = smaller.size() - 1;
        int same = Math.min(last, asBefore(newHeader, smaller));
        kept.stream().filter(checkpoint -> checkpoint.seen <= same).forEach(passed::add);
        Checkpoint start = passed.isEmpty()
                ? new Checkpoint(0, new TraceChecker(spec, name, newHeader, Map.of(), new Limits(CANDIDATES)))
                : passed.get(passed.size() - 1);
        TraceChecker checker = start.checker.fork();
        int every = Math.max(1, last / KEPT);
        for (int i = start.seen; i < last; i++) {
            if (!budget.tries(checker, smaller.get(i))) {
                return false;
            }
            if ((i + 1) % every == 0) {
                passed.add(new Checkpoint(i + 1, checker.fork()));
            }
        }
        if (budget.isSpent() || budget.tries(checker, smaller.get(last)) || checker.verdict() != Verdict.REJECTED) {
            return false;
        }
        Rejection now = checker.rejection();
        return now != null && now.isLike(rejection);
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

    private void fewerEvents() throws InvalidInputException {
        for (int chunk = Math.max(1, events.size() - 1); chunk > 0 && !budget.isSpent(); chunk /= 2) {
            for (int end = events.size() - 1; end > 0; end -= chunk) {
                List<Event> fewer = new ArrayList<>(events);
                fewer.subList(Math.max(0, end - chunk), end).clear();
                take(header, fewer);
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

    private void fewerObservations() throws InvalidInputException {
        List<Event> unobserved = new ArrayList<>();
        events.subList(0, events.size() - 1).forEach(event -> unobserved.add(event.unobserved()));
        unobserved.add(last());
        take(header, unobserved);
        for (int i = events.size() - 1; i >= 0 && !budget.isSpent(); i--) {
            Event event = events.get(i);
            if (Shrunk.observations(List.of(event)) > 0 && !take(header, with(i, event.unobserved()))) {
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
