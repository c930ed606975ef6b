package dev.lockstep.checker.tlc;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.Evaluation.Failed;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;

/** A spec in the TLC of its own class loader. */
public final class TlcSpec implements LoadedSpec {
    private final String name;
    private final FastTool tool;
    private final Values values = new Values();
    private final NextRelation next;
    private final Context context;
    private final List<String> variables;
    private final Map<String, OpDefNode> operators = new HashMap<>();
    private final Map<ActionKey, List<NextRelation.Path>> paths = new HashMap<>();
    private final Map<String, List<String>> parameters = new HashMap<>();
    private final Set<Value> knownProcesses = new HashSet<>();
    private final Action[] invariants;
    private final String[] invariantNames;

    private record ActionKey(String action, Set<String> arguments) {}

    public TlcSpec(SpecSource source) throws InvalidInputException {
        this.name = SpecParser.moduleName(source.module());
        this.tool = SpecParser.parse(source);
        this.variables = Arrays.stream(TLCState.vars)
                .map(variable -> variable.getName().toString())
                .toList();
        for (OpDefNode definition : tool.getRootModule().getOpDefs()) {
            operators.put(definition.getName().toString(), definition);
        }
        if (tool.getNextStateSpec() == null) {
            throw new InvalidInputException(
                    source.config() + ": names neither a SPECIFICATION nor a NEXT, so there are no steps");
        }
        this.next = new NextRelation(tool);
        this.context = tool.getNextStateSpec().con;
        this.invariants = tool.getInvariants();
        this.invariantNames = tool.getInvNames();
    }

