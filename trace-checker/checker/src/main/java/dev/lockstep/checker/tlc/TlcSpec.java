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
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;

/** A spec in the TLC of its own class loader. */
public final class TlcSpec implements LoadedSpec {
    private static final int MAX_INITIAL = 1000;

    private final String name;
    private final FastTool tool;
    private final Values values;
    private final NextRelation next;
    private final Context context;
    private final List<String> variables;
    private final Map<String, OpDefNode> operators = new HashMap<>();
    private final Map<ActionKey, List<Narrowing.Way>> ways = new HashMap<>();
    private final Map<String, List<String>> parameters = new HashMap<>();
    private final Map<ReadingKey, Observation.Reading> readings = new HashMap<>();
    private final Set<Value> knownProcesses = new HashSet<>();
    private @Nullable Processes processes;
    private final Action[] invariants;
    private final String[] invariantNames;

    private record ActionKey(String action, Set<String> arguments) {}

    private record ReadingKey(String observable, @Nullable Value process, boolean isLocal) {}

    public TlcSpec(SpecSource source) throws InvalidInputException {
        this.name = SpecParser.moduleName(source.module());
        this.tool = SpecParser.parse(source);
        this.values = new Values();
        this.variables = Arrays.stream(TLCState.vars)
                .map(variable -> variable.getName().toString())
                .toList();
        for (OpDefNode definition : tool.getRootModule().getOpDefs()) {
            operators.put(definition.getName().toString(), definition);
        }
        if (tool.getNextStateSpec() == null || tool.getInitStateSpec().size() == 0) {
            throw new InvalidInputException(source.config()
                    + ":1: names neither a SPECIFICATION nor an INIT and a NEXT, so there are no behaviours");
        }
        checkConstants(source);
        checkAssumptions(source);
        this.next = new NextRelation(tool);
        this.context = next.context();
        this.invariants = tool.getInvariants();
        this.invariantNames = tool.getInvNames();
    }

    /** A trace gives values to constants; it does not replace definitions. */
    private void checkConstants(SpecSource source) throws InvalidInputException {
        Set<String> declared = new HashSet<>();
        for (OpDeclNode constant : tool.getRootModule().getConstantDecls()) {
            declared.add(constant.getName().toString());
        }
        for (String constant : source.constants().keySet()) {
            if (!declared.contains(constant)) {
                throw new InvalidInputException(SpecParser.noConstant(source, constant));
            }
        }
    }

    private void checkAssumptions(SpecSource source) throws InvalidInputException {
        for (ExprNode assumption : tool.getAssumptions()) {
            boolean holds;
            try {
                holds = Evaluation.of(() -> tool.isValid(assumption));
            } catch (Failed e) {
                throw new InvalidInputException(SpecParser.place(source, assumption)
                        + ": an assumption about the constants" + " cannot be evaluated: " + e.getMessage());
            }
            if (!holds) {
                throw new InvalidInputException(
                        SpecParser.place(source, assumption)
                                + ": an assumption about the constants is false for the values that the config or the trace gives");
            }
        }
    }

    FastTool tool() {
        return tool;
    }

    NextRelation next() {
        return next;
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
    public List<SpecState> initialStates(Map<String, Value> observed, int most) throws InvalidInputException {
        List<Observation> observations = new ArrayList<>();
        for (Map.Entry<String, Value> entry : observed.entrySet()) {
            requireVariable(entry.getKey());
            observations.add(equal(Observation.variable(entry.getKey()), entry.getValue()));
        }
        Set<SpecState> states = new LinkedHashSet<>();
        try {
            Evaluation.of(() -> {
                tool.getInitStates(state -> {
                    if (observations.stream().allMatch(o -> o.mismatch(state, state) == null)) {
                        states.add(new TlcState(complete(state, "the initial predicate")));
                    }
                    if (states.size() > most) {
                        throw new EnoughStates();
                    }
                    return state;
                });
                return states;
            });
        } catch (EnoughStates e) {
            return List.copyOf(states);
        } catch (Failed e) {
            throw new InvalidInputException(name + ": the initial states cannot be computed: " + e.getMessage());
        }
        return List.copyOf(states);
    }

    /** Ends the enumeration of initial states. */
    private static final class EnoughStates extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EnoughStates() {
            super(null, null, false, false);
        }
    }

    private void requireVariable(String variable) throws InvalidInputException {
        if (!variables.contains(variable)) {
            throw new InvalidInputException(
                    name + " has no variable " + variable + "; it has " + String.join(", ", variables));
        }
    }

