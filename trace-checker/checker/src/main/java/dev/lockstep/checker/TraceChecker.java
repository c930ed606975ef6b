package dev.lockstep.checker;

import dev.lockstep.checker.Rejection.Kind;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Steps a spec along a trace, event by event.
 *
 * <p>A trace is accepted when some behaviour of {@code Init /\ [][Next]_vars} takes, in order, one step matching each event, with nothing
 * but hidden actions between them, and satisfies the config's invariants. All states that such behaviours can be in are kept, so that
 * what was not observed never causes a rejection. For one thread.
 */
public final class TraceChecker {
    private static final String ONLY_INSTANCE = "";

    private final LoadedSpec spec;
    private final Header header;
    private final List<SpecState> initial;
    private final @Nullable Unable unable;
    private final Limits limits;
    private final LoadedSpec.Hidden hidden;
    private final boolean hides;
    private final String trace;
    private final Map<String, Collection<SpecState>> candidates = new HashMap<>();
    private final Map<String, Symmetry> symmetries = new HashMap<>();
    private boolean isSymmetric;
    private final Recent recent;
    private final Map<String, Long> actions = new TreeMap<>();
    private long events;
    private long states;
    private @Nullable Growth growth;
    private @Nullable Failure failure;

    /** Why the trace is not accepted, told only when asked for; event 0: whatever the events are. */
    private record Failure(
            Verdict verdict, long event, Supplier<Explanation> why, Supplier<@Nullable Rejection> what) {}

    /** Why no trace can be checked at all. */
    private record Unable(Verdict verdict, String why) {}

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
        this.isSymmetric = initially.isEmpty();
        this.recent = new Recent();
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

    private TraceChecker(TraceChecker of, Header header) {
        this.spec = of.spec;
        this.trace = of.trace;
        this.header = header;
        this.limits = of.limits;
        this.hides = of.hides;
        this.hidden = of.hidden;
        this.initial = of.initial;
        this.unable = of.unable;
        this.candidates.putAll(of.candidates);
        of.symmetries.forEach((instance, symmetry) -> symmetries.put(instance, symmetry.copy()));
        this.isSymmetric = of.isSymmetric;
        this.recent = of.recent.copy();
        this.actions.putAll(of.actions);
        this.events = of.events;
        this.states = of.states;
        this.growth = of.growth;
        this.failure = of.failure;
    }

    private Unable tooMany() {
        return new Unable(Verdict.INCONCLUSIVE, "there are more than " + limits.candidates() + " initial states");
    }

