package dev.lockstep.checker.explore;

import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.ReasonText;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.explorable.Explorable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run on code, as far as the code takes it. The run may be one that code has recorded, or a behaviour of the spec, such as a
 * counterexample. A step of the code is one of the run if it writes the same event, or comes to a state of the spec to which the run comes
 * too. All states that the code can be in are kept. For one thread.
 */
public final class CodeReplay {
    private final LoadedSpec spec;
    private final Explorable code;
    private final Header own;
    private final Map<List<Object>, List<Taken>> steps = new HashMap<>();

    /**
     * Holds a state of the code.
     *
     * @param spec what it is in the spec; null: the run has left the spec, and its code is followed
     */
    private record Place(Explorable.State code, @Nullable SpecState spec) {}

    /**
     * Tells how far the code came.
     *
     * @param taken the number of steps that it takes
     * @param refused the step that it does not take; null: it takes all
     * @param why why it does not; empty if it does
     * @param others the steps that it takes there
     */
    public record Result(long taken, @Nullable Event refused, String why, List<Event> others) {
        /** Returns whether the code takes every step. */
        public boolean isWhole() {
            return refused == null;
        }

        /** Returns what people are told of it, the first line with the name of the run. */
        public List<String> text(String name) {
            if (refused == null) {
                return List.of(name + ": the code takes all " + taken + " steps");
            }
            List<String> lines = new ArrayList<>();
            lines.add(name + ": the code takes " + taken + " steps, and not event " + (taken + 1) + ", "
                    + ExplorationText.step(refused));
            lines.add(why);
            lines.add(others.isEmpty() ? "there it takes nothing" : "there it takes:");
            others.forEach(other -> lines.add("  " + ExplorationText.step(other)));
            return lines;
        }
    }

    /** Holds a step of the code, and the states of the spec to which it leads. */
    private record Taken(Event event, Explorable.State after, List<SpecState> reached) {}

    /** @throws InvalidInputException the header of the code's traces is none, or names what the spec does not have */
    public CodeReplay(LoadedSpec spec, Explorable code) throws InvalidInputException {
        this.spec = spec;
        this.code = code;
        this.own = Lines.read(code.header(), List.of()).header();
        spec.check(own);
    }

    /**
     * Replays a trace.
     *
     * @throws InvalidInputException the trace cannot be read, or is at other bounds
     */
    public Result replay(TraceReader trace) throws InvalidInputException {
        boolean isOfCode = trace.header().isLike(own);
        if (!isOfCode && !trace.header().constants().isEmpty()) {
            throw new InvalidInputException(trace.name(), 1, "is no trace at the bounds of the code");
        }
        List<Place> at = begin(trace.initially());
        if (at.isEmpty()) {
            throw new InvalidInputException(trace.name(), 1, "begins in a state in which the spec does not begin");
        }
        long taken = 0;
        for (Event event = trace.next(); event != null; event = trace.next()) {
            if (event.kind() == Event.Kind.END) {
                continue;
            }
            Step wanted = spec.step(event, trace.header());
            List<Place> next = after(at, event, isOfCode, wanted::successors);
            if (next.isEmpty()) {
                List<Place> last = at;
                return refused(taken, event, at, wanted::successors, () -> spec.explain(wanted, states(last)));
            }
            at = next;
            taken++;
        }
        return new Result(taken, null, "", List.of());
    }

    /** Replays a walk through the spec. */
    public Result replay(SpecWalk walk) throws InvalidInputException {
        List<Place> at = begin(Map.of());
        for (int i = 0; i < walk.events().size(); i++) {
            List<SpecState> to = List.of(walk.states().get(i));
            Event event = walk.events().get(i);
            List<Place> next = after(at, event, false, from -> to);
            if (next.isEmpty()) {
                return refused(i, event, at, from -> to, () -> {
                    throw new IllegalStateException(walk + " is a behaviour of the spec");
                });
            }
            at = next;
        }
        return new Result(walk.events().size(), null, "", List.of());
    }

    private List<Place> begin(Map<String, Value> initially) throws InvalidInputException {
        List<Place> places = new ArrayList<>();
        for (SpecState initial : spec.initialStates(initially, 1)) {
            places.add(new Place(code.initial(), initial));
        }
        return places;
    }

    /** Returns where the code can be after a step. */
    private List<Place> after(
            List<Place> at, Event event, boolean isOfCode, Function<SpecState, List<SpecState>> successors)
            throws InvalidInputException {
        Map<List<Object>, Place> next = new LinkedHashMap<>();
        for (Place place : at) {
            List<SpecState> after = place.spec == null ? List.of() : successors.apply(place.spec);
            if (place.spec != null && event.action() == null && after.contains(place.spec)) {
                put(next, place); // nothing changes, and nobody says that anything was done
            }
            for (Taken step : taken(place)) {
                boolean isSame = isOfCode && said(step.event).equals(said(event));
                for (SpecState state : step.reached) {
                    if (isSame || isOf(event, step.event) && after.contains(state)) {
                        put(next, new Place(step.after, state));
                    }
                }
                if (isSame && step.reached.isEmpty()) {
                    put(next, new Place(step.after, null));
                }
            }
        }
        return List.copyOf(next.values());
    }

