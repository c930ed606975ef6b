package dev.lockstep.checker.explore;

import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * Finds walks through the states of a spec: some that take every transition together, or some that go anywhere.
 *
 * @param walks each begins in the initial state
 * @param transitions the number of transitions that they take: pairs of states with the action between
 */
public record SpecWalks(List<SpecWalk> walks, long transitions) {
    /** The longest walk that covers. Of a walk that the code refuses the rest is not taken. */
    private static final int LONGEST = 500;

    /** Holds a transition. */
    private record Edge(int to, String action, Map<String, Value> args) {}

    /**
     * Returns few walks that together take every transition at the bounds. Each goes on by a transition that none has taken yet, and if
     * there is none by the shortest way to the next one.
     *
     * @param without actions that are not taken: the code leaves them out
     * @param most how many states there may be
     * @param isOver is asked now and then whether to give up
     * @return empty: there are more states, or it was given up
     */
    public static Optional<SpecWalks> covering(LoadedSpec spec, Set<String> without, int most, BooleanSupplier isOver)
            throws InvalidInputException {
        Optional<StateGraph> graph = StateGraph.of(spec, most, isOver);
        return graph.isEmpty() ? Optional.empty() : Optional.of(new Cover(graph.get(), without).walks());
    }

    /**
     * Returns walks of which each takes at each state any transition.
     *
     * @param seed the same seed gives the same walks
     * @param steps how many steps each has at most; it ends where there are none
     * @param goesOn is asked before each step, with the number of whole walks, whether there are to be more
     */
    public static SpecWalks random(
            LoadedSpec spec, Set<String> without, long seed, int walks, int steps, IntPredicate goesOn)
            throws InvalidInputException {
        List<String> actions = new ArrayList<>(spec.actions().keySet());
        actions.removeAll(without);
        Map<String, LoadedSpec.Hidden> hidden = new LinkedHashMap<>();
        for (String action : actions) {
            hidden.put(action, spec.hidden(Set.of(action)));
        }
        Random random = new Random(seed);
        List<SpecWalk> all = new ArrayList<>();
        long transitions = 0;
        for (int i = 1; i <= walks && goesOn.test(i - 1); i++) {
            List<Event> events = new ArrayList<>();
            List<SpecState> states = new ArrayList<>();
            SpecState at = initial(spec);
            while (events.size() < steps && goesOn.test(i - 1)) {
                Collections.shuffle(actions, random);
                Map.Entry<String, SpecState> next = null;
                for (String action : actions) {
                    List<SpecState> after = hidden.get(action).successors(at).stream()
                            .filter(spec::isWithin)
                            .toList();
                    if (!after.isEmpty()) {
                        next = Map.entry(action, after.get(random.nextInt(after.size())));
                        break;
                    }
                }
                if (next == null) {
                    break;
                }
                at = next.getValue();
                states.add(at);
                events.add(event(events.size() + 1, next.getKey(), Map.of(), values(spec, at)));
            }
            transitions += events.size();
            all.add(new SpecWalk("random walk " + i + " of seed " + seed, Header.of(spec.name()), events, states));
        }
        return new SpecWalks(all, transitions);
    }

    private static SpecState initial(LoadedSpec spec) throws InvalidInputException {
        List<SpecState> initial = spec.initialStates(Map.of(), 1);
        if (initial.size() != 1) {
            throw new InvalidInputException(
                    spec.name() + ": not one initial state, so that it is not known with which the code begins");
        }
        return initial.get(0);
    }

    private static Map<String, Value> values(LoadedSpec spec, SpecState state) {
        Map<String, Value> values = new LinkedHashMap<>();
        spec.variables().forEach(variable -> values.put(variable, spec.value(state, variable)));
        return values;
    }

    private static Event event(int index, String action, Map<String, Value> args, Map<String, Value> values) {
        return Event.step("walk", index, action, args).observing(values, Map.of(), Map.of());
    }

    /** Finds walks that take all transitions of a graph. */
    private static final class Cover {
        private final StateGraph graph;
        private final List<List<Edge>> edges = new ArrayList<>();

        /** Counts for each state the transitions from it that are taken already. They are the first ones. */
        private final int[] taken;

        private int open;

        Cover(StateGraph graph, Set<String> without) throws InvalidInputException {
            if (graph.initial() != 1) {
                throw new InvalidInputException(graph.spec().name()
                        + ": not one initial state, so that it is not known with which the code begins");
            }
            this.graph = graph;
            for (int i = 0; i < graph.states().size(); i++) {
                Map<List<Object>, Edge> from = new LinkedHashMap<>();
                for (StateGraph.Step step : graph.steps(i)) {
                    if (!without.contains(step.action())
                            && graph.states().get(step.to()).isWithin()) {
                        from.putIfAbsent(
                                List.of(step.to(), step.action()), new Edge(step.to(), step.action(), step.args()));
                    }
                }
                edges.add(List.copyOf(from.values()));
            }
            this.taken = new int[edges.size()];
            boolean[] isReached = new boolean[edges.size()];
            Deque<Integer> queue = new ArrayDeque<>(List.of(0));
            isReached[0] = true;
            while (!queue.isEmpty()) {
                List<Edge> from = edges.get(queue.remove());
                open += from.size();
                for (Edge edge : from) {
                    if (!isReached[edge.to]) {
                        isReached[edge.to] = true;
                        queue.add(edge.to);
                    }
                }
            }
        }

        SpecWalks walks() {
            long transitions = open;
            List<SpecWalk> walks = new ArrayList<>();
            while (open > 0) {
                List<Event> events = new ArrayList<>();
                List<SpecState> states = new ArrayList<>();
                int at = 0;
                while (events.size() < LONGEST || events.isEmpty()) {
                    List<Edge> way = wayToOpen(at);
                    if (way.isEmpty()) {
                        break;
                    }
                    for (Edge edge : way) {
                        at = edge.to;
                        states.add(graph.found(at));
                        events.add(event(
                                events.size() + 1,
                                edge.action,
                                edge.args,
                                graph.states().get(at).values()));
                    }
                }
                walks.add(new SpecWalk(
                        "covering walk " + (walks.size() + 1),
                        Header.of(graph.spec().name()),
                        events,
                        states));
            }
            return new SpecWalks(walks, transitions);
        }

        /** Returns a shortest way from a state whose last transition none has taken, and takes it; empty: there is none. */
        private List<Edge> wayToOpen(int from) {
            Edge[] to = new Edge[edges.size()];
            int[] before = new int[edges.size()];
            Arrays.fill(before, -1);
            Deque<Integer> queue = new ArrayDeque<>(List.of(from));
            before[from] = from;
            while (!queue.isEmpty()) {
                int at = queue.remove();
                if (taken[at] < edges.get(at).size()) {
                    Deque<Edge> way = new ArrayDeque<>(List.of(edges.get(at).get(taken[at]++)));
                    open--;
                    for (int back = at; back != from; back = before[back]) {
                        way.addFirst(to[back]);
                    }
                    return List.copyOf(way);
                }
                for (Edge edge : edges.get(at)) {
                    if (before[edge.to] < 0) {
                        before[edge.to] = at;
                        to[edge.to] = edge;
                        queue.add(edge.to);
                    }
                }
            }
            return List.of();
        }
    }
}
