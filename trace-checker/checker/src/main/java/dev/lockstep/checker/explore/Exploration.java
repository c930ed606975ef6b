package dev.lockstep.checker.explore;

import dev.lockstep.checker.explore.ExplorationResult.Missing;
import dev.lockstep.checker.explore.ExplorationResult.Wrong;
import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.ReasonText;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.explorable.Explorable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Visits every reachable state of a program together with the spec's state that it stands for, breadth first. Each step of the program must
 * be a step of the spec by the action that its event names, and each state must be within the config's invariants: so the program refines
 * the spec, at these bounds. What the spec can do from a state and the program does not is counted by action. States that are beyond the
 * config's {@code CONSTRAINT}s are looked at and not gone on from, as TLC does.
 *
 * <p>A state of the program is paired with each state of the spec that explains a run to it. For one thread.
 */
public final class Exploration {
    private static final int MOST_INITIAL = 1;

    private final LoadedSpec spec;
    private final String headerLine;
    private final Header header;
    private final Explorable.State initial;
    private final Map<String, LoadedSpec.Hidden> actions = new LinkedHashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final Set<Visited> seen = new HashSet<>();
    private final Map<Object, Integer> keys = new HashMap<>();
    private final SpecStates ofSpec = new SpecStates();
    private final Map<Integer, Taken> taken = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Missing> missing = new TreeMap<>();
    private final Map<String, Step> steps = new HashMap<>();

    /** Is told how far an exploration is. */
    public interface Progress {
        /**
         * @param visited states that were visited
         * @param waiting states that are known and not visited yet
         */
        void at(long visited, long waiting);
    }

    /** Holds a state of the program, the number of that of the spec, the pair before, and the event between. */
    private record Pair(
            Explorable.State code,
            int spec,
            @Nullable Pair before,
            @Nullable String event,
            int depth) {}

    /** Holds the numbers of a key of the program's states, and of a state of the spec. */
    private record Visited(int key, int spec) {}

    /** Holds the steps from a state of the spec. Each has the numbers of its action and of the state after it. */
    private record Taken(long[] byCode, long[] bySpec) {
        Taken and(Taken other) {
            return new Taken(StepSet.union(byCode, other.byCode), StepSet.union(bySpec, other.bySpec));
        }
    }

    /** @throws InvalidInputException the header of the code's traces is none, or names what the spec does not have */
    public Exploration(LoadedSpec spec, Explorable code) throws InvalidInputException {
        this.spec = spec;
        this.headerLine = code.header();
        this.header = Lines.read(headerLine, List.of()).header();
        this.initial = code.initial();
        spec.check(this.header);
        for (String action : spec.actions().keySet()) {
            actions.put(action, spec.hidden(Set.of(action)));
            numbers.put(action, numbers.size());
        }
    }

    /**
     * Visits all states.
     *
     * @param isOver is asked before each state whether to end early
     * @param progress is told at each state how many there are
     * @throws InvalidInputException an event cannot be read, or names what the spec does not have
     */
    public ExplorationResult run(BooleanSupplier isOver, Progress progress) throws InvalidInputException {
        return visitAll(isOver, progress, true);
    }

    /**
     * Looks for the first wrong step. What the spec can do and the program does not is not looked for, and steps are not counted.
     *
     * @throws InvalidInputException an event cannot be read, or names what the spec does not have
     */
    public ExplorationResult search(BooleanSupplier isOver, Progress progress) throws InvalidInputException {
        return visitAll(isOver, progress, false);
    }

    private ExplorationResult visitAll(BooleanSupplier isOver, Progress progress, boolean compares)
            throws InvalidInputException {
        List<SpecState> states = spec.initialStates(Map.of(), MOST_INITIAL);
        if (states.size() != 1) {
            throw new InvalidInputException(spec.name()
                    + ": more than one initial state, so that it is not known with which the program begins");
        }
        add(new Pair(initial, ofSpec.number(states.get(0)), null, null, 1));
        int next = 0;
        for (; next < pairs.size() && !isOver.getAsBoolean(); next++) {
            Optional<Wrong> wrong = visit(pairs.get(next), compares);
            if (wrong.isPresent()) {
                return result(wrong, true);
            }
            progress.at(next + 1, pairs.size() - next - 1);
        }
        return result(Optional.empty(), next == pairs.size());
    }

