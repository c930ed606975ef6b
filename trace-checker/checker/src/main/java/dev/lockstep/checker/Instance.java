package dev.lockstep.checker;

import dev.lockstep.checker.StepOutcome.NoStep;
import dev.lockstep.checker.StepOutcome.Stuck;
import dev.lockstep.checker.StepOutcome.TooMany;
import dev.lockstep.checker.StepOutcome.Undetermined;
import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.spec.Distinct;
import dev.lockstep.checker.spec.InitialStates;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.LoadedSpec.Text;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds one copy of the spec: all states that explain what there was of one instance. What an event makes of them depends on no other
 * instance and changes none. It is used by one thread at a time.
 */
final class Instance {
    /** At most this many expressions may TLC evaluate for one event. */
    private static final long MOST_WORK = 20_000_000;

    /**
     * So many states are put in order before a rejection is explained by them. Of those that differ by names alone not many more are looked
     * at.
     */
    static final int MOST_IN_ORDER = 2000;

    private final LoadedSpec spec;
    private final LoadedSpec.@Nullable Hidden hidden;
    private final @Nullable Late late;
    private final Limits limits;
    private final Symmetry symmetry;
    private Collection<SpecState> states;
    private final @Nullable Beginning beginning;
    private boolean isNew = true;
    private @Nullable Undetermined undetermined;

    /** Finds the initial states of a spec that has too many of them. */
    interface Beginning {
        /**
         * Returns those from which the first event may be a step.
         *
         * @param limits where to give up
         */
        InitialStates before(Step first, Limits limits);
    }

    /**
     * @param hidden null: nothing happens unlogged
     * @param late null: nor right before an event
     * @param initial all initial states, or some of those that there are
     * @param beginning null: all are known
     */
    Instance(
            LoadedSpec spec,
            LoadedSpec.@Nullable Hidden hidden,
            @Nullable Late late,
            Limits limits,
            Symmetry symmetry,
            Collection<SpecState> initial,
            @Nullable Beginning beginning) {
        this.spec = spec;
        this.hidden = hidden;
        this.late = late;
        this.limits = limits;
        this.symmetry = symmetry;
        this.states = initial;
        this.beginning = beginning;
    }

    Instance copy(Limits newLimits) {
        Instance copy = new Instance(spec, hidden, late, newLimits, symmetry.copy(), states, beginning);
        copy.isNew = isNew;
        copy.undetermined = undetermined;
        return copy;
    }

    /** Writes the states that explain the instance so far. */
    void pack(PackedWriter out) {
        out.truth(isNew);
        symmetry.pack(out);
        spec.pack(states, out);
        out.truth(undetermined != null);
        if (undetermined != null) {
            out.number(undetermined.since());
            out.string(undetermined.why());
        }
    }

    /**
     * Reads the states of an instance that was written.
     *
     * @param header the trace's header
     * @param evaluated the texts of hidden and late actions
     */
    Instance unpacked(PackedReader in, Header header, Collection<Text> evaluated) {
        boolean wasNew = in.truth();
        Symmetry known = Symmetry.unpacked(in, spec, evaluated);
        Instance instance = new Instance(spec, hidden, late, limits, known, spec.unpacked(in, header), beginning);
        instance.isNew = wasNew;
        instance.undetermined = in.truth() ? new Undetermined(in.number(), in.string()) : null;
        return instance;
    }

    /** Keeps all states from here on, also those that differ by names alone. */
    void tellApart() {
        states = symmetry.all(states, mostExplained());
    }

    private int mostExplained() {
        return Math.min(limits.candidates(), MOST_IN_ORDER);
    }

    Collection<SpecState> states() {
        return states;
    }

    /** Returns whether the same states explain both. */
    boolean isInSameStates(Instance other) {
        return symmetry.isAs(other.symmetry) && new HashSet<>(states).equals(new HashSet<>(other.states));
    }