    // ---------------------------------------------------------------- steps

    @Override
    public void check(Header header) throws InvalidInputException {
        for (String name : header.local()) {
            requireObservable("local", name);
        }
        for (String name : header.complete()) {
            requireObservable("complete", name);
        }
    }

    private void requireObservable(String list, String observable) throws InvalidInputException {
        if (!variables.contains(observable) && !operators.containsKey(observable)) {
            throw new InvalidInputException(list + ": " + noVariable(observable));
        }
    }

    private String noVariable(String observable) {
        return name + " has no variable or operator " + observable + "; the variables are "
                + String.join(", ", variables);
    }

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

    private void requireProcess(Event event, Value process, Header header) throws InvalidInputException {
        if (knownProcesses.contains(process)) {
            return;
        }
        if (processes == null) {
            processes = new Processes(tool, header.local(), initialStates(Map.of(), MAX_INITIAL));
        }
        if (!processes.contain(values.convert(process))) {
            throw invalid(event, "there is no process " + process + " in " + name);
        }
        knownProcesses.add(process);
    }

    private Step namedStep(Event event, Header header, String action) throws InvalidInputException {
        List<String> names = parameters(action);
        if (names.isEmpty() && ways(action).isEmpty()) {
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
        List<Narrowing.Way> ways = ways(action, event.args().keySet());
        Context bound = context;
        for (Map.Entry<String, Value> argument : event.args().entrySet()) {
            tlc2.value.impl.Value value = values.convert(argument.getValue());
            for (Narrowing.Way way : ways) {
                FormalParamNode symbol = way.symbols().get(argument.getKey());
                bound = bound.cons(symbol, value);
            }
        }
        return new TlcStep(this, event, ways, bound, observations(event, header));
    }

    /** {@code Next} narrowed to the action, whatever its arguments. */
    List<Narrowing.Way> ways(String action) {
        return ways(action, Set.of());
    }

    private List<Narrowing.Way> ways(String action, Set<String> arguments) {
        List<Narrowing.Way> known = ways.get(new ActionKey(action, arguments));
        if (known == null) {
            known = next.ways(action, arguments);
            ways.put(new ActionKey(action, Set.copyOf(arguments)), known);
        }
        return known;
    }

    private List<String> parameters(String action) {
        return parameters.computeIfAbsent(
                action,
                key -> ways(key).stream()
                        .flatMap(way -> Objects.requireNonNull(way.parameters()).stream())
                        .distinct()
                        .toList());
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
            String observable = entry.getKey();
            observations.add(equal(reading(observable, event, header.local().contains(observable)), entry.getValue()));
        }
        for (String variable : event.added().keySet()) {
            observations.add(difference(variable, event));
        }
        for (String variable : event.removed().keySet()) {
            if (!event.added().containsKey(variable)) {
                observations.add(difference(variable, event));
            }
        }
        for (String variable : header.complete()) {
            if (!event.state().containsKey(variable)
                    && !event.added().containsKey(variable)
                    && !event.removed().containsKey(variable)) {
                observations.add(Observation.unchanged(
                        reading(variable, event, header.local().contains(variable))));
            }
        }
        return observations;
    }

    private Observation equal(Observation.Reading reading, Value observed) {
        return observed instanceof Value.Plain plain
                ? Observation.plain(reading, plain)
                : Observation.equal(reading, values.convert(observed));
    }

    private Observation difference(String variable, Event event) throws InvalidInputException {
        return Observation.difference(
                reading(variable, event, false),
                convertAll(event.added().get(variable)),
                convertAll(event.removed().get(variable)));
    }

    private @Nullable List<tlc2.value.impl.Value> convertAll(@Nullable List<Value> elements) {
        if (elements == null) {
            return null;
        }
        List<tlc2.value.impl.Value> converted = new ArrayList<>();
        elements.forEach(element -> converted.add(values.convert(element)));
        return converted;
    }

    /** @param isLocal it is a function of processes, and meant at the event's */
    private Observation.Reading reading(String observable, Event event, boolean isLocal) throws InvalidInputException {
        ReadingKey key = new ReadingKey(observable, event.process(), isLocal);
        Observation.Reading known = readings.get(key);
        if (known == null) {
            known = newReading(observable, event, isLocal);
            readings.put(key, known);
        }
        return known;
    }

