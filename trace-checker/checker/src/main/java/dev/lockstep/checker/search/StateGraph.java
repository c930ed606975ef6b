package dev.lockstep.checker.search;

import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.StateValues;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Holds the states of a small model and the steps between them, for people to look at. Each step has its action and arguments; each action
 * that is not possible in a state has a reason. The search is breadth first. It goes on from no state that violates an invariant, nor from
 * one beyond the constraints, and it ends after the level of the first violation. A step violates something, too, if a property is false of it.
 */
public final class StateGraph {
    private final LoadedSpec spec;
    private final StateValues read;
    private final Header header;
    private final int most;
    private final BooleanSupplier isLate;
    private final Arguments arguments;
    private final List<State> states = new ArrayList<>();
    private final List<SpecState> found = new ArrayList<>();
    private final List<List<Step>> steps = new ArrayList<>();
    private final Map<Map<String, Value>, Integer> numbers = new HashMap<>();
    private final Map<SpecState, Integer> met = new HashMap<>();
    private final Map<String, LoadedSpec.Hidden> actions = new LinkedHashMap<>();
    private int initial;
    private int lastDepth = Integer.MAX_VALUE;

    /**
     * Holds a state.
     *
     * @param depth how many steps it takes to come here, at least
     * @param violated the invariant that is false; empty: all hold
     * @param isWithin whether the constraints of the config hold
     */
    public record State(Map<String, Value> values, int depth, String violated, boolean isWithin) {
        /** Returns whether the search goes on from here. */
        public boolean isOpen() {
            return violated.isEmpty() && isWithin;
        }
    }

    /**
     * Holds a step.
     *
     * @param args the arguments, as far as they are known
     * @param violated the property that is false of the step; empty: none
     */
    public record Step(int to, String action, Map<String, Value> args, String violated) {}

    /**
     * Holds a behaviour through the states, which violates something.
     *
     * @param loop the index, in the list, of the state that comes after the last one, over and over; the last itself: it stays there for
     *     ever. Empty: the violation needs no more than the states
     */
    public record Behaviour(List<Integer> states, OptionalInt loop, String violated) {}

    /** Tells why an action is not possible. */
    public record Blocked(String action, Nearest why) {}

    private StateGraph(LoadedSpec spec, int most, BooleanSupplier isLate) throws InvalidInputException {
        this.spec = spec;
        this.read = spec.stateValues();
        this.header = new Header(spec.name(), Map.of(), Set.of(), Set.of(), Set.of());
        this.most = most;
        this.isLate = isLate;
        this.arguments = new Arguments(spec, header);
        for (String action : spec.actions().keySet()) {
            actions.put(action, spec.unconstrained(Set.of(action)));
        }
    }

    /**
     * Finds all states.
     *
     * @param most beyond so many states the model is refused
     * @return empty: there are more states
     */
    public static Optional<StateGraph> of(LoadedSpec spec, int most) throws InvalidInputException {
        return of(spec, most, () -> false);
    }

    /**
     * Does the same unless it takes too long.
     *
     * @param isLate asked again and again; once it holds the search is given up
     * @return empty: there are more states, or it took too long
     */
    public static Optional<StateGraph> of(LoadedSpec spec, int most, BooleanSupplier isLate)
            throws InvalidInputException {
        StateGraph graph = new StateGraph(spec, most, isLate);
        return graph.search() ? Optional.of(graph) : Optional.empty();
    }

    private boolean search() throws InvalidInputException {
        for (SpecState state : spec.initialStates(Map.of(), most + 1)) {
            number(state, 0);
        }
        initial = states.size();
        for (int i = 0; i < states.size(); i++) {
            if (states.size() > most || isLate.getAsBoolean()) {
                return false;
            }
            State state = states.get(i);
            List<Step> from = new ArrayList<>();
            steps.add(from);
            if (state.isOpen() && state.depth < lastDepth) {
                expand(i, from);
            }
        }
        return true;
    }

    private void expand(int from, List<Step> into) throws InvalidInputException {
        State state = states.get(from);
        SpecState at = found.get(from);
        for (Map.Entry<String, LoadedSpec.Hidden> action : actions.entrySet()) {
            List<SpecState> after = taken(at, action.getValue().successors(at));
            if (after.isEmpty()) {
                continue;
            }
            Map<Integer, SpecState> left = new LinkedHashMap<>();
            for (SpecState each : after) {
                left.put(number(each, state.depth + 1), each);
            }
            for (Arguments.Bound bound : arguments.of(action.getKey(), at, state.values)) {
                for (SpecState each : taken(at, bound.after())) {
                    int to = number(each, state.depth + 1);
                    left.remove(to);
                    into.add(step(from, to, each, action.getKey(), bound.args()));
                }
            }
            left.forEach((to, each) -> into.add(step(from, to, each, action.getKey(), Map.of())));
        }
    }

    /** Leaves out the steps that the config forbids. One that leads to what violates something stays: TLC looks at the state after it. */
    private List<SpecState> taken(SpecState from, List<SpecState> after) {
        return after.stream()
                .filter(to -> spec.isWithin(from, to)
                        || spec.violatedInvariant(to) != null
                        || spec.violatedByStep(from, to) != null)
                .toList();
    }

