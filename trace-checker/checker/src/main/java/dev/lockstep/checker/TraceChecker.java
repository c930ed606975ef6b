package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Steps a spec along a trace, event by event.
 *
 * <p>A trace is accepted when some behaviour of {@code Init /\ [][Next]_vars} takes, in order, one step matching each event, with nothing
 * but hidden actions between them, and satisfies the config's invariants. All states that such behaviours can be in are kept, so that
 * what was not observed never causes a rejection. For one thread.
 */
public final class TraceChecker {
    private static final int CONTEXT = 4;
    private static final int MAX_LINES = 25;
    private static final int MAX_LINE = 400;
    private static final String ONLY_INSTANCE = "";

    private final LoadedSpec spec;
    private final Header header;
    private final List<SpecState> initial;
    private final @Nullable Failure unable;
    private final Limits limits;
    private final LoadedSpec.Hidden hidden;
    private final boolean hides;
    private final String trace;
    private final Map<String, Collection<SpecState>> candidates = new HashMap<>();
    private final Deque<Event> recent = new ArrayDeque<>();
    private final Map<String, Long> actions = new TreeMap<>();
    private long events;
    private long states;
    private @Nullable Failure failure;

    /** Why the trace is not accepted; event 0: whatever the events are. */
    private record Failure(Verdict verdict, long event, List<String> explanation) {}

    /**
     * @param trace its name, for messages
     * @throws InvalidInputException the header or the initial observations do not fit the spec
     */
    public TraceChecker(LoadedSpec spec, String trace, Header header, Map<String, Value> initially, Limits limits)
            throws InvalidInputException {
        this.spec = spec;
        this.trace = trace;
        this.header = header;
        this.limits = limits;
        this.hides = !header.hidden().isEmpty();
        try {
            spec.check(header);
            this.hidden = spec.hidden(header.hidden());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(trace, 1, e.getMessage());
        }
        List<SpecState> all = spec.initialStates(initially, limits.candidates());
        this.initial = clean(all);
        this.unable = all.size() > limits.candidates() ? tooMany() : initial.isEmpty() ? nowhere(all) : null;
    }

    private TraceChecker(TraceChecker of) {
        this.spec = of.spec;
        this.trace = of.trace;
        this.header = of.header;
        this.limits = of.limits;
        this.hides = of.hides;
        this.hidden = of.hidden;
        this.initial = of.initial;
        this.unable = of.unable;
        this.candidates.putAll(of.candidates);
        this.recent.addAll(of.recent);
        this.actions.putAll(of.actions);
        this.events = of.events;
        this.states = of.states;
        this.failure = of.failure;
    }

    private Failure tooMany() {
        return new Failure(
                Verdict.INCONCLUSIVE, 0, List.of("there are more than " + limits.candidates() + " initial states"));
    }

    private Failure nowhere(List<SpecState> all) {
        String why = all.isEmpty()
                ? "no initial state of " + spec.name() + " is as the trace's first state"
                : "the initial state violates the invariant " + spec.violatedInvariant(all.get(0));
        return new Failure(Verdict.REJECTED, 0, List.of(why));
    }