    private Unable nowhere(List<SpecState> all) {
        return new Unable(
                Verdict.REJECTED,
                all.isEmpty()
                        ? "no initial state of " + spec.name() + " is as the trace's first state"
                        : "the initial state violates the invariant " + spec.violatedInvariant(all.get(0)));
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
            symmetries.put(instance, new Symmetry(spec, isSymmetric));
        }
        Symmetry symmetry = Objects.requireNonNull(symmetries.get(instance));
        before = symmetry.before(event, before);
        if (failure == null && hides) {
            before = afterHidden(before, event);
        }
        if (failure == null) {
            Collection<SpecState> after = symmetry.merged(after(step, before));
            if (after.size() > 1) {
                growth = Growth.greater(growth, event, before.size(), after.size());
            }
            candidates.put(instance, after);
        }
        if (failure == null) {
            if (event.action() != null) {
                actions.merge(event.action(), 1L, Long::sum);
            }
            recent.add(event);
        }
        return failure == null;
    }

    /** Keeps all states, also those that differ by names alone which nothing tells apart. Before the first event. */
    TraceChecker withoutSymmetry() {
        isSymmetric = false;
        return this;
    }

    private Collection<SpecState> initial(Event event) {
        if (unable != null && unable.verdict == Verdict.REJECTED) {
            reject(
                    event,
                    () -> 1,
                    () -> List.of(unable.why),
                    () -> new Rejection(Kind.NO_INITIAL_STATE, event, null, Set.of()));
        } else if (unable != null) {
            inconclusive(event, unable.why, initial);
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
                inconclusive(
                        event, "hidden actions alone lead to more than " + limits.candidates() + " states", reached);
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
                growth = Growth.greater(growth, step.event(), before.size(), clean.size());
                inconclusive(
                        step.event(),
                        "more than " + limits.candidates() + " states explain the trace up to here",
                        clean);
                return clean;
            }
        }
        states += clean.size();
        if (clean.isEmpty()) {
            SpecState violated = violating;
            List<SpecState> from = List.copyOf(before);
            Supplier<List<String>> story = once(() -> story(step, from, violated));
            Supplier<Integer> column = () -> Mismatch.column(spec, header, step.event(), from);
            reject(step.event(), column, story, () -> rejection(step, from, violated, story.get()));
        }
        return clean;
    }

    private List<String> story(Step step, List<SpecState> from, @Nullable SpecState violated) {
        List<String> story = new ArrayList<>();
        if (violated != null) {
            story.add("after this step the invariant " + spec.violatedInvariant(violated) + " is violated, in");
            violated.toString().lines().forEach(line -> story.add("  " + line));
        } else {
            story.add(
                    from.size() == 1
                            ? "the spec is in one state here, in which"
                            : "the spec can be in " + from.size() + " states here; in the nearest of them");
            story.addAll(spec.explain(step, from));
        }
        if (hidden.failure() != null) {
            story.add("a hidden action could not be evaluated, and so was taken to be impossible: " + hidden.failure());
        }
        return story;
    }

    private Rejection rejection(Step step, List<SpecState> from, @Nullable SpecState violated, List<String> story) {
        Event event = step.event();
        if (violated != null) {
            return new Rejection(Kind.INVARIANT, event, spec.violatedInvariant(violated), Set.of());
        }
        try {
            Step unobserved = spec.step(event.unobserved(), header.incomplete());
            boolean possible = from.stream()
                    .anyMatch(state -> !unobserved.successors(state).isEmpty());
            return new Rejection(
                    possible ? Kind.OTHER_OUTCOME : Kind.NOT_ENABLED, event, null, Rejection.reasons(story));
        } catch (InvalidInputException e) {
            throw new IllegalStateException("less is said of an event that was resolved before", e);
        }
    }

    private void reject(
            Event event,
            Supplier<Integer> column,
            Supplier<List<String>> story,
            Supplier<@Nullable Rejection> rejection) {
        finish(
                Verdict.REJECTED,
                event,
                () -> new Explanation(
                        place(event, column.get()) + "error: event " + event.index() + " is no step of " + spec.name()
                                + ": " + event.title(),
                        story.get(),
                        List.of(),
                        recent.before(event)),
                rejection);
    }

    private void inconclusive(Event event, String limit, Collection<SpecState> states) {
        finish(
                Verdict.INCONCLUSIVE,
                event,
                () -> {
                    List<String> story = new ArrayList<>();
                    if (growth != null) {
                        story.add(growth.toString());
                    }
                    story.addAll(Growth.pruning(spec, header, event, states));
                    story.add("observe more of the state in the trace, or raise the limit (--candidates)");
                    return new Explanation(
                            place(event, 1) + "warning: inconclusive at event " + event.index() + ": " + limit,
                            story,
                            List.of(),
                            recent.before(event));
                },
                () -> null);
    }

    private void finish(
            Verdict verdict, Event event, Supplier<Explanation> why, Supplier<@Nullable Rejection> rejection) {
        failure = new Failure(verdict, event.index(), once(why), once(rejection));
    }

    /** Explaining takes long, and most who try an event do not ask why it is no step. */
    private static <T extends @Nullable Object> Supplier<T> once(Supplier<T> supplier) {
        List<T> known = new ArrayList<>(1);
        return () -> {
            if (known.isEmpty()) {
                known.add(supplier.get());
            }
            return known.get(0);
        };
    }

    /** As compilers write it. */
    private static String place(Event event, int column) {
        return event.file() + ":" + event.line() + ":" + column + ": ";
    }

    /** A checker that has seen the same events; the two go on apart. */
    public TraceChecker fork() {
        return new TraceChecker(this, header);
    }

    /** As {@link #fork()}; from here on, events are of a trace with this header, which has the same constants and hidden actions. */
    public TraceChecker fork(Header as) {
        return new TraceChecker(this, as);
    }

    /** Whether the same states explain what this checker and the other have seen of an instance; null: of the only one. */
    public boolean isInSameStates(TraceChecker other, @Nullable String instance) {
        return states(instance).equals(other.states(instance));
    }

    /** The states that explain what this checker has seen of an instance; null: of the only one. */
    public Set<SpecState> states(@Nullable String instance) {
        return new HashSet<>(candidates.getOrDefault(Objects.requireNonNullElse(instance, ONLY_INSTANCE), initial));
    }

    /** The verdict on the events so far; without events it is accepted if the spec has an initial state. */
    public CheckResult result() {
        Failure failed = failure == null && events == 0 ? beforeEvents() : failure;
        return failed == null
                ? new CheckResult(
                        Verdict.ACCEPTED, trace, events, 0, states, actions, Explanation.NONE, null, List.of())
                : new CheckResult(
                        failed.verdict,
                        trace,
                        events,
                        failed.event,
                        states,
                        actions,
                        failed.why.get(),
                        failed.what.get(),
                        List.of());
    }

    /** That of {@link #result()}, without the cost of explaining it. */
    public Verdict verdict() {
        Failure failed = failure == null && events == 0 ? beforeEvents() : failure;
        return failed == null ? Verdict.ACCEPTED : failed.verdict;
    }

    private @Nullable Failure beforeEvents() {
        if (unable == null) {
            return null;
        }
        boolean rejected = unable.verdict == Verdict.REJECTED;
        return new Failure(
                unable.verdict,
                0,
                () -> Explanation.of(trace + ":1:1: " + (rejected ? "error: " : "warning: ") + unable.why),
                () -> rejected ? new Rejection(Kind.NO_INITIAL_STATE, null, null, Set.of()) : null);
    }
}
