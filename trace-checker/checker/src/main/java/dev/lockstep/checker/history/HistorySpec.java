package dev.lockstep.checker.history;

import dev.lockstep.checker.history.HistoryState.Effect;
import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.InitialStates;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.StateValues;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.TransitionSystem;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes a spec of operations that take effect between their call and their return. Its states say which have not returned. */
public final class HistorySpec implements LoadedSpec {
    private final LoadedSpec spec;
    private final @Nullable Hidden unlogged;

    /**
     * Makes the spec for traces with this header.
     *
     * @throws InvalidInputException the header hides an action that the spec does not have
     */
    public HistorySpec(LoadedSpec spec, Header header) throws InvalidInputException {
        this.spec = spec;
        this.unlogged = header.hidden().isEmpty() ? null : spec.hidden(header.hidden());
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public List<String> variables() {
        return spec.variables();
    }

    @Override
    public Map<String, List<String>> actions() {
        return spec.actions();
    }

    @Override
    public InitialStates initialStates(Map<String, Value> observed, @Nullable Predicate<SpecState> kept, int most)
            throws InvalidInputException {
        InitialStates initial =
                spec.initialStates(observed, kept == null ? null : state -> kept.test(HistoryState.of(state)), most);
        List<SpecState> states = new ArrayList<>();
        initial.states().forEach(state -> states.add(HistoryState.of(state)));
        return new InitialStates(states, initial.limit());
    }

    @Override
    public long namesCompared() {
        return spec.namesCompared();
    }

    @Override
    public void check(Header header) throws InvalidInputException {
        spec.check(header);
    }

    // ---------------------------------------------------------------- steps

    /** Tells what an event makes of a state. */
    private interface Moves {
        List<SpecState> from(HistoryState state, Consumer<String> undetermined, Runnable byTlc);
    }

    /** @param effect the step of the spec that the event tells of */
    private record HistoryStep(Event event, Step effect, Moves moves) implements Step {
        @Override
        public List<SpecState> successors(SpecState from, Consumer<String> undetermined) {
            return successors(from, undetermined, () -> {});
        }

        @Override
        public List<SpecState> successors(SpecState from, Consumer<String> undetermined, Runnable byTlc) {
            return moves.from((HistoryState) from, undetermined, byTlc);
        }

        @Override
        public @Nullable String askedOfTlc() {
            return effect.askedOfTlc();
        }

        @Override
        public @Nullable String unbound() {
            return effect.unbound();
        }

        @Override
        public Collection<Text> texts() {
            return effect.texts();
        }
    }

    /** Ends an operation: it has taken effect, with these results. */
    private final class Return implements Step {
        private final Event event;
        private final Value process;
        private final Header header;
        private final Map<Event, Step> effects = new ConcurrentHashMap<>();

        Return(Event event, Value process, Header header) {
            this.event = event;
            this.process = process;
            this.header = header;
        }

        @Override
        public Event event() {
            return event;
        }

        /** Returns the operation with its arguments and results; null: the process has called nothing. */
        private @Nullable Step effect(HistoryState from) {
            Step call = from.called(process);
            return call == null ? null : effects.computeIfAbsent(call.event(), this::effect);
        }

        private Step effect(Event call) {
            Map<String, Value> args = new LinkedHashMap<>(call.args());
            args.putAll(event.args());
            try {
                return spec.step(event.of(call.action(), args).as(Event.Kind.STEP), header);
            } catch (InvalidInputException e) {
                throw new IllegalStateException("its arguments and its results were resolved before", e);
            }
        }

        @Override
        public List<SpecState> successors(SpecState from, Consumer<String> undetermined) {
            return successors(from, undetermined, () -> {});
        }

        @Override
        public Collection<Text> texts() {
            return List.of(); // those of its call
        }

        @Override
        public List<SpecState> successors(SpecState state, Consumer<String> undetermined, Runnable byTlc) {
            HistoryState from = (HistoryState) state;
            Step effect = effect(from);
            if (effect == null) {
                return List.of();
            }
            boolean isUnsure = event.threw() != null; // it may have had no effect
            Set<SpecState> reached = new LinkedHashSet<>();
            if (isUnsure) {
                reached.add(from.returned(process));
            }
            for (HistoryState at : effected(from, each -> each.open().containsKey(process), undetermined, byTlc)) {
                Effect done = at.done().get(process);
                if (done == null) {
                    effect.successors(at.state(), undetermined, byTlc)
                            .forEach(after -> reached.add(at.returned(process).at(after)));
                } else if (isUnsure
                        || effect.successors(done.before(), undetermined, byTlc).contains(done.after())) {
                    reached.add(at.returned(process));
                }
            }
            return List.copyOf(reached);
        }
    }

    @Override
    public Step step(Event event, Header header) throws InvalidInputException {
        Step step = spec.step(event.kind() == Event.Kind.END ? event : event.as(Event.Kind.STEP), header);
        return switch (event.kind()) {
            case CALL -> {
                Value process = process(event);
                yield new HistoryStep(event, step, (from, undetermined, byTlc) -> List.of(from.calling(process, step)));
            }
            case RETURN -> new Return(event, process(event), header);
            case STEP, LOOP, END ->
                new HistoryStep(
                        event, step, (from, undetermined, byTlc) -> afterwards(from, step, undetermined, byTlc));
        };
    }

    private static Value process(Event event) throws InvalidInputException {
        if (event.process() == null) {
            throw event.invalid("a call or a return must name its process");
        }
        return event.process();
    }

    /** Takes the step where open operations may take effect before it. */
    private List<SpecState> afterwards(HistoryState from, Step step, Consumer<String> undetermined, Runnable byTlc) {
        Set<SpecState> reached = new LinkedHashSet<>();
        for (HistoryState at : effected(from, state -> true, undetermined, byTlc)) {
            step.successors(at.state(), undetermined, byTlc).forEach(after -> reached.add(at.at(after)));
        }
        return List.copyOf(reached);
    }

    /**
     * Returns all that is reached when open operations take effect, and hidden actions happen, in any order.
     *
     * @param goesOn whether the search goes on from a state; others are reached, and no further
     */
    private Set<HistoryState> effected(
            HistoryState from, Predicate<HistoryState> goesOn, Consumer<String> undetermined, Runnable byTlc) {
        Set<HistoryState> reached = new LinkedHashSet<>(List.of(from));
        Deque<HistoryState> toGo = new ArrayDeque<>(reached);
        while (!toGo.isEmpty()) {
            HistoryState at = toGo.remove();
            if (!goesOn.test(at)) {
                continue;
            }
            List<HistoryState> next = new ArrayList<>();
            at.open()
                    .forEach((process, step) -> step.successors(at.state(), undetermined)
                            .forEach(after -> next.add(at.effected(process, after))));
            if (unlogged != null) {
                unlogged.successors(at.state(), undetermined, byTlc).forEach(after -> next.add(at.at(after)));
            }
            for (HistoryState each : next) {
                if (violatedInvariant(each, byTlc) == null && reached.add(each)) {
                    toGo.add(each);
                }
            }
        }
        return reached;
    }

    @Override
    public Hidden hidden(Set<String> actions) throws InvalidInputException {
        return ofHistories(spec.hidden(actions));
    }

    @Override
    public Hidden unconstrained(Set<String> actions) throws InvalidInputException {
        return ofHistories(spec.unconstrained(actions));
    }

    private static Hidden ofHistories(Hidden hidden) {
        return new Hidden() {
            @Override
            public List<SpecState> successors(SpecState from, Consumer<String> failed, Runnable byTlc) {
                HistoryState at = (HistoryState) from;
                List<SpecState> states = new ArrayList<>();
                hidden.successors(at.state(), failed, byTlc).forEach(after -> states.add(at.at(after)));
                return states;
            }

            @Override
            public Collection<Text> texts() {
                return hidden.texts();
            }
        };
    }

    // ---------------------------------------------------------------- states

    @Override
    public @Nullable String violatedInvariant(SpecState state, Runnable byTlc) {
        return spec.violatedInvariant(((HistoryState) state).state(), byTlc);
    }

    @Override
    public @Nullable String violatedInitially(SpecState state) {
        return spec.violatedInitially(((HistoryState) state).state());
    }

    @Override
    public List<String> unchecked() {
        return spec.unchecked();
    }

    @Override
    public List<String> ownModules() {
        return spec.ownModules();
    }

    @Override
    public List<String> staleTranslations() {
        return spec.staleTranslations();
    }

    @Override
    public List<String> ignored() {
        return spec.ignored();
    }

    @Override
    public Text invariantsText() {
        return spec.invariantsText();
    }

    @Override
    public StateValues stateValues() {
        StateValues values = spec.stateValues();
        return new StateValues() {
            @Override
            public Value value(SpecState state, String variable) {
                return values.value(((HistoryState) state).state(), variable);
            }

            @Override
            public boolean isSame(SpecState a, SpecState b, String variable) {
                return values.isSame(((HistoryState) a).state(), ((HistoryState) b).state(), variable);
            }

            @Override
            public Optional<Moved> difference(SpecState before, SpecState after, String variable) {
                return values.difference(((HistoryState) before).state(), ((HistoryState) after).state(), variable);
            }
        };
    }

    @Override
    public Optional<Definition> definition(String operator) {
        return spec.definition(operator);
    }

    @Override
    public String digest() {
        return spec.digest();
    }

    /** Writes first all states of the spec that there are in those, and then which of them are where. */
    @Override
    public void pack(Collection<SpecState> states, PackedWriter out) {
        Map<SpecState, Integer> places = new LinkedHashMap<>();
        for (SpecState each : states) {
            HistoryState state = (HistoryState) each;
            places.putIfAbsent(state.state(), places.size());
            state.done().values().forEach(effect -> {
                places.putIfAbsent(effect.before(), places.size());
                places.putIfAbsent(effect.after(), places.size());
            });
        }
        spec.pack(places.keySet(), out);
        out.number(states.size());
        for (SpecState each : states) {
            HistoryState state = (HistoryState) each;
            out.number(places.get(state.state()));
            out.number(state.open().size());
            state.open().values().forEach(call -> out.event(call.event()));
            out.number(state.done().size());
            state.done().values().forEach(effect -> {
                out.event(effect.call().event());
                out.number(places.get(effect.before()));
                out.number(places.get(effect.after()));
            });
        }
    }

    @Override
    public List<SpecState> unpacked(PackedReader in, Header header) {
        List<SpecState> known = spec.unpacked(in, header);
        Map<Event, Step> calls = new HashMap<>();
        List<SpecState> states = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            SpecState state = known.get((int) in.number());
            Map<Value, Step> open = new LinkedHashMap<>();
            for (int call = in.count(); call > 0; call--) {
                Event event = in.event();
                open.put(Objects.requireNonNull(event.process()), call(event, header, calls));
            }
            Map<Value, Effect> done = new LinkedHashMap<>();
            for (int call = in.count(); call > 0; call--) {
                Event event = in.event();
                done.put(
                        Objects.requireNonNull(event.process()),
                        new Effect(call(event, header, calls), known.get((int) in.number()), known.get((int)
                                in.number())));
            }
            states.add(new HistoryState(state, open, done));
        }
        return states;
    }

