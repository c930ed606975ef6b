package dev.lockstep.checker.explore;

import dev.lockstep.checker.explore.Expansions.Expansion;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Visits every reachable state of a program together with the spec's state that it stands for, breadth first. Each step of the program must
 * be a step of the spec by the action that its event names, and each state must be within the config's invariants: so the program refines
 * the spec, at these bounds. What the spec can do from a state and the program does not is counted by action. States that are beyond the
 * config's {@code CONSTRAINT}s are looked at and not gone on from, as TLC does.
 *
 * <p>A state of the program is paired with each state of the spec that explains a run to it. The program takes its steps in the calling
 * thread, in their order; another one finds meanwhile what the spec can do. States of the spec are told apart by 64-bit fingerprints.
 */
public final class Exploration {
    private static final int MOST_INITIAL = 1;
    private static final String INTERRUPTED = "interrupted";
    private static final String OUT_OF_MEMORY = "out of memory";

    /** Counts the threads that step the spec, besides the calling one. */
    private static final int OTHERS = 1;

    private final LoadedSpec spec;
    private final String headerLine;
    private final LineReader lines;
    private final Header header;
    private final Explorable.State initial;
    private final List<String> actions;
    private final List<Pair> pairs = new ArrayList<>();
    private final Set<Long> seen = new HashSet<>();
    private final Map<Object, Integer> keys = new HashMap<>();
    private final SpecStates ofSpec;
    private final List<@Nullable Taken> taken = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Missing> missing = new TreeMap<>();
    private final Map<String, Asked> asked = new HashMap<>();

    /** Is told how far an exploration is. */
    public interface Progress {
        /**
         * @param visited states that were visited
         * @param waiting states that are known and not visited yet
         */
        void at(long visited, long waiting);
    }

    /** Holds a state of the program, the number of that of the spec, the pair before, and the event between. */
    private static final class Pair {
        /** Is forgotten once its steps are known. */
        private Explorable.@Nullable State code;

        private final int spec;
        private final @Nullable Pair before;
        private final @Nullable String event;
        private final int depth;

        Pair(Explorable.State code, int spec, @Nullable Pair before, @Nullable String event) {
            this.code = code;
            this.spec = spec;
            this.before = before;
            this.event = event;
            this.depth = before == null ? 1 : before.depth + 1;
        }
    }

    /** Holds the steps of the program from a state of the spec, and how many the spec has. Each has the numbers of its action and of the state after it. */
    private record Taken(long[] byCode, int bySpec) {}

    /** Holds what an event asks of a state, and the number of its action. */
    private record Asked(Step step, int action) {}

    /** @throws InvalidInputException the header of the code's traces is none, or names what the spec does not have */
    public Exploration(LoadedSpec spec, Explorable code) throws InvalidInputException {
        this.spec = spec;
        this.ofSpec = new SpecStates(spec);
        this.headerLine = code.header();
        this.lines = new LineReader(headerLine);
        this.header = lines.header();
        this.initial = code.initial();
        this.actions = List.copyOf(spec.actions().keySet());
        spec.check(this.header);
        for (String action : actions) {
            numbers.put(action, numbers.size());
        }
    }

    /**
     * Visits all states. If the memory is used up, the result is what was visited until then.
     *
     * @param isOver is asked before each state whether to end early
     * @param progress is told at each state how many there are
     * @throws InvalidInputException an event cannot be read, or names what the spec does not have
     */
    public ExplorationResult run(BooleanSupplier isOver, Progress progress) throws InvalidInputException {
        begin();
        Queue<FutureTask<Expansion>> ahead = new ArrayDeque<>();
        int next = 0;
        try (Expansions expansions = new Expansions(spec, OTHERS)) {
            for (; next < pairs.size() && !isOver.getAsBoolean(); next++) {
                for (int i = next + ahead.size(); i < Math.min(pairs.size(), next + Expansions.AHEAD); i++) {
                    ahead.add(expansions.begin(ofSpec.state(pairs.get(i).spec)));
                }
                Pair pair = pairs.get(next);
                Expansion expansion = expansions.of(ahead.remove());
                Optional<Wrong> wrong = expansion.violated() != null
                        ? Optional.of(violation(pair, expansion.violated()))
                        : new Visit(pair, expansion).compare();
                if (wrong.isPresent()) {
                    return result(wrong, "");
                }
                progress.at(next + 1, pairs.size() - next - 1);
            }
        } catch (OutOfMemoryError e) {
            seen.clear(); // there is room for the result
            asked.clear();
            return result(Optional.empty(), OUT_OF_MEMORY);
        }
        return result(Optional.empty(), next == pairs.size() ? "" : INTERRUPTED);
    }

    /**
     * Looks for the first wrong step. What the spec can do and the program does not is not looked for, and steps are not counted.
     *
     * @throws InvalidInputException an event cannot be read, or names what the spec does not have
     */
    public ExplorationResult search(BooleanSupplier isOver, Progress progress) throws InvalidInputException {
        begin();
        int next = 0;
        for (; next < pairs.size() && !isOver.getAsBoolean(); next++) {
            Pair pair = pairs.get(next);
            String violated = spec.violatedInvariant(ofSpec.state(pair.spec));
            Optional<Wrong> wrong = violated != null
                    ? Optional.of(violation(pair, violated))
                    : new Visit(pair, new Expansion(null, List.of())).take();
            if (wrong.isPresent()) {
                return result(wrong, "");
            }
            progress.at(next + 1, pairs.size() - next - 1);
        }
        return result(Optional.empty(), next == pairs.size() ? "" : INTERRUPTED);
    }

