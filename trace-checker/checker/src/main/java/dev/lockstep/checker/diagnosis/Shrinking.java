package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Rejection;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.diagnosis.Diagnosis.Reopening;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Causality;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a rejected trace small: leaves out events, then observations, as long as what remains is rejected in the same way: at the same
 * event, with the same conjuncts false or the same observations wrong, and not before. Delta debugging (Zeller and Hildebrandt 2002), in chunks that become smaller.
 */
public final class Shrinking {
    /** More candidates than these make a smaller trace a worse explanation. */
    private static final int CANDIDATES = 1000;

    /**
     * A trace that is rejected at its last event.
     *
     * @param header lists fewer variables as complete than the one it was made of, or the same
     * @param isLeast whether nothing more could be left out; otherwise the search stopped
     */
    public record Shrunk(Header header, List<Event> events, boolean isLeast) {
        public Shrunk {
            events = List.copyOf(events);
        }

        /** How many things were seen of the steps. */
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

    private final LoadedSpec spec;
    private final String name;
    private final Rejection rejection;
    private final Budget budget;
    private Header header;
    private List<Event> events = new ArrayList<>();

    private Shrinking(LoadedSpec spec, TraceReader reader, Rejection rejection, long steps)
            throws InvalidInputException {
        this.spec = spec;
        this.name = reader.name();
        this.rejection = rejection;
        this.budget = new Budget(steps);
        this.header = reader.header();
        Event last = Objects.requireNonNull(rejection.event());
        for (Event event = reader.next(); event != null && event.index() <= last.index(); event = reader.next()) {
            events.add(event.unnumbered());
        }
    }

    /**
     * The shortest trace that was found.
     *
     * @param result a rejection at an event
     * @param steps how many events may be tried
     */
    public static Shrunk shrink(CheckResult result, LoadedSpec spec, Reopening trace, long steps)
            throws InvalidInputException, IOException {
        Rejection rejection = Objects.requireNonNull(result.rejection(), "only a rejected trace is shrunk");
        try (TraceReader reader = trace.open()) {
            return new Shrinking(spec, reader, rejection, steps).shrunk();
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
        if (!isRejectedAlike(newHeader, smaller)) {
            return false;
        }
        header = newHeader;
        events = smaller;
        return true;
    }

    private boolean isRejectedAlike(Header newHeader, List<Event> smaller) throws InvalidInputException {
        TraceChecker checker = new TraceChecker(spec, name, newHeader, Map.of(), new Limits(CANDIDATES));
        int last = smaller.size() - 1;
        for (int i = 0; i < last; i++) {
            if (!budget.tries(checker, smaller.get(i))) {
                return false;
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