    /** Returns the step of a call: one object for all states, which are compared by it. */
    private Step call(Event event, Header header, Map<Event, Step> calls) {
        Step known = calls.get(event);
        if (known == null) {
            try {
                known = spec.step(event, header);
            } catch (InvalidInputException e) {
                throw new IllegalStateException("the call was resolved before it was written", e);
            }
            calls.put(event, known);
        }
        return known;
    }

    @Override
    public Value value(SpecState state, String variable) {
        return spec.value(((HistoryState) state).state(), variable);
    }

    /** Returns none: the processes of operations are told apart, and no other names are looked at. */
    @Override
    public List<Set<Value>> names() {
        return List.of();
    }

    @Override
    public List<Set<Value>> alike(Collection<Set<Value>> names, Collection<Text> texts, Collection<SpecState> closed) {
        throw new IllegalStateException("no names of a history are interchangeable");
    }

    @Override
    public SpecState representative(SpecState state, List<Value> alike) {
        throw new IllegalStateException("no values of a history are interchangeable");
    }

    @Override
    public SpecState swapped(SpecState state, Value a, Value b) {
        throw new IllegalStateException("no values of a history are interchangeable");
    }

    @Override
    public Optional<Path> file(String module) {
        return spec.file(module);
    }

    @Override
    public TransitionSystem transitions() {
        return spec.transitions();
    }