    private Observation.Reading newReading(String observable, Event event, boolean isLocal)
            throws InvalidInputException {
        Value process = event.process();
        if (isLocal && process == null) {
            throw invalid(event, observable + " is local, so the event must name its process");
        }
        if (variables.contains(observable)) {
            return isLocal
                    ? Observation.local(observable, values.convert(Objects.requireNonNull(process)))
                    : Observation.variable(observable);
        }
        OpDefNode definition = operators.get(observable);
        if (definition != null && definition.getBody() != null) {
            String shown = isLocal ? observable + "[" + process + "]" : observable;
            Object meaning = tool.lookup(definition);
            OpDefNode effective = meaning instanceof OpDefNode overriding ? overriding : definition;
            if (effective.getParams().length == 0) {
                return Observation.operator(shown, tool, effective, null);
            }
            if (effective.getParams().length == 1 && process != null) {
                return Observation.operator(shown, tool, effective, values.convert(process));
            }
            throw invalid(
                    event,
                    "operator " + observable + " has " + effective.getParams().length
                            + " parameters; only operators of none, or of the process, can be observed");
        }
        throw invalid(event, noVariable(observable));
    }

    private static InvalidInputException invalid(Event event, String message) {
        return new InvalidInputException(event.file(), event.line(), message);
    }

    // ---------------------------------------------------------------- stepping

    /**
     * All successors by one of the narrowed relations; with none, by {@code Next} itself. An alternative that TLC cannot evaluate is
     * taken to be impossible.
     *
     * @return why one could not be evaluated; null: all could
     */
    @Nullable
    String successors(TLCState from, List<Narrowing.Way> ways, Context bound, Consumer<TLCState> found) {
        String failure = null;
        if (ways.isEmpty()) {
            for (Action action : tool.getActions()) {
                failure = or(failure, successors(from, action, found));
            }
        }
        for (Narrowing.Way way : ways) {
            failure = or(failure, successors(from, new Action(way.tree(), bound), found));
        }
        return failure;
    }

    private static @Nullable String or(@Nullable String earlier, @Nullable String later) {
        return earlier != null ? earlier : later;
    }

    private @Nullable String successors(TLCState from, Action action, Consumer<TLCState> found) {
        StateVec states;
        try {
            states = Evaluation.of(() -> tool.getNextStates(action, from));
        } catch (Failed e) {
            new StepSearch(tool, from, Integer.MAX_VALUE, new StepSearch.Ends() {
                        @Override
                        public void reached(TLCState successor) {
                            found.accept(complete(successor, "the step " + action.getLocation()));
                        }

                        @Override
                        public void blocked(StepSearch.Block block) {} // Explainer tells why
                    })
                    .search(action.pred, action.con);
            return e.getMessage();
        }
        for (int i = 0; i < states.size(); i++) {
            found.accept(complete(states.elementAt(i), "the step " + action.getLocation()));
        }
        return null;
    }

    private TLCState complete(TLCState state, String what) {
        if (!state.allAssigned()) {
            throw new UnusableSpecException(name + ": " + what + " leaves a variable without a value: "
                    + state.getUnassigned().stream()
                            .map(variable -> variable.getName().toString())
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return state;
    }

    @Override
    public Hidden hidden(Set<String> actions) throws InvalidInputException {
        List<Narrowing.Way> ways = new ArrayList<>();
        for (String action : new TreeSet<>(actions)) {
            List<Narrowing.Way> found = ways(action);
            if (found.isEmpty()) {
                throw new InvalidInputException("hidden: " + unknownAction(action));
            }
            ways.addAll(found);
        }
        return new HiddenSteps(ways);
    }

    private final class HiddenSteps implements Hidden {
        private final List<Narrowing.Way> ways;
        private @Nullable String failure;

        HiddenSteps(List<Narrowing.Way> ways) {
            this.ways = ways;
        }

        @Override
        public List<SpecState> successors(SpecState from) {
            Set<SpecState> states = new LinkedHashSet<>();
            if (!ways.isEmpty()) {
                String failed = TlcSpec.this.successors(
                        ((TlcState) from).state, ways, context, state -> states.add(new TlcState(state)));
                failure = or(failure, failed);
            }
            return List.copyOf(states);
        }

        @Override
        public @Nullable String failure() {
            return failure;
        }
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
    public Value value(SpecState state, String variable) {
        return Decoding.of((tlc2.value.impl.Value) ((TlcState) state).value(variable));
    }

    @Override
    public List<String> explain(Step step, List<SpecState> candidates) {
        return new Explainer(this, (TlcStep) step).explain(candidates);
    }
}