    /** Takes the next event. */
    StepOutcome take(Step step) {
        if (isNew && beginning != null) {
            InitialStates initial = beginning.before(step, limits);
            if (initial.limit() != null) {
                return new StepOutcome(0, 0, 0, null, new TooMany(initial.limit(), initial.states()));
            }
            states = initial.states().isEmpty() ? few(states) : initial.states();
        }
        int begun = isNew ? states.size() : 0;
        isNew = false;
        Collection<SpecState> before = symmetry.before(step, states);
        Attempt attempt = new Attempt(step, symmetry.isMerging());
        long compared = attempt.isNoticed ? spec.namesCompared() : 0;
        attempt.from(before);
        if (attempt.isNoticed && (attempt.isTlcAsked || spec.namesCompared() != compared)) {
            Collection<SpecState> all = symmetry.all(before, limits.candidates());
            if (all != before) {
                attempt = new Attempt(step, false);
                attempt.from(all);
            }
        }
        if (undetermined == null && attempt.unevaluated != null) {
            undetermined = new Undetermined(step.event().index(), attempt.unevaluated);
        }
        StepOutcome.End end = attempt.end;
        if (attempt.isNoStep && undetermined != null) {
            end = undetermined;
        } else if (attempt.isNoStep) {
            Collection<SpecState> from = symmetry.all(attempt.from, mostExplained());
            boolean isViolating = attempt.isViolating;
            end = new NoStep(() -> stuck(step, from, isViolating));
        }
        if (end == null) {
            states = symmetry.merged(attempt.after);
        }
        int reached = attempt.after.size();
        int to = end != null || states == attempt.after ? reached : states.size();
        return new StepOutcome(attempt.from.size(), to, begun + reached, attempt.asked(), attempt.lateSteps, end);
    }

    /** It is no step from any initial state, and is explained by some of them. */
    private Collection<SpecState> few(Collection<SpecState> all) {
        return all.stream().limit(Math.min(MOST_IN_ORDER, limits.candidates())).toList();
    }

    /** Explained in the same way, however the states were found. */
    private Stuck stuck(Step step, Collection<SpecState> from, boolean isViolating) {
        List<SpecState> all = new ArrayList<>(spec.shortcuts().has(Shortcut.MERGING) ? from : eachOnce(from));
        if (all.size() > 1 && all.size() <= MOST_IN_ORDER) {
            Map<SpecState, String> texts = new IdentityHashMap<>();
            all.forEach(state -> texts.put(state, state.toString()));
            all.sort(Comparator.comparing(texts::get));
        }
        SpecState violating = null;
        for (int i = 0; i < all.size() && isViolating && violating == null; i++) {
            for (SpecState next : step.successors(all.get(i))) {
                violating = spec.violatedInvariant(next) != null ? next : violating;
            }
        }
        return new Stuck(List.copyOf(all), violating);
    }

    /** Returns each state once, as told by its text. */
    private static Collection<SpecState> eachOnce(Collection<SpecState> states) {
        Map<String, SpecState> byText = new LinkedHashMap<>();
        states.forEach(state -> byText.putIfAbsent(state.toString(), state));
        return byText.values();
    }

    /**
     * Tells what an event makes of some states. It is itself what a step and the invariants are given to tell it more: an attempt is made
     * for every event, and a method reference in it would take longer to make than all of the rest, as long as only the first compiler has
     * compiled it.
     */
    private final class Attempt implements Consumer<String>, Runnable {
        private final Step step;
        private final boolean isNoticed;
        private long mostWork;
        private boolean isTlcAsked;
        private boolean isByTlc;
        private @Nullable String asked;
        private Collection<SpecState> from = List.of();
        private Collection<SpecState> after = List.of();
        private @Nullable String unevaluated;
        private boolean isNoStep;
        private boolean isViolating;
        private int lateSteps;
        private @Nullable TooMany end;

        /** @param isNoticed whether it is to be known that TLC had to be asked */
        Attempt(Step step, boolean isNoticed) {
            this.step = step;
            this.isNoticed = isNoticed;
        }

        void from(Collection<SpecState> before) {
            from = before;
            if (before.size() > limits.candidates()) {
                tooMany("more than " + limits.candidates() + " states explain the trace up to here", before);
                return;
            }
            if (hidden != null) {
                from = afterHidden(hidden, before);
                if (from.size() > limits.candidates()) {
                    tooMany("hidden actions alone lead to more than " + limits.candidates() + " states", from);
                    return;
                }
            }
            List<SpecState> matching = null;
            if (from.size() == 1) {
                matching = successors(from.iterator().next());
                if (matching.size() == 1 && isClean(matching.get(0))) {
                    after = matching;
                    return;
                }
            }
            takeAll(matching);
            if (isNoStep && late != null && step.event().kind() != Event.Kind.END) {
                takeLate(late.before(step.event()));
            }
        }