    @Override
    public Shortcuts shortcuts() {
        return spec.shortcuts();
    }

    @Override
    public long work() {
        return spec.work();
    }

    @Override
    public long boundEachStep(long evaluations) {
        return spec.boundEachStep(evaluations);
    }

    @Override
    public Nearest explain(Step step, List<SpecState> candidates) {
        HistoryState first = (HistoryState) candidates.get(0);
        Step effect = step instanceof Return end ? end.effect(first) : ((HistoryStep) step).effect();
        if (effect == null) {
            return Nearest.of(new Reason.NoSuccessor());
        }
        List<SpecState> without = candidates.stream()
                .map(candidate -> before(step, (HistoryState) candidate))
                .distinct()
                .filter(state -> effect.successors(state).isEmpty())
                .toList();
        Nearest nearest = without.isEmpty() ? Nearest.of(new Reason.OtherResult()) : spec.explain(effect, without);
        List<String> open = first.open().values().stream()
                .map(operation -> operation.event().title())
                .sorted()
                .toList();
        return open.isEmpty() ? nearest : nearest.with(new Reason.NoOrder(open));
    }

    /** Returns the state in which the operation of a return had its effect, if it had; otherwise the state. */
    private static SpecState before(Step step, HistoryState state) {
        Effect done = step instanceof Return end ? state.done().get(end.process) : null;
        return done == null ? state.state() : done.before();
    }
}
