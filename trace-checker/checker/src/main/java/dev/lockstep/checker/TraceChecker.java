package dev.lockstep.checker;

import dev.lockstep.checker.Rejection.Kind;
import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.InvariantViolated;
import dev.lockstep.checker.reason.Reason.NoInitialState;
import dev.lockstep.checker.reason.Reason.StepForbidden;
import dev.lockstep.checker.reason.Reason.Unevaluated;
import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.spec.InitialStates;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private static final String SAY_INITIALLY =
            "; \"initially\" in the header can say which values variables have at first";

    private final LoadedSpec spec;
    private final Header header;
    private final List<SpecState> initial;
    private final Instance.@Nullable Beginning beginning;
    private final @Nullable Unable unable;
    private final Limits limits;
    private final LoadedSpec.@Nullable Hidden hidden;
    private final @Nullable Late late;
    private final String trace;
    private final Map<String, Instance> instances = new HashMap<>();
    private int few;
    private final Recent recent;
    private final Map<String, Times> actions = new HashMap<>();
    private final Map<String, Times> asked = new HashMap<>();
    private final Map<String, Times> unbound = new HashMap<>();
    private long events;
    private long states;
    private long lateSteps;
    private @Nullable Growth growth;
    private @Nullable Failure failure;

    /** Tells how often something was. */
    private static final class Times {
        private long count;

        Times(long count) {
            this.count = count;
        }
    }

    /** Tells why the trace is not accepted, told only when asked for; event 0: whatever the events are. */
    private record Failure(Verdict verdict, long event, Supplier<Finding> finding, Supplier<Explanation> why) {}

    /**
     * Tells why no trace can be checked at all.
     *
     * @param why the reason why it is inconclusive
     * @param invariant the invariant that every initial state violates; null: there is none
     */
    private record Unable(
            Verdict verdict, String why, @Nullable String invariant) {}

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
        this.recent = new Recent(Recent.MOST);
        try {
            spec.check(header);
            this.hidden = header.hidden().isEmpty() ? null : spec.hidden(header.hidden());
            this.late = header.late().isEmpty() ? null : new Late(spec, header);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(trace, 1, e.getMessage());
        }
        InitialStates all;
        try {
            all = spec.initialStates(initially, null, limits.candidates());
            this.initial = clean(all.states());
        } catch (InvalidInputException e) {
            boolean isOfTrace = e.place().isEmpty() && !initially.isEmpty();
            throw isOfTrace ? new InvalidInputException(trace, 1, e.what()) : e;
        } catch (UnusableSpecException e) {
            boolean isOfTrace = !initially.isEmpty() || !header.constants().isEmpty();
            throw isOfTrace ? new UnusableSpecException(new Place(trace, 1, 1), String.valueOf(e.getMessage()), e) : e;
        }
        boolean areAll = all.limit() == null;
        this.beginning =
                areAll || hidden != null ? null : (first, bounds) -> initialStates(spec, initially, first, bounds);
        this.unable = areAll ? initial.isEmpty() ? nowhere(all.states()) : null : hidden == null ? null : tooMany();
        boolean isSymmetric = areAll && initially.isEmpty() && spec.shortcuts().has(Shortcut.SYMMETRY);
        this.few = isSymmetric ? Symmetry.FEW : -1;
    }

    private TraceChecker(TraceChecker of, Header header, Limits limits) {
        this(of, of.trace, header, limits, of.recent.copy());
    }

    private TraceChecker(TraceChecker of, String trace, Header header, Limits limits, Recent recent) {
        this.spec = of.spec;
        this.trace = trace;
        this.header = header;
        this.limits = limits;
        this.hidden = of.hidden;
        this.late = of.late;
        this.initial = of.initial;
        this.beginning = of.beginning;
        this.unable = of.unable;
        of.instances.forEach((name, instance) -> instances.put(name, instance.copy(limits)));
        this.few = of.few;
        this.recent = recent;
        of.actions.forEach((action, times) -> this.actions.put(action, new Times(times.count)));
        of.asked.forEach((construct, times) -> this.asked.put(construct, new Times(times.count)));
        of.unbound.forEach((why, times) -> this.unbound.put(why, new Times(times.count)));
        this.events = of.events;
        this.states = of.states;
        this.lateSteps = of.lateSteps;
        this.growth = of.growth;
        this.failure = of.failure;
    }

    /** Returns the states that a first event leaves, of more than can be kept. */
    private static InitialStates initialStates(
            LoadedSpec spec, Map<String, Value> initially, Step first, Limits limits) {
        Map<String, Value> known = new LinkedHashMap<>(initially);
        first.before().forEach(known::putIfAbsent);
        try {
            InitialStates fitting = spec.initialStates(
                    known,
                    state -> spec.violatedInvariant(state) == null && mayBegin(first, state),
                    limits.candidates());
            return fitting.limit() == null
                    ? fitting
                    : new InitialStates(
                            fitting.states(), fitting.limit() + ", whatever the first event says" + SAY_INITIALLY);
        } catch (InvalidInputException e) {
            throw new UnusableSpecException(String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether the step may begin in the state, also where it is not known whether it is a step. */
    private static boolean mayBegin(Step first, SpecState state) {
        boolean[] isUndetermined = {false};
        List<SpecState> after = first.successors(state, why -> isUndetermined[0] = true);
        return isUndetermined[0] || !after.isEmpty();
    }

    private Unable tooMany() {
        String why = "there are more than " + limits.candidates() + " initial states" + SAY_INITIALLY;
        return new Unable(Verdict.INCONCLUSIVE, why, null);
    }

    private Unable nowhere(List<SpecState> all) {
        return new Unable(Verdict.REJECTED, "", all.isEmpty() ? null : spec.violatedInitially(all.get(0)));
    }

    /**
     * Checks a whole trace.
     *
     * @throws InvalidInputException the trace cannot be read, or names what the spec does not have
     */
    public static CheckResult check(LoadedSpec spec, TraceReader reader, Limits limits) throws InvalidInputException {
        InstanceScheduler scheduler =
                spec.shortcuts().has(Shortcut.THREADS) ? InstanceScheduler.overCores() : InstanceScheduler.none();
        return check(spec, reader, limits, scheduler);
    }

    static CheckResult check(LoadedSpec spec, TraceReader reader, Limits limits, InstanceScheduler scheduler)
            throws InvalidInputException {
        TraceChecker checker = new TraceChecker(spec, reader.name(), reader.header(), reader.initially(), limits);
        try (Prefetch prefetch = new Prefetch(spec, reader)) {
            boolean isMore = true;
            while (isMore) {
                isMore = checker.accept(prefetch.next(), scheduler);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidInputException(reader.name() + ": interrupted before the end of the trace");
        }
        return checker.result();
    }

    /** Takes the next events; returns whether there may be more. */
    private boolean accept(List<Prefetch.Read> reads, InstanceScheduler scheduler)
            throws InvalidInputException, InterruptedException {
        boolean isOpen = failure == null && unable == null;
        @Nullable StepOutcome[] ahead = isOpen ? scheduler.take(reads, this::instance) : new StepOutcome[reads.size()];
        for (int i = 0; i < ahead.length; i++) {
            Prefetch.Read read = reads.get(i);
            boolean isAsked = read.event() == null || failure == null;
            if (isAsked && read.failure() != null) {
                Prefetch.raise(read.failure());
            }
            if (read.event() == null) {
                return false;
            }
            count(read.event());
            if (failure == null) {
                accept(Objects.requireNonNull(read.step()), ahead[i]);
            }
        }
        return true;
    }

    /**
     * Takes the next event.
     *
     * @return whether the trace so far is accepted; once false it stays false
     * @throws InvalidInputException the event names what the spec does not have
     */
    public boolean accept(Event event) throws InvalidInputException {
        count(event);
        if (failure != null) {
            return false;
        }
        accept(spec.step(event, header), null);
        return failure == null;
    }

    private void count(Event event) {
        events += event.kind() == Event.Kind.END ? 0 : 1;
    }

    /** @param ahead what the event makes of its instance; null: that is not known yet */
    private void accept(Step step, @Nullable StepOutcome ahead) throws InvalidInputException {
        Event event = step.event();
        if (unable != null) {
            refuse(event, unable);
            return;
        }
        if (event.kind() == Event.Kind.END && event.instance() == null && !instances.isEmpty()) {
            for (Instance each : instances.values()) { // it ends for all of them
                end(step, taken(step, each, null));
            }
            return;
        }
        end(step, taken(step, null, ahead));
    }

    /**
     * Returns what the event makes of an instance.
     *
     * @param instance null: the event's
     * @param ahead null: that is not known yet
     */
    private StepOutcome taken(Step step, @Nullable Instance instance, @Nullable StepOutcome ahead)
            throws InvalidInputException {
        Event event = step.event();
        try {
            Instance of = instance != null ? instance : instance(event.instance());
            StepOutcome taken = ahead != null ? ahead : of.take(step);
            if (taken.end() instanceof StepOutcome.Thrown thrown) {
                Prefetch.raise(thrown.what());
            }
            return taken;
        } catch (UnusableSpecException e) {
            Place place = new Place(event.file(), event.line(), 1);
            throw new UnusableSpecException(place, String.valueOf(e.getMessage()), e);
        }
    }

    private void end(Step step, StepOutcome taken) {
        Event event = step.event();
        states += taken.kept();
        lateSteps += taken.late();
        growth = Growth.greater(growth, event, taken.from(), taken.to());
        if (taken.asked() != null) {
            times(asked, taken.asked()).count++;
        }
        StepOutcome.End end = taken.end();
        if (end == null) {
            if (event.action() != null && event.kind() != Event.Kind.CALL) {
                times(actions, event.action()).count++;
            }
            if (step.unbound() != null) {
                times(unbound, step.unbound()).count++;
            }
            recent.add(event);
        } else if (end instanceof StepOutcome.NoStep no) {
            Supplier<StepOutcome.Stuck> stuck = once(no.where());
            Supplier<Integer> column =
                    () -> Mismatch.column(spec, header, event, stuck.get().from());
            finish(Verdict.REJECTED, event, column, () -> rejection(step, stuck));
        } else if (end instanceof StepOutcome.Undetermined undetermined) {
            finish(Verdict.INCONCLUSIVE, event, () -> 1, () -> undetermined(event, undetermined));
        } else if (end instanceof StepOutcome.TooMany many) {
            inconclusive(event, many.limit(), many.states());
        }
    }

    private static Times times(Map<String, Times> all, String name) {
        Times times = all.get(name);
        if (times == null) {
            times = new Times(0);
            all.put(name, times);
        }
        return times;
    }

    /** Returns the instance of that name; null: the only one. */
    private Instance instance(@Nullable String name) {
        String key = Objects.requireNonNullElse(name, ONLY_INSTANCE);
        Instance instance = instances.get(key);
        if (instance == null) {
            instance = newInstance();
            instances.put(key, instance);
        }
        return instance;
    }

    private Instance newInstance() {
        Symmetry symmetry = new Symmetry(spec, unloggedTexts(), beginning == null ? few : -1);
        return new Instance(spec, hidden, late, limits, symmetry, initial, beginning);
    }

    private List<Text> unloggedTexts() {
        List<Text> texts = new ArrayList<>(hidden == null ? List.of() : hidden.texts());
        texts.addAll(late == null ? List.of() : late.texts());
        return texts;
    }

    /**
     * Returns a checker of another trace with the same header, which is at the same event.
     *
     * @param remembered how many of its last events an explanation may name as those before it; at most 256
     */
    public TraceChecker ofTrace(String name, int remembered) {
        return new TraceChecker(this, name, header, limits, recent.copy(remembered));
    }

    /**
     * Writes all that the events so far have made of this checker. One with the same spec, header and limits can go on from there, after
     * {@link #unpack}. The verdict so far must be accepted: there is no going on otherwise.
     */
    public void pack(PackedWriter out) {
        if (failure != null) {
            throw new IllegalStateException(trace + ": the trace is not accepted, so its check does not go on");
        }
        out.number(events);
        out.number(states);
        out.number(lateSteps);
        out.counts(counts(actions));
        out.counts(counts(asked));
        out.counts(counts(unbound));
        out.truth(growth != null);
        if (growth != null) {
            out.event(growth.event());
            out.number(growth.from());
            out.number(growth.to());
        }
        recent.pack(out);
        out.number(instances.size());
        instances.forEach((name, instance) -> {
            out.string(name);
            instance.pack(out);
        });
    }

    /** Reads what {@link #pack} wrote. This checker must have seen no event yet. */
    public void unpack(PackedReader in) {
        events = in.number();
        states = in.number();
        lateSteps = in.number();
        in.counts().forEach((name, count) -> actions.put(name, new Times(count)));
        in.counts().forEach((name, count) -> asked.put(name, new Times(count)));
        in.counts().forEach((name, count) -> unbound.put(name, new Times(count)));
        growth = in.truth() ? new Growth(in.event(), (int) in.number(), (int) in.number()) : null;
        recent.addUnpacked(in);
        for (int i = in.count(); i > 0; i--) {
            instances.put(in.string(), newInstance().unpacked(in, header, unloggedTexts()));
        }
    }

    /** Returns how many states explain the events so far, those of all instances together. */
    public int candidates() {
        int all = 0;
        for (Instance instance : instances.values()) {
            all += instance.states().size();
        }
        return all;
    }

    /** Keeps all states, also those that differ by names alone which nothing tells apart. Before the first event. */
    TraceChecker withoutSymmetry() {
        return withSymmetryFrom(-1);
    }

    /** Keeps all states up to so many, and then one for those that differ by names alone. Before the first event. */
    TraceChecker withSymmetryFrom(int states) {
        few = states;
        return this;
    }

    private void refuse(Event event, Unable because) {
        if (because.verdict == Verdict.REJECTED) {
            finish(Verdict.REJECTED, event, () -> 1, () -> noInitialState(event, because));
        } else {
            inconclusive(event, because.why, initial);
        }
        states += initial.size();
    }

    private List<SpecState> clean(List<SpecState> all) {
        List<SpecState> clean = new ArrayList<>(all.size());
        for (SpecState state : all) {
            if (spec.violatedInitially(state) == null) {
                clean.add(state);
            }
        }
        return clean;
    }

    private Rejection rejection(Step step, Supplier<StepOutcome.Stuck> stuck) {
        Event event = step.event();
        try {
            return rejection(step, stuck.get());
        } catch (UnusableSpecException e) {
            Place place = new Place(event.file(), event.line(), 1);
            Reason reason = new Unevaluated(place, "why it is no step", String.valueOf(e.getMessage()));
            return new Rejection(Kind.NOT_ENABLED, event, 1, Nearest.of(reason));
        }
    }

    private Rejection rejection(Step step, StepOutcome.Stuck no) {
        Event event = step.event();
        int states = no.from().size();
        if (no.violating() != null) {
            String invariant = String.valueOf(spec.violatedInvariant(no.violating()));
            List<String> state = no.violating().toString().lines().toList();
            return new Rejection(Kind.INVARIANT, event, states, Nearest.of(new InvariantViolated(invariant, state)));
        }
        Nearest nearest = spec.explain(step, no.from());
        Kind kind = event.kind() == Event.Kind.END
                ? Kind.AT_END
                : nearest.reasons().get(0) instanceof StepForbidden && nearest.outcomes() == 0
                        ? Kind.INVARIANT
                        : nearest.outcomes() > 0 ? Kind.OTHER_OUTCOME : Kind.NOT_ENABLED;
        return new Rejection(kind, event, states, nearest);
    }

    private Rejection noInitialState(@Nullable Event event, Unable because) {
        Reason reason = new NoInitialState(spec.name(), because.invariant);
        return new Rejection(Kind.NO_INITIAL_STATE, event, 0, Nearest.of(reason));
    }

    private void inconclusive(Event event, String limit, Collection<SpecState> states) {
        finish(Verdict.INCONCLUSIVE, event, () -> 1, () -> {
            List<String> advice = new ArrayList<>();
            if (growth != null) {
                advice.add(growth.toString());
            }
            advice.addAll(Growth.pruning(spec, header, event, states));
            advice.add("observe more of the state in the trace, or raise the limit (--candidates)");
            return new Inconclusive(event, limit, advice);
        });
    }

    private Inconclusive undetermined(Event event, StepOutcome.Undetermined because) {
        return new Inconclusive(
                event,
                "whether it is a step of " + spec.name() + " is not known: " + event.title(),
                List.of(
                        because.since() == event.index()
                                ? "no step was found, but not all could be evaluated:"
                                : "no step was found; but at event " + because.since()
                                        + " not all steps could be evaluated, so there may be other states:",
                        "  " + because.why(),
                        "give more of the action's arguments, or observe more variables, in full: what is known"
                                + " need not be enumerated"));
    }

    private void finish(Verdict verdict, Event event, Supplier<Integer> column, Supplier<Finding> derived) {
        Supplier<Finding> finding = once(derived);
        failure = new Failure(
                verdict,
                event.index(),
                finding,
                once(() -> new Explanation(
                        spec.name(),
                        new Place(event.file(), event.line(), column.get()),
                        finding.get(),
                        List.of(),
                        false,
                        recent.before(event))));
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

    /** Returns a checker that has seen the same events; the two go on apart. */
    public TraceChecker fork() {
        return new TraceChecker(this, header, limits);
    }

    /**
     * Makes a fork as {@link #fork()} does. Its events are of a trace with this header, which has the same constants and hidden actions.
     */
    public TraceChecker fork(Header as) {
        return new TraceChecker(this, as, limits);
    }

    /**
     * Makes a fork as {@link #fork()} does that gives up at other limits. It keeps all states: which of them differ by names alone takes
     * longer to find out than to try an event in a few of them.
     */
    public TraceChecker fork(Limits other) {
        TraceChecker fork = new TraceChecker(this, header, other).withoutSymmetry();
        fork.instances.values().forEach(Instance::tellApart);
        return fork;
    }

    /** Returns whether the same states explain what this checker and the other have seen of an instance. Null stands for the only one. */
    public boolean isInSameStates(TraceChecker other, @Nullable String instance) {
        return instance(instance).isInSameStates(other.instance(instance));
    }

    /** Returns the states that explain what this checker has seen of an instance; null: of the only one. */
    public Set<SpecState> states(@Nullable String instance) {
        Instance known = instances.get(Objects.requireNonNullElse(instance, ONLY_INSTANCE));
        return new HashSet<>(known == null ? initial : known.states());
    }

    private static Map<String, Long> counts(Map<String, Times> all) {
        Map<String, Long> counts = new TreeMap<>();
        all.forEach((name, times) -> counts.put(name, times.count));
        return counts;
    }

    /** Returns the verdict on the events so far; without events it is accepted if the spec has an initial state. */
    public CheckResult result() {
        Failure failed = failure == null && events == 0 ? beforeEvents() : failure;
        return result(failed, failed == null ? null : failed.why.get());
    }

    /** Returns the result so far, without the cost of explaining why it is not accepted. */
    public CheckResult progress() {
        return result(failure == null && events == 0 ? beforeEvents() : failure, null);
    }

    private CheckResult result(@Nullable Failure failed, @Nullable Explanation why) {
        return new CheckResult(
                failed == null ? Verdict.ACCEPTED : failed.verdict,
                trace,
                events,
                failed == null ? 0 : failed.event,
                states,
                counts(actions),
                counts(asked),
                counts(unbound),
                lateSteps,
                why,
                Reordering.NONE);
    }

    /** Returns what is rejected and why, without the rest of the explanation; null unless the trace so far is rejected. */
    public @Nullable Rejection rejection() {
        return failure != null && failure.finding.get() instanceof Rejection rejection ? rejection : null;
    }

    /** Returns the verdict of {@link #result()}, without the cost of explaining it. */
    public Verdict verdict() {
        Failure failed = failure == null && events == 0 ? beforeEvents() : failure;
        return failed == null ? Verdict.ACCEPTED : failed.verdict;
    }

    private @Nullable Failure beforeEvents() {
        Unable known = unable != null ? unable : beginning == null ? null : tooMany();
        if (known == null) {
            return null;
        }
        Finding finding = known.verdict == Verdict.REJECTED
                ? noInitialState(null, known)
                : new Inconclusive(null, known.why, List.of());
        return new Failure(
                known.verdict,
                0,
                () -> finding,
                () -> new Explanation(spec.name(), new Place(trace, 1, 1), finding, List.of(), false, List.of()));
    }
}