        /** Takes late steps, as few as possible, and then the event. If it is no step after any of them, it is explained without them. */
        private void takeLate(List<Step> steps) {
            Collection<SpecState> without = from;
            Set<SpecState> reached = new LinkedHashSet<>(from);
            for (int taken = 1; isNoStep && !from.isEmpty() && !isSpent(); taken++) {
                Distinct next = new Distinct(true);
                for (SpecState state : from) {
                    for (Step each : steps) {
                        for (SpecState after : successors(each, state)) {
                            if (isClean(after) && reached.add(after)) {
                                next.add(after);
                            }
                        }
                    }
                }
                from = next.states();
                if (reached.size() > limits.candidates()) {
                    isNoStep = false;
                    tooMany("late actions alone lead to more than " + limits.candidates() + " states", reached);
                    return;
                }
                lateSteps = taken;
                takeAll(null);
            }
            if (isNoStep) {
                from = without;
            }
        }

        /** @param ofTheOnly the successors of the only state; null: there are more states, of which no successors are known yet */
        private void takeAll(@Nullable List<SpecState> ofTheOnly) {
            boundWork();
            Distinct clean = new Distinct(spec.shortcuts().has(Shortcut.MERGING));
            Iterator<SpecState> candidates = from.iterator();
            while (candidates.hasNext() && !isSpent()) {
                SpecState candidate = candidates.next();
                for (SpecState next : ofTheOnly != null ? ofTheOnly : successors(candidate)) {
                    if (isClean(next)) {
                        clean.add(next);
                    } else {
                        isViolating = true;
                    }
                }
                if (clean.size() > limits.candidates()) {
                    tooMany(
                            "more than " + limits.candidates() + " states explain the trace up to here",
                            clean.states());
                    return;
                }
            }
            after = clean.states();
            isNoStep = clean.size() == 0;
        }

        private void tooMany(String limit, Collection<SpecState> states) {
            after = states;
            end = new TooMany(limit, states);
        }

        /**
         * Returns all that is reached from the states by hidden actions alone. There are no more than one state's successors beyond the
         * limit.
         */
        private Collection<SpecState> afterHidden(LoadedSpec.Hidden actions, Collection<SpecState> before) {
            Set<SpecState> reached = new LinkedHashSet<>(before);
            Deque<SpecState> open = new ArrayDeque<>(before);
            while (!open.isEmpty() && reached.size() <= limits.candidates() && !(isByTlc && isSpent())) {
                for (SpecState next : actions.successors(open.removeFirst(), this, this)) {
                    if (!reached.contains(next) && isClean(next)) {
                        reached.add(next);
                        open.addLast(next);
                    }
                }
                if (isByTlc) {
                    boundWork();
                }
            }
            return reached;
        }

        /** Takes why not all steps are known. */
        @Override
        public void accept(String why) {
            unevaluated = unevaluated == null ? why : unevaluated;
        }

        /**
         * Bounds the number of expressions that may be evaluated from now on. The bound is only set once it is needed: where one state has
         * one successor nothing is counted.
         */
        private void boundWork() {
            mostWork = mostWork == 0 ? spec.work() + MOST_WORK : mostWork;
        }

        private boolean isSpent() {
            boolean isSpent = spec.work() > mostWork;
            if (isSpent) {
                accept("the steps from the states that there can be here take more than " + MOST_WORK + " evaluations");
            }
            return isSpent;
        }

        /** Is run when TLC has to be asked. */
        @Override
        public void run() {
            isTlcAsked |= isNoticed;
            isByTlc = true;
        }

        /** Returns the construct, with its place, for which TLC was asked; null: it was not. */
        @Nullable
        String asked() {
            String known = asked != null ? asked : step.askedOfTlc();
            return known != null || !isByTlc ? known : "hidden actions";
        }

        private List<SpecState> successors(SpecState state) {
            return successors(step, state);
        }

        private List<SpecState> successors(Step of, SpecState state) {
            return isNoticed ? of.successors(state, this, this) : of.successors(state, this);
        }

        private boolean isClean(SpecState state) {
            boolean isClean = spec.violatedInvariant(state, this) == null;
            asked = asked == null ? state.askedOfTlc() : asked;
            return isClean;
        }
    }
}