    /**
     * Checks a whole trace.
     *
     * @throws InvalidInputException the trace cannot be read, or names what the spec does not have
     */
    public static CheckResult check(LoadedSpec spec, TraceReader reader, Limits limits) throws InvalidInputException {
        TraceChecker checker = new TraceChecker(spec, reader.name(), reader.header(), reader.initially(), limits);
        try (Prefetch prefetch = new Prefetch(spec, reader)) {
            Prefetch.Read read = prefetch.next();
            while (read.event() != null) {
                checker.accept(read);
                read = prefetch.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidInputException(reader.name() + ": interrupted before the end of the trace");
        }
        return checker.result();
    }

    private void accept(Prefetch.Read read) throws InvalidInputException {
        events++;
        if (failure != null) {
            return;
        }
        if (read.step() == null) {
            Prefetch.raise(Objects.requireNonNull(read.failure()));
        }
        accept(Objects.requireNonNull(read.step()));
    }

    /**
     * Takes the next event.
     *
     * @return whether the trace so far is accepted; once false it stays false
     * @throws InvalidInputException the event names what the spec does not have
     */
    public boolean accept(Event event) throws InvalidInputException {
        events++;
        if (failure != null) {
            return false;
        }
        return accept(spec.step(event, header));
    }

    private boolean accept(Step step) {
        Event event = step.event();
        String instance = Objects.requireNonNullElse(event.instance(), ONLY_INSTANCE);
        Collection<SpecState> before = candidates.get(instance);
        if (before == null) {
            before = initial(event);
        }
        if (failure == null && hides) {
            before = afterHidden(before, event);
        }
        if (failure == null) {
            candidates.put(instance, after(step, before));
        }
        if (failure == null && event.action() != null) {
            actions.merge(event.action(), 1L, Long::sum);
        }
        recent.addLast(event);
        if (recent.size() > CONTEXT + 1) {
            recent.removeFirst();
        }
        return failure == null;
    }

    private Collection<SpecState> initial(Event event) {
        if (unable != null && unable.verdict == Verdict.REJECTED) {
            fail(event, unable.explanation);
        } else if (unable != null) {
            inconclusive(event, unable.explanation.get(0));
        }
        states += initial.size();
        return initial;
    }

    private List<SpecState> clean(List<SpecState> all) {
        List<SpecState> clean = new ArrayList<>(all.size());
        for (SpecState state : all) {
            if (spec.violatedInvariant(state) == null) {
                clean.add(state);
            }
        }
        return clean;
    }

    /** All that is reached from the candidates by hidden actions alone. */
    private Collection<SpecState> afterHidden(Collection<SpecState> before, Event event) {
        Set<SpecState> reached = new LinkedHashSet<>(before);
        Deque<SpecState> open = new ArrayDeque<>(before);
        while (!open.isEmpty()) {
            for (SpecState next : hidden.successors(open.removeFirst())) {
                if (spec.violatedInvariant(next) == null && reached.add(next)) {
                    open.addLast(next);
                }
            }
            if (reached.size() > limits.candidates()) {
                inconclusive(event, "hidden actions alone lead to more than " + limits.candidates() + " states");
                return reached;
            }
        }
        return reached;
    }

    private Collection<SpecState> after(Step step, Collection<SpecState> before) {
        if (before.size() == 1) {
            List<SpecState> matching = step.successors(before.iterator().next());
            if (matching.size() == 1 && spec.violatedInvariant(matching.get(0)) == null) {
                states++;
                return matching;
            }
        }
        Set<SpecState> clean = new LinkedHashSet<>();
        SpecState violating = null;
        for (SpecState candidate : before) {
            for (SpecState next : step.successors(candidate)) {
                if (spec.violatedInvariant(next) == null) {
                    clean.add(next);
                } else {
                    violating = next;
                }
            }
            if (clean.size() > limits.candidates()) {
                inconclusive(step.event(), "more than " + limits.candidates() + " states explain the trace up to here");
                return clean;
            }
        }
        states += clean.size();
        if (clean.isEmpty()) {
            List<String> story = new ArrayList<>();
            if (violating != null) {
                story.add("after this step the invariant " + spec.violatedInvariant(violating) + " is violated, in");
                violating.toString().lines().forEach(line -> story.add("  " + line));
            } else {
                story.add(
                        before.size() == 1
                                ? "the spec is in one state here, in which"
                                : "the spec can be in " + before.size() + " states here; in the nearest of them");
                story.addAll(spec.explain(step, List.copyOf(before)));
            }
            if (hidden.failure() != null) {
                story.add("a hidden action could not be evaluated, and so was taken to be impossible: "
                        + hidden.failure());
            }
            fail(step.event(), story);
        }
        return clean;
    }

    private void fail(Event event, List<String> story) {
        List<String> lines = new ArrayList<>();
        lines.add(place(event) + "event " + event.index() + " is no step of " + spec.name() + ": " + event.title());
        lines.addAll(story);
        finish(Verdict.REJECTED, event, lines);
    }

    private void inconclusive(Event event, String limit) {
        finish(
                Verdict.INCONCLUSIVE,
                event,
                List.of(
                        place(event) + "inconclusive at event " + event.index() + ": " + limit,
                        "observe more of the state in the trace, or raise the limit (--candidates)"));
    }

    private void finish(Verdict verdict, Event event, List<String> lines) {
        List<String> explanation = new ArrayList<>();
        int room = MAX_LINES - (recent.isEmpty() ? 0 : CONTEXT + 1);
        for (String line : lines.subList(0, Math.min(room, lines.size()))) {
            explanation.add(line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE - 3) + "...");
        }
        if (!recent.isEmpty()) {
            explanation.add("before it:");
            recent.stream()
                    .skip(Math.max(0, recent.size() - CONTEXT))
                    .forEach(e -> explanation.add("  " + e.index() + "  " + shorten(e.title())));
        }
        failure = new Failure(verdict, event.index(), explanation);
    }

    private static String shorten(String line) {
        return line.length() <= MAX_LINE / 2 ? line : line.substring(0, MAX_LINE / 2 - 3) + "...";
    }

    private static String place(Event event) {
        return event.file() + ":" + event.line() + ": ";
    }

    /** A checker that has seen the same events; the two go on apart. */
    public TraceChecker fork() {
        return new TraceChecker(this);
    }

    /** Whether the same states explain what this checker and the other have seen of an instance; null: of the only one. */
    public boolean isInSameStates(TraceChecker other, @Nullable String instance) {
        return states(instance).equals(other.states(instance));
    }

    private Set<SpecState> states(@Nullable String instance) {
        return new HashSet<>(candidates.getOrDefault(Objects.requireNonNullElse(instance, ONLY_INSTANCE), initial));
    }

    /** The verdict on the events so far; without events it is accepted if the spec has an initial state. */
    public CheckResult result() {
        Failure failed = failure == null && events == 0 ? beforeEvents() : failure;
        return failed == null
                ? new CheckResult(Verdict.ACCEPTED, trace, events, 0, states, actions, List.of())
                : new CheckResult(failed.verdict, trace, events, failed.event, states, actions, failed.explanation);
    }

    private @Nullable Failure beforeEvents() {
        return unable == null
                ? null
                : new Failure(unable.verdict, 0, List.of(trace + ":1: " + unable.explanation.get(0)));
    }
}