    private void begin() throws InvalidInputException {
        List<SpecState> states = spec.initialStates(Map.of(), MOST_INITIAL);
        if (states.size() != 1) {
            throw new InvalidInputException(spec.name()
                    + ": more than one initial state, so that it is not known with which the program begins");
        }
        add(initial, ofSpec.number(states.get(0)), null, null);
    }

    private void add(Explorable.State code, int state, @Nullable Pair before, @Nullable String event) {
        Integer key = keys.computeIfAbsent(code.key(), known -> keys.size());
        if (seen.add((long) key << Integer.SIZE | state)) {
            pairs.add(new Pair(code, state, before, event));
        }
    }

    private Wrong violation(Pair at, String invariant) throws InvalidInputException {
        return new Wrong(run(at, null), "the invariant " + invariant + " is violated");
    }

    /** Returns what an event asks of a state. Most events occur in many states. */
    private Asked asked(String line) throws InvalidInputException {
        Asked known = asked.get(line);
        if (known == null) {
            Event event = lines.event(line);
            // an event that names no action has a number of its own
            int action = numbers.computeIfAbsent(String.valueOf(event.action()), unknown -> numbers.size());
            known = new Asked(spec.step(event, header), action);
            asked.put(line, known);
        }
        return known;
    }

    /** Visits one pair. */
    private final class Visit {
        private final Pair pair;
        private final SpecState from;
        private final Expansion expansion;

        /** The numbers of the states after the spec's steps, by action. */
        private final int[][] after;

        private final StepSet byCode = new StepSet();

        Visit(Pair pair, Expansion expansion) {
            this.pair = pair;
            this.from = ofSpec.state(pair.spec);
            this.expansion = expansion;
            this.after = new int[expansion.steps().size()][];
        }

        /** Takes the steps of the program; returns the first that is wrong. */
        Optional<Wrong> take() throws InvalidInputException {
            List<Explorable.Transition> all = Objects.requireNonNull(pair.code).steps();
            pair.code = null;
            for (Explorable.Transition next : all) {
                Asked event = asked(next.event());
                int[] reached = reached(event);
                if (reached.length == 0) {
                    Nearest nearest = spec.explain(event.step, List.of(from));
                    return Optional.of(new Wrong(
                            run(pair, next.event()), String.join("\n", new ReasonText(String::valueOf).of(nearest))));
                }
                for (int to : reached) {
                    if (ofSpec.isWithin(to)) {
                        byCode.add(event.action, to);
                        add(next.after(), to, pair, next.event());
                        continue;
                    }
                    String beyond = spec.violatedInvariant(ofSpec.state(to));
                    if (beyond != null) {
                        return Optional.of(
                                new Wrong(run(pair, next.event()), "the invariant " + beyond + " is violated"));
                    }
                }
            }
            return Optional.empty();
        }

        /** Returns the states to which an event leads. It is looked for among what the spec can do, if that is known of each step. */
        private int[] reached(Asked event) {
            if (event.action < after.length) {
                int[] among = expansion.steps().get(event.action).among(event.step);
                if (among != null) {
                    int[] all = after(event.action);
                    for (int i = 0; i < among.length; i++) {
                        among[i] = all[among[i]];
                    }
                    return among;
                }
            }
            return ofSpec.numbers(event.step.successors(from));
        }

        private int[] after(int action) {
            if (after[action] == null) {
                after[action] = ofSpec.numbers(expansion.steps().get(action).after());
            }
            return after[action];
        }

        /** Does the same, and counts what the spec can do and the program does not. */
        Optional<Wrong> compare() throws InvalidInputException {
            Optional<Wrong> wrong = take();
            if (wrong.isPresent()) {
                return wrong;
            }
            long[] did = byCode.sorted();
            StepSet bySpec = new StepSet();
            for (int action = 0; action < after.length; action++) {
                boolean isMissing = false;
                for (int to : after(action)) {
                    if (ofSpec.isWithin(to)) {
                        isMissing |= Arrays.binarySearch(did, bySpec.add(action, to)) < 0;
                    }
                }
                if (isMissing) {
                    String name = actions.get(action);
                    Missing known = missing.get(name);
                    missing.put(
                            name,
                            known == null
                                    ? new Missing(1, run(pair, null))
                                    : new Missing(known.count() + 1, known.run()));
                }
            }
            count(did, bySpec.sorted().length);
            return Optional.empty();
        }

        private void count(long[] did, int can) {
            while (taken.size() <= pair.spec) {
                taken.add(null);
            }
            Taken known = taken.get(pair.spec);
            taken.set(pair.spec, new Taken(known == null ? did : StepSet.union(known.byCode, did), can));
        }
    }

    private List<Event> run(Pair end, @Nullable String last) throws InvalidInputException {
        LinkedList<String> events = new LinkedList<>();
        if (last != null) {
            events.add(last);
        }
        for (Pair at = end; at != null && at.event != null; at = at.before) {
            events.addFirst(at.event);
        }
        return Lines.read(headerLine, events).events();
    }

    private ExplorationResult result(Optional<Wrong> wrong, String early) {
        List<Taken> visited = taken.stream().filter(Objects::nonNull).toList();
        return new ExplorationResult(
                header,
                keys.size(),
                visited.size(),
                visited.stream().mapToLong(of -> of.byCode.length).sum(),
                visited.stream().mapToLong(of -> of.bySpec).sum(),
                pairs.get(pairs.size() - 1).depth,
                wrong,
                Collections.unmodifiableMap(new TreeMap<>(missing)),
                early);
    }
}