    private Step step(int from, int to, SpecState after, String action, Map<String, Value> args) {
        String violated = spec.violatedByStep(found.get(from), after);
        if (violated != null) {
            lastDepth = Math.min(lastDepth, states.get(from).depth + 1);
        }
        return new Step(to, action, args, violated == null ? "" : violated);
    }

    private int number(SpecState state, int depth) {
        Integer known = met.get(state);
        if (known == null) {
            known = numberOfValues(state, depth);
            met.put(state, known);
        }
        return known;
    }

    private int numberOfValues(SpecState state, int depth) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (String variable : spec.variables()) {
            values.put(variable, Arguments.sorted(read.value(state, variable)));
        }
        Integer known = numbers.putIfAbsent(values, states.size());
        if (known != null) {
            return known;
        }
        String violated = depth == 0 ? spec.violatedInitially(state) : spec.violatedInvariant(state);
        if (violated != null) {
            lastDepth = Math.min(lastDepth, depth);
        }
        states.add(new State(values, depth, violated == null ? "" : violated, spec.isWithin(state)));
        found.add(state);
        return states.size() - 1;
    }

    public LoadedSpec spec() {
        return spec;
    }

    /** Returns the states; those in which behaviours begin are the first ones. */
    public List<State> states() {
        return states;
    }

    /** Returns a state as the spec has it. */
    public SpecState found(int state) {
        return found.get(state);
    }

    /** Returns how many initial states there are. */
    public int initial() {
        return initial;
    }

    /** Returns the steps from a state; none if the search does not go on from there. */
    public List<Step> steps(int from) {
        return steps.get(from);
    }

    /** Returns whether the steps from a state were looked for. */
    public boolean isExpanded(int state) {
        return states.get(state).isOpen() && states.get(state).depth < lastDepth;
    }

    /** Returns a shortest behaviour whose last state violates an invariant, or whose last step violates a property. */
    public Optional<Behaviour> counterexample() {
        for (int i = 0; i < states.size(); i++) {
            State state = states.get(i);
            if (!state.violated.isEmpty()) {
                return Optional.of(new Behaviour(way(i), OptionalInt.empty(), state.violated));
            }
        }
        for (int i = 0; i < states.size(); i++) {
            for (Step step : steps.get(i)) {
                if (!step.violated.isEmpty()) {
                    List<Integer> way = new ArrayList<>(way(i));
                    way.add(step.to);
                    return Optional.of(new Behaviour(way, OptionalInt.empty(), step.violated));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the behaviour of these states, of which another search has found that it violates something.
     *
     * @param loop the index of the state that comes after the last one, as in a {@link Behaviour}
     * @return empty: they are not among the states, with steps between them
     */
    public Optional<Behaviour> behaviour(List<Map<String, Value>> values, OptionalInt loop, String violated) {
        List<Integer> way = new ArrayList<>();
        for (Map<String, Value> state : values) {
            Map<String, Value> sorted = new LinkedHashMap<>();
            state.forEach((variable, value) -> sorted.put(variable, Arguments.sorted(value)));
            Integer number = numbers.get(sorted);
            if (number == null || (way.isEmpty() ? number >= initial : !isStep(way.get(way.size() - 1), number))) {
                return Optional.empty();
            }
            way.add(number);
        }
        boolean isWhole = !way.isEmpty()
                && (loop.isEmpty()
                        || loop.getAsInt() == way.size() - 1
                        || isStep(way.get(way.size() - 1), way.get(loop.getAsInt())));
        return isWhole ? Optional.of(new Behaviour(way, loop, violated)) : Optional.empty();
    }

    private boolean isStep(int from, int to) {
        return steps.get(from).stream().anyMatch(step -> step.to == to);
    }

    /** Returns a shortest way from an initial state to this one, the state itself last. */
    private List<Integer> way(int to) {
        int[] before = new int[states.size()];
        Arrays.fill(before, -1);
        for (int i = 0; i < states.size(); i++) {
            for (Step step : steps.get(i)) {
                if (before[step.to] < 0 && step.to >= initial) {
                    before[step.to] = i;
                }
            }
        }
        List<Integer> way = new ArrayList<>();
        for (int at = to; at >= 0; at = at < initial ? -1 : before[at]) {
            way.add(0, at);
        }
        return way;
    }

    /** Returns why actions are not possible in a state. */
    public List<Blocked> blocked(int state) throws InvalidInputException {
        List<Blocked> blocked = new ArrayList<>();
        for (String action : actions.keySet()) {
            boolean isPossible = steps.get(state).stream().anyMatch(step -> step.action.equals(action));
            if (!isPossible && isExpanded(state)) {
                Nearest why =
                        spec.explain(spec.step(Event.step("", 1, action, Map.of()), header), List.of(found.get(state)));
                blocked.add(new Blocked(action, why));
            }
        }
        return blocked;
    }
}