    private void add(Pair pair) {
        Integer key = keys.computeIfAbsent(pair.code.key(), known -> keys.size());
        if (seen.add(new Visited(key, pair.spec))) {
            pairs.add(pair);
        }
    }

    private Optional<Wrong> visit(Pair pair, boolean compares) throws InvalidInputException {
        SpecState from = ofSpec.state(pair.spec);
        String violated = spec.violatedInvariant(from);
        if (violated != null) {
            return Optional.of(new Wrong(run(pair), "the invariant " + violated + " is violated"));
        }
        StepSet byCode = new StepSet();
        for (Explorable.Transition next : pair.code.steps()) {
            Step step = step(next.event());
            List<SpecState> after = step.successors(from);
            Pair reached = new Pair(next.after(), pair.spec, pair, next.event(), pair.depth + 1);
            if (after.isEmpty()) {
                Nearest nearest = spec.explain(step, List.of(from));
                return Optional.of(
                        new Wrong(run(reached), String.join("\n", new ReasonText(String::valueOf).of(nearest))));
            }
            for (SpecState state : after) {
                if (!spec.isWithin(state)) {
                    String beyond = spec.violatedInvariant(state);
                    if (beyond != null) {
                        return Optional.of(new Wrong(run(reached), "the invariant " + beyond + " is violated"));
                    }
                    continue;
                }
                int to = ofSpec.number(state);
                byCode.add(action(step.event()), to);
                add(new Pair(next.after(), to, pair, next.event(), pair.depth + 1));
            }
        }
        if (compares) {
            compare(pair, byCode.sorted());
        }
        return Optional.empty();
    }

    /** Returns the number of an event's action; an event that names none has one of its own. */
    private int action(Event event) {
        return numbers.computeIfAbsent(String.valueOf(event.action()), unknown -> numbers.size());
    }

    /** Returns what an event asks of a state. Most events occur in many states. */
    private Step step(String line) throws InvalidInputException {
        Step known = steps.get(line);
        if (known == null) {
            known = spec.step(Lines.read(headerLine, List.of(line)).events().get(0), header);
            steps.put(line, known);
        }
        return known;
    }

    /** Counts what the spec can do and the program does not. */
    private void compare(Pair pair, long[] byCode) throws InvalidInputException {
        SpecState from = ofSpec.state(pair.spec);
        StepSet bySpec = new StepSet();
        for (Map.Entry<String, LoadedSpec.Hidden> action : actions.entrySet()) {
            boolean isMissing = false;
            for (SpecState state : action.getValue().successors(from)) {
                if (!spec.isWithin(state)) {
                    continue;
                }
                long step = bySpec.add(numbers.get(action.getKey()), ofSpec.number(state));
                isMissing |= Arrays.binarySearch(byCode, step) < 0;
            }
            if (isMissing) {
                Missing known = missing.get(action.getKey());
                missing.put(
                        action.getKey(),
                        known == null ? new Missing(1, run(pair)) : new Missing(known.count() + 1, known.run()));
            }
        }
        taken.merge(pair.spec, new Taken(byCode, bySpec.sorted()), Taken::and);
    }

    private List<Event> run(Pair end) throws InvalidInputException {
        LinkedList<String> events = new LinkedList<>();
        for (Pair at = end; at != null && at.event != null; at = at.before) {
            events.addFirst(at.event);
        }
        return Lines.read(headerLine, events).events();
    }

    private ExplorationResult result(Optional<Wrong> wrong, boolean isComplete) {
        return new ExplorationResult(
                header,
                keys.size(),
                taken.size(),
                taken.values().stream().mapToLong(of -> of.byCode.length).sum(),
                taken.values().stream().mapToLong(of -> of.bySpec.length).sum(),
                pairs.get(pairs.size() - 1).depth,
                wrong,
                Collections.unmodifiableMap(new TreeMap<>(missing)),
                isComplete);
    }
}