    FastTool tool() {
        return tool;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> variables() {
        return variables;
    }

    @Override
    public Map<String, List<String>> actions() {
        return next.actions();
    }

    @Override
    public List<SpecState> initialStates(Map<String, Value> observed) throws InvalidInputException {
        List<Observation> observations = new ArrayList<>();
        for (Map.Entry<String, Value> entry : observed.entrySet()) {
            requireVariable(entry.getKey());
            observations.add(Observation.equal(
                    entry.getKey(), Observation.variable(entry.getKey()), values.convert(entry.getValue())));
        }
        Set<SpecState> states = new LinkedHashSet<>();
        try {
            StateVec initial = Evaluation.of(tool::getInitStates);
            for (int i = 0; i < initial.size(); i++) {
                TLCState state = initial.elementAt(i);
                if (observations.stream().allMatch(o -> o.mismatch(state, state) == null)) {
                    states.add(new TlcState(state));
                }
            }
        } catch (Failed e) {
            throw new InvalidInputException(name + ": the initial states cannot be computed: " + e.getMessage());
        }
        return List.copyOf(states);
    }

    private void requireVariable(String variable) throws InvalidInputException {
        if (!variables.contains(variable)) {
            throw new InvalidInputException(
                    name + " has no variable " + variable + "; it has " + String.join(", ", variables));
        }
    }

    // ---------------------------------------------------------------- steps

    @Override
    public Step step(Event event, Header header) throws InvalidInputException {
        try {
            if (event.process() != null && !header.local().isEmpty()) {
                requireProcess(event, event.process(), header);
            }
            return event.action() == null
                    ? new TlcStep(this, event, List.of(), Context.Empty, observations(event, header))
                    : namedStep(event, header, event.action());
        } catch (ArithmeticException e) {
            throw invalid(event, e.getMessage());
        }
    }

    /** A process is what a local variable is a function of at first, or what a constant set of the spec has as element. */
    private void requireProcess(Event event, Value process, Header header) throws InvalidInputException {
        if (knownProcesses.contains(process)) {
            return;
        }
        tlc2.value.impl.Value value = values.convert(process);
        for (String variable : header.local()) {
            if (!variables.contains(variable)) {
                continue;
            }
            for (SpecState state : initialStates(Map.of())) {
                if (Processes.inDomain(value, ((TlcState) state).value(variable))) {
                    knownProcesses.add(process);
                    return;
                }
            }
        }
        if (Processes.isConstant(value, tool)) {
            knownProcesses.add(process);
            return;
        }
        throw invalid(event, "there is no process " + process + " in " + name);
    }

    private Step namedStep(Event event, Header header, String action) throws InvalidInputException {
        List<String> names = parameters(action);
        if (names == null) {
            throw invalid(event, unknownAction(action));
        }
        for (String argument : event.args().keySet()) {
            if (!names.contains(argument)) {
                throw invalid(
                        event,
                        "action " + action + " has no parameter " + argument + "; it has "
                                + (names.isEmpty() ? "none" : String.join(", ", names)));
            }
        }
        List<NextRelation.Path> ways = ways(action, event.args().keySet());
        Context bound = context;
        for (Map.Entry<String, Value> argument : event.args().entrySet()) {
            tlc2.value.impl.Value value = values.convert(argument.getValue());
            for (NextRelation.Path way : ways) {
                FormalParamNode symbol = way.symbols().get(argument.getKey());
                bound = bound.cons(symbol, value);
            }
        }
        return new TlcStep(this, event, ways, bound, observations(event, header));
    }

    /** {@code Next} narrowed to the action, whatever its arguments. */
    List<NextRelation.Path> ways(String action) {
        return ways(action, Set.of());
    }

    private List<NextRelation.Path> ways(String action, Set<String> arguments) {
        return paths.computeIfAbsent(new ActionKey(action, arguments), key -> next.paths(key.action, key.arguments));
    }

    private @Nullable List<String> parameters(String action) {
        if (!parameters.containsKey(action)) {
            parameters.put(action, next.parameters(action));
        }
        return parameters.get(action);
    }

    private String unknownAction(String action) {
        String there = operators.containsKey(action)
                ? name + " defines " + action + ", but no step of its next-state relation uses it"
                : name + " has no action " + action;
        return there + "; the actions are "
                + String.join(", ", new TreeSet<>(next.actions().keySet()));
    }

    private List<Observation> observations(Event event, Header header) throws InvalidInputException {
        List<Observation> observations = new ArrayList<>();
        for (Map.Entry<String, Value> entry : event.state().entrySet()) {
            observations.add(Observation.equal(
                    shown(entry.getKey(), event, header),
                    reading(entry.getKey(), event, header),
                    values.convert(entry.getValue())));
        }
        for (String variable : header.complete()) {
            if (!event.state().containsKey(variable)) {
                observations.add(
                        Observation.unchanged(shown(variable, event, header), reading(variable, event, header)));
            }
        }
        for (Map.Entry<String, List<Value>> entry : event.added().entrySet()) {
            observations.add(
                    Observation.added(entry.getKey(), global(entry.getKey(), event), convertAll(entry.getValue())));
        }
        for (Map.Entry<String, List<Value>> entry : event.removed().entrySet()) {
            observations.add(
                    Observation.removed(entry.getKey(), global(entry.getKey(), event), convertAll(entry.getValue())));
        }
        return observations;
    }

    private List<tlc2.value.impl.Value> convertAll(List<Value> elements) {
        List<tlc2.value.impl.Value> converted = new ArrayList<>();
        elements.forEach(element -> converted.add(values.convert(element)));
        return converted;
    }

    private static String shown(String observable, Event event, Header header) {
        return header.local().contains(observable) ? observable + "[" + event.process() + "]" : observable;
    }

    private Observation.Reading reading(String observable, Event event, Header header) throws InvalidInputException {
        if (header.local().contains(observable)) {
            if (event.process() == null) {
                throw invalid(event, observable + " is local, so the event must name its process");
            }
            if (variables.contains(observable)) {
                return Observation.local(observable, values.convert(event.process()));
            }
        } else if (variables.contains(observable)) {
            return Observation.variable(observable);
        }
        OpDefNode definition = operators.get(observable);
        if (definition != null && definition.getBody() != null) {
            Object meaning = tool.lookup(definition);
            OpDefNode effective = meaning instanceof OpDefNode overriding ? overriding : definition;
            if (effective.getParams().length == 0) {
                return Observation.operator(tool, effective, null);
            }
            if (effective.getParams().length == 1 && event.process() != null) {
                return Observation.operator(tool, effective, values.convert(event.process()));
            }
            throw invalid(
                    event,
                    "operator " + observable + " has " + effective.getParams().length
                            + " parameters; only operators of none, or of the process, can be observed");
        }
        throw invalid(
                event,
                name + " has no variable or operator " + observable + "; the variables are "
                        + String.join(", ", variables));
    }

    private Observation.Reading global(String variable, Event event) throws InvalidInputException {
        return reading(variable, event, Header.of(name));
    }

    private static InvalidInputException invalid(Event event, String message) {
        return new InvalidInputException(event.file(), event.line(), message);
    }

    // ---------------------------------------------------------------- stepping

    /** All successors by one of the narrowed relations; with none, by {@code Next} itself. */
    void successors(TLCState from, List<NextRelation.Path> ways, Context bound, Successors successors) {
        if (ways.isEmpty()) {
            for (Action action : tool.getActions()) {
                successors(from, action, successors);
            }
        }
        for (NextRelation.Path way : ways) {
            successors(from, new Action(way.tree(), bound), successors);
        }
    }

    private void successors(TLCState from, Action action, Successors successors) {
        try {
            StateVec found = Evaluation.of(() -> tool.getNextStates(action, from));
            for (int i = 0; i < found.size(); i++) {
                TLCState state = found.elementAt(i);
                if (!state.allAssigned()) {
                    throw new UnusableSpecException(name + ": the step " + action.getLocation()
                            + " leaves a variable without a value: "
                            + state.getUnassigned().stream()
                                    .map(variable -> variable.getName().toString())
                                    .sorted()
                                    .toList());
                }
                successors.found(state);
            }
        } catch (Failed e) {
            successors.failed(e.getMessage());
        }
    }

    interface Successors {
        void found(TLCState state);

        /** TLC could not evaluate the step. */
        void failed(String message);
    }

    @Override
    public Hidden hidden(Set<String> actions) throws InvalidInputException {
        List<NextRelation.Path> ways = new ArrayList<>();
        for (String action : new TreeSet<>(actions)) {
            List<NextRelation.Path> found = ways(action);
            if (found.isEmpty()) {
                throw new InvalidInputException("hidden: " + unknownAction(action));
            }
            ways.addAll(found);
        }
        return from -> {
            Set<SpecState> states = new LinkedHashSet<>();
            if (!ways.isEmpty()) {
                successors(((TlcState) from).state, ways, context, new Successors() {
                    @Override
                    public void found(TLCState state) {
                        states.add(new TlcState(state));
                    }

                    @Override
                    public void failed(String message) {
                        throw new UnusableSpecException(name + ": a hidden action cannot be evaluated: " + message);
                    }
                });
            }
            return List.copyOf(states);
        };
    }

    @Override
    public @Nullable String violatedInvariant(SpecState state) {
        TLCState tlc = ((TlcState) state).state;
        for (int i = 0; i < invariants.length; i++) {
            Action invariant = invariants[i];
            try {
                if (!Evaluation.of(() -> tool.isValid(invariant, tlc))) {
                    return invariantNames[i];
                }
            } catch (Failed e) {
                throw new UnusableSpecException(
                        name + ": invariant " + invariantNames[i] + " cannot be evaluated: " + e.getMessage());
            }
        }
        return null;
    }

    @Override
    public List<String> explain(Step step, List<SpecState> candidates) {
        return new Explainer(this, (TlcStep) step).explain(candidates);
    }
}