    /** Returns whether a step of the code may be one that somebody else tells of. */
    private static boolean isOf(Event told, Event ofCode) {
        return told.action() == null || told.action().equals(ofCode.action());
    }

    /** Returns the steps of the code, which are looked for once. */
    private List<Taken> taken(Place place) throws InvalidInputException {
        List<Object> key = key(place);
        List<Taken> known = steps.get(key);
        if (known == null) {
            known = new ArrayList<>();
            for (Explorable.Transition transition : place.code.steps()) {
                Event event = Lines.read(code.header(), List.of(transition.event()))
                        .events()
                        .get(0);
                Step step = spec.step(event, own);
                known.add(new Taken(
                        event, transition.after(), place.spec == null ? List.of() : step.successors(place.spec)));
            }
            steps.put(key, known);
        }
        return known;
    }

    private static List<Object> key(Place place) {
        return List.of(place.code.key(), Optional.ofNullable(place.spec));
    }

    private static void put(Map<List<Object>, Place> places, Place place) {
        places.put(key(place), place);
    }

    /** Returns what an event says of a step, wherever it was read. */
    private static List<Object> said(Event event) {
        return List.of(
                Optional.ofNullable(event.process()),
                Optional.ofNullable(event.action()),
                event.args(),
                event.state(),
                event.added(),
                event.removed());
    }

    private static List<SpecState> states(List<Place> at) {
        List<SpecState> states = new ArrayList<>();
        for (Place place : at) {
            if (place.spec != null) {
                states.add(place.spec);
            }
        }
        return states;
    }

    private Result refused(
            long taken,
            Event event,
            List<Place> at,
            Function<SpecState, List<SpecState>> successors,
            Supplier<Nearest> noStep)
            throws InvalidInputException {
        List<Event> others = new ArrayList<>();
        for (Place place : at) {
            taken(place).forEach(other -> others.add(other.event));
        }
        return new Result(taken, event, why(event, at, successors, noStep), others);
    }

    /** Tells why the code does not take a step. */
    private String why(
            Event event, List<Place> at, Function<SpecState, List<SpecState>> successors, Supplier<Nearest> noStep)
            throws InvalidInputException {
        if (states(at).isEmpty()) {
            return "the code writes no such event there";
        }
        Set<String> actions = new LinkedHashSet<>();
        List<String> nearest = null;
        String step = "";
        String wrong = null;
        for (Place place : at) {
            for (SpecState to : place.spec == null ? List.<SpecState>of() : successors.apply(place.spec)) {
                Set<String> here = actions(event, place.spec, to);
                actions.addAll(here);
                for (Taken other : taken(place)) {
                    boolean isMeant = here.contains(other.event.action()) && agree(event.args(), other.event.args());
                    if (isMeant && other.reached.isEmpty()) {
                        wrong = ExplorationText.step(other.event);
                    }
                    for (SpecState reached : isMeant ? other.reached : List.<SpecState>of()) {
                        List<String> differences = differences(reached, to);
                        if (nearest == null || differences.size() < nearest.size()) {
                            nearest = differences;
                            step = ExplorationText.step(other.event);
                        }
                    }
                }
            }
        }
        if (actions.isEmpty()) {
            return "it is no step of the spec: " + String.join("\n", new ReasonText(String::valueOf).of(noStep.get()));
        }
        StringBuilder why = new StringBuilder(
                nearest != null
                        ? step + " of the code comes to another state: " + String.join(", ", nearest)
                        : wrong != null
                                ? wrong + " of the code is no step of the spec"
                                : "the code has no such step there: " + String.join(" or ", actions));
        for (String action : actions) {
            String declared = code.differences().get(action);
            if (declared != null) {
                why.append("; it is declared that it may leave out ")
                        .append(action)
                        .append(": ")
                        .append(declared);
            }
        }
        return why.toString();
    }

    /** Returns whether no argument that both name has two values. */
    private static boolean agree(Map<String, Value> args, Map<String, Value> others) {
        return args.entrySet().stream()
                .allMatch(
                        arg -> others.getOrDefault(arg.getKey(), arg.getValue()).equals(arg.getValue()));
    }

    /** Returns the actions that lead from one state to another, of those that the event may mean. */
    private Set<String> actions(Event event, SpecState from, SpecState to) throws InvalidInputException {
        if (event.action() != null) {
            return Set.of(event.action());
        }
        Set<String> actions = new LinkedHashSet<>();
        for (String action : spec.actions().keySet()) {
            if (spec.hidden(Set.of(action)).successors(from).contains(to)) {
                actions.add(action);
            }
        }
        return actions;
    }

    private List<String> differences(SpecState reached, SpecState to) {
        List<String> differences = new ArrayList<>();
        for (String variable : spec.variables()) {
            Value there = spec.value(reached, variable);
            Value wanted = spec.value(to, variable);
            if (!there.equals(wanted)) {
                differences.add(variable + " = " + there + ", not " + wanted);
            }
        }
        return differences;
    }
}
