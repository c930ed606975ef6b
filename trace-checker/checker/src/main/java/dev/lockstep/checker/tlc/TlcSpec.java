package dev.lockstep.checker.tlc;

import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.reason.Reason;
import dev.lockstep.checker.reason.Reason.Unexplained;
import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.ConfigFile;
import dev.lockstep.checker.spec.Expander;
import dev.lockstep.checker.spec.InitialStates;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.StateValues;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.compile.CompiledInit;
import dev.lockstep.checker.tlc.compile.CompiledMoves;
import dev.lockstep.checker.tlc.compile.CompiledTransitions;
import dev.lockstep.checker.tlc.compile.Compiler;
import dev.lockstep.checker.tlc.compile.Invariants;
import dev.lockstep.checker.tlc.compile.Relations;
import dev.lockstep.checker.tlc.compile.StepCondition;
import dev.lockstep.checker.tlc.explain.Explainer;
import dev.lockstep.checker.tlc.load.SpecDigest;
import dev.lockstep.checker.tlc.load.SpecParser;
import dev.lockstep.checker.tlc.load.SpecStrings;
import dev.lockstep.checker.tlc.observe.CompiledObservations;
import dev.lockstep.checker.tlc.observe.Observables;
import dev.lockstep.checker.tlc.observe.Processes;
import dev.lockstep.checker.tlc.relation.NextRelation;
import dev.lockstep.checker.tlc.relation.PropertyNames;
import dev.lockstep.checker.tlc.step.ActionExpander;
import dev.lockstep.checker.tlc.step.AmbiguousStep;
import dev.lockstep.checker.tlc.step.EndStep;
import dev.lockstep.checker.tlc.step.ProcessArguments;
import dev.lockstep.checker.tlc.step.StepPattern;
import dev.lockstep.checker.tlc.step.Stepper;
import dev.lockstep.checker.tlc.step.TlcStep;
import dev.lockstep.checker.tlc.step.TlcTransitions;
import dev.lockstep.checker.tlc.symmetry.Interchangeable;
import dev.lockstep.checker.tlc.value.Ambiguity;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.DecodedStates;
import dev.lockstep.checker.tlc.value.Decoding;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.PackedValues;
import dev.lockstep.checker.tlc.value.SourceText;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.OpenNumbers;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.checker.trace.Shape;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.value.Order;
import dev.lockstep.evaluator.value.Renaming;
import dev.lockstep.evaluator.value.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool;
import tlc2.tool.impl.BoundedTool.Undetermined;
import util.UniqueString;

/** Holds a spec in the TLC of its own class loader. Several threads may use it; only one at a time gets to TLC. */
public final class TlcSpec implements LoadedSpec {
    private static final int MAX_INITIAL = 1000;
    private static final int FEW_INITIAL = 50;

    private static final int MAX_CONFIRMED = 64;

    /** At most this many expressions may be evaluated for an explanation. */
    private static final long MOST_TO_EXPLAIN = 1_000_000;

    /** At most this many readings of an event are explained, of which the nearest is told. */
    private static final int MOST_EXPLAINED = 8;

    private final SpecSource source;
    private final String name;
    private final BoundedTool tool;
    private final NextRelation next;
    private final List<String> variables;
    private final Conversion conversion;
    private final Ambiguity ambiguity;
    private final Compiler compiler;
    private final Map<Set<String>, Processes> processes = new ConcurrentHashMap<>();
    private final Shortcuts shortcuts;
    private final Invariants invariants;
    private final Relations relations;
    private final Observables observables;
    private final Observables unconstrained;
    private final List<StepCondition> conditions;
    private final List<String> unchecked;
    private final List<String> ignored;
    private final Stepper stepper;
    private final InitialStateSearch initialStates;
    private final ProcessArguments processArguments;
    private final Map<String, CompiledMoves> moves = new HashMap<>();
    private @Nullable Interchangeable interchangeable;
    private @Nullable String digest;
    private @Nullable TransitionSystem transitions;

    public TlcSpec(SpecSource source, Shortcuts shortcuts) throws InvalidInputException {
        this.shortcuts = shortcuts;
        this.source = source;
        this.name = SpecParser.moduleName(source.module());
        this.tool = SpecParser.parse(source);
        this.variables = Arrays.stream(TLCState.vars)
                .map(variable -> variable.getName().toString())
                .toList();
        if (tool.getNextStateSpec() == null || tool.getInitStateSpec().size() == 0) {
            throw new InvalidInputException(
                    source.config().toString(),
                    1,
                    "names neither a SPECIFICATION nor an INIT and a NEXT, so there are no behaviours");
        }
        ConfigFile config = SpecParser.config(source);
        Constants constants = new Constants(name, tool, source);
        constants.checkNames(config);
        this.unchecked = unchecked(tool, config);
        this.ignored = config.ofNoMatter();
        constants.checkAssumptions();
        this.next = new NextRelation(tool);
        this.conversion = new Conversion(shortcuts.has(Shortcut.ARGUMENTS));
        this.ambiguity = new Ambiguity(conversion, SpecStrings.among(conversion.modelValues(), tool, source));
        this.compiler = new Compiler(tool, next.expressions(), conversion, variables);
        this.invariants = new Invariants(name, tool, compiler, shortcuts, this);
        Map<String, OpDefNode> operators = new HashMap<>();
        for (OpDefNode definition : tool.getRootModule().getOpDefs()) {
            operators.put(definition.getName().toString(), definition);
        }
        this.relations = new Relations(name, tool, next, compiler, shortcuts, operators.keySet(), this);
        this.stepper = new Stepper(name, tool, next, relations, conversion, this);
        this.processArguments = new ProcessArguments(relations, tool, next, conversion, this::someInitialStates, this);
        this.conditions = StepCondition.all(name, tool, compiler);
        this.observables =
                new Observables(name, tool, compiler, conversion, ambiguity, variables, operators, conditions, this);
        this.unconstrained =
                new Observables(name, tool, compiler, conversion, ambiguity, variables, operators, List.of(), this);
        this.initialStates = new InitialStateSearch(
                name,
                tool,
                stepper,
                new CompiledInit(tool, compiler),
                observables,
                ambiguity,
                conversion,
                variables,
                shortcuts);
    }

    /** Names the constraints of states, and the properties of which a part is of whole behaviours, as liveness is. */
    private static List<String> unchecked(BoundedTool tool, ConfigFile config) {
        PropertyNames properties = new PropertyNames(tool);
        Set<String> partly = new HashSet<>();
        Stream.of(tool.getInvariants(), tool.getImpliedInits(), tool.getImpliedActions())
                .flatMap(Arrays::stream)
                .forEach(part -> partly.add(properties.of(part, "")));
        Set<String> names = new LinkedHashSet<>(config.constraints());
        Action[] temporal = tool.getImpliedTemporals();
        for (int i = 0; i < temporal.length; i++) {
            String property = properties.of(temporal[i], tool.getImpliedTemporalNames()[i]);
            names.add((partly.contains(property) ? "the liveness of " : "") + "PROPERTY " + property);
        }
        return List.copyOf(names);
    }

    BoundedTool tool() {
        return tool;
    }

    Compiler compiler() {
        return compiler;
    }

    Invariants invariants() {
        return invariants;
    }

    Stepper stepper() {
        return stepper;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shortcuts shortcuts() {
        return shortcuts;
    }

    @Override
    public Optional<Path> file(String module) {
        boolean isOwn = Arrays.stream(tool.getSpecProcessor().getModuleTbl().getModuleNodes())
                .anyMatch(each -> each.getName().toString().equals(module));
        return isOwn ? SpecParser.fileOfModule(source, module) : Optional.empty();
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
    public synchronized InitialStates initialStates(
            Map<String, Value> observed, @Nullable Predicate<SpecState> kept, int most) throws InvalidInputException {
        return initialStates.find(observed, kept, most);
    }

    /** Returns a few; none if they cannot be computed, which is told elsewhere. */
    private List<SpecState> someInitialStates() {
        try {
            return initialStates(Map.of(), FEW_INITIAL);
        } catch (InvalidInputException e) {
            return List.of();
        }
    }

    // ---------------------------------------------------------------- steps

    @Override
    public void check(Header header) throws InvalidInputException {
        for (String name : header.local()) {
            observables.require("local", name);
        }
        for (String name : header.complete()) {
            observables.require("complete", name);
        }
        processArguments.check(header);
    }

    @Override
    public Step step(Event event, Header header) throws InvalidInputException {
        OpenNumbers openNumbers =
                shortcuts.has(Shortcut.PATTERNS) && event.kind() != Event.Kind.END ? OpenNumbers.of(event) : null;
        try {
            if (event.kind() == Event.Kind.END) {
                return end(event, header);
            }
            if (ambiguity.isIn(event)) {
                return ambiguous(event, header);
            }
            return openNumbers == null
                    ? alone(event, header, observables)
                    : ofShape(openNumbers.shape(), event, header).step(event, openNumbers);
        } catch (ArithmeticException e) {
            throw event.invalid(e.getMessage());
        }
    }

    private EndStep end(Event event, Header header) throws InvalidInputException {
        CompiledObservations compiledObservations = observables.compiledObservations(event, null, header);
        return new EndStep(
                event,
                compiledObservations.of(null),
                observables.observations(event, header),
                compiledObservations.texts());
    }

    /** Reads the event in all ways that name what the spec has. */
    private Step ambiguous(Event event, Header header) throws InvalidInputException {
        List<TlcStep> steps = new ArrayList<>();
        InvalidInputException invalid = null;
        for (Event reading : ambiguity.readings(event)) {
            try {
                steps.add(alone(reading, header, observables));
            } catch (InvalidInputException e) {
                invalid = invalid == null ? e : invalid;
            }
        }
        if (steps.isEmpty() && invalid != null) {
            throw invalid;
        }
        boolean areAll = ambiguity.areAll(event);
        return steps.size() == 1 && areAll && steps.get(0).event() == event
                ? steps.get(0)
                : new AmbiguousStep(event, steps, areAll);
    }

    @Override
    public Step unconstrained(Event event, Header header) throws InvalidInputException {
        return alone(event, header, unconstrained);
    }

    private TlcStep alone(Event event, Header header, Observables seen) throws InvalidInputException {
        ProcessArguments.Arguments said = processArguments.of(event, header);
        Relations.Narrowed relation = relation(event, said, header);
        String[] names = relation.compiled().parameters();
        Map<String, Value> values = said.of(event);
        Object[] arguments = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            arguments[i] = conversion.of(Objects.requireNonNull(values.get(names[i])));
        }
        return new StepPattern(
                        stepper,
                        seen,
                        header,
                        relation,
                        said,
                        conversion.templates(List.of()),
                        seen.compiledObservations(event, null, header))
                .step(event, arguments);
    }

    private StepPattern ofShape(Shape shape, Event event, Header header) throws InvalidInputException {
        if (shape.attachment() instanceof StepPattern known && known.isOf(stepper, header)) {
            return known;
        }
        ProcessArguments.Arguments said = processArguments.of(event, header);
        Relations.Narrowed relation = relation(event, said, header);
        List<Value> arguments = new ArrayList<>();
        for (String name : relation.compiled().parameters()) {
            Value value = name.equals(said.bound())
                    ? event.process()
                    : shape.pattern().args().get(name);
            arguments.add(Objects.requireNonNull(value));
        }
        StepPattern made = new StepPattern(
                stepper,
                observables,
                header,
                relation,
                said,
                conversion.templates(arguments),
                observables.compiledObservations(event, shape.pattern(), header));
        shape.attach(made);
        return made;
    }

    private Relations.Narrowed relation(Event event, ProcessArguments.Arguments said, Header header)
            throws InvalidInputException {
        if (event.process() != null && !header.local().isEmpty()) {
            requireProcess(event, event.process(), header);
        }
        return relations.of(event, said.of(event));
    }

    /** Headers may differ in what is local, and so in what a process is. */
    private void requireProcess(Event event, Value process, Header header) throws InvalidInputException {
        Processes known = processes.get(header.local());
        if (known == null) {
            known = processes(header);
        }
        if (!known.contain(process, conversion)) {
            Processes all = known;
            Optional<Value> meant = Processes.otherKind(process).filter(other -> all.contain(other, conversion));
            throw event.invalid("there is no process " + process + " in " + name
                    + meant.map(other -> ", but there is " + Processes.described(other))
                            .orElse("") + ": where variables are local ("
                    + String.join(", ", new TreeSet<>(header.local()))
                    + "), a process is a constant of the spec, an element of one, or what these are functions of");
        }
    }

    private synchronized Processes processes(Header header) throws InvalidInputException {
        Processes known = processes.get(header.local());
        if (known == null) {
            known = new Processes(tool, header.local(), initialStates(Map.of(), MAX_INITIAL), this);
            processes.put(header.local(), known);
        }
        return known;
    }

    @Override
    public Hidden hidden(Set<String> actions) throws InvalidInputException {
        return new HiddenSteps(stepper, next, narrowed(actions), conditions);
    }

    @Override
    public synchronized Expander expander() {
        List<ActionExpander> actions = new ArrayList<>();
        for (String action : next.actions().keySet()) {
            CompiledMoves compiled = moves.computeIfAbsent(action, unknown -> relations.moves(action, conditions));
            actions.add(new ActionExpander(compiled, () -> hiddenAlone(action)));
        }
        return from ->
                actions.stream().map(action -> action.of((TlcState) from)).toList();
    }

    /** Returns the steps of an action that there is. */
    private Hidden hiddenAlone(String action) {
        try {
            return hidden(Set.of(action));
        } catch (InvalidInputException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Hidden unconstrained(Set<String> actions) throws InvalidInputException {
        return new HiddenSteps(stepper, next, narrowed(actions), List.of());
    }

    private List<Relations.Narrowed> narrowed(Set<String> actions) throws InvalidInputException {
        List<Relations.Narrowed> narrowed = new ArrayList<>();
        for (String action : new TreeSet<>(actions)) {
            Relations.Narrowed relation = relations.of(action);
            if (relation == null) {
                throw new InvalidInputException("hidden: " + relations.unknown(action));
            }
            narrowed.add(relation);
        }
        return narrowed;
    }

    @Override
    public synchronized TransitionSystem transitions() {
        if (transitions == null) {
            transitions = new CompiledTransitions(
                    tool, compiler, variables, invariants, new TlcTransitions(stepper, conversion, variables, this));
        }
        return transitions;
    }

    private <T> T decided(Function<TransitionSystem, T> question) {
        TransitionSystem system = transitions();
        try {
            return question.apply(system);
        } catch (Undecided e) {
            return question.apply(system.byTlc());
        }
    }

    @Override
    public boolean isWithin(SpecState state) {
        Object[] values = ((TlcState) state).values();
        return decided(system -> system.isWithin(values));
    }

    @Override
    public boolean isWithin(SpecState before, SpecState after) {
        Object[] from = ((TlcState) before).values();
        Object[] to = ((TlcState) after).values();
        return decided(system -> system.isWithin(from, to));
    }

    @Override
    public @Nullable String violatedByStep(SpecState before, SpecState after) {
        if (tool.getImpliedActions().length == 0) {
            return null;
        }
        Object[] from = ((TlcState) before).values();
        Object[] to = ((TlcState) after).values();
        int property = decided(system -> system.violatedByStep(from, to));
        return property < 0 ? null : transitions().config().steps().get(property);
    }

    @Override
    public long namesCompared() {
        return Order.namesCompared();
    }

    @Override
    public @Nullable String violatedInvariant(SpecState state, Runnable byTlc) {
        return invariants.violatedIn((TlcState) state, byTlc);
    }

    @Override
    public synchronized @Nullable String violatedInitially(SpecState state) {
        String violated = violatedInvariant(state);
        Action[] properties = tool.getImpliedInits();
        for (int i = 0; i < properties.length && violated == null; i++) {
            Action property = properties[i];
            String of = new PropertyNames(tool).of(property, tool.getImpliedInitNames()[i]);
            try {
                TLCState first = ((TlcState) state).state();
                violated = Evaluation.of(() -> tool.isValid(property, first)) ? null : of;
            } catch (Failed e) {
                throw new UnusableSpecException(name + ": PROPERTY " + of + " cannot be evaluated: " + e.getMessage());
            }
        }
        return violated;
    }

    @Override
    public synchronized String digest() {
        if (digest == null) {
            digest = SpecDigest.of(source, tool);
        }
        return digest;
    }

    @Override
    public void pack(Collection<SpecState> states, PackedWriter out) {
        out.number(states.size());
        PackedValues.Writer values = new PackedValues.Writer(out);
        states.forEach(state -> values.write((TlcState) state));
    }

    @Override
    public List<SpecState> unpacked(PackedReader in, Header header) {
        PackedValues.Reader values = new PackedValues.Reader(in, conversion, variables.size());
        List<SpecState> states = new ArrayList<>();
        for (int i = in.count(); i > 0; i--) {
            states.add(values.read());
        }
        return states;
    }

    @Override
    public Value value(SpecState state, String variable) {
        return Decoding.of((tlc2.value.impl.Value) ((TlcState) state).value(variable));
    }

    @Override
    public StateValues stateValues() {
        return new DecodedStates(variables);
    }

    @Override
    public Optional<Definition> definition(String operator) {
        OpDefNode found = tool.getRootModule().getOpDef(UniqueString.uniqueStringOf(operator));
        return found == null || found.getBody() == null
                ? Optional.empty()
                : Optional.of(
                        new Definition(SourceText.at(found), found.getLocation().endLine()));
    }

    @Override
    public List<String> unchecked() {
        return unchecked;
    }

    @Override
    public List<String> ownModules() {
        return SpecParser.ownModules(tool);
    }

    @Override
    public List<String> staleTranslations() {
        return SpecParser.staleTranslations(tool);
    }

    @Override
    public List<String> ignored() {
        return ignored;
    }

    @Override
    public Text invariantsText() {
        return invariants.mentions();
    }

    @Override
    public List<Set<Value>> names() {
        return interchangeable().names();
    }

    @Override
    public List<Set<Value>> alike(Collection<Set<Value>> names, Collection<Text> texts, Collection<SpecState> closed) {
        return interchangeable().blocks(names, texts, closed);
    }

    private synchronized Interchangeable interchangeable() {
        if (interchangeable == null) {
            interchangeable = new Interchangeable(tool, conversion);
        }
        return interchangeable;
    }

    @Override
    public SpecState representative(SpecState state, List<Value> alike) {
        TlcState known = (TlcState) state;
        List<Object> names = alike.stream().map(conversion::of).toList();
        return known.renamed(Renaming.representative(known.values(), names));
    }

    @Override
    public SpecState swapped(SpecState state, Value a, Value b) {
        TlcState known = (TlcState) state;
        Map<Object, Object> names = Map.of(conversion.of(a), conversion.of(b), conversion.of(b), conversion.of(a));
        return known.renamed(new Renaming(names).of(known.values()));
    }

    @Override
    public long work() {
        return stepper.work();
    }

    @Override
    public long boundEachStep(long evaluations) {
        return stepper.boundEachStep(evaluations);
    }

    @Override
    public synchronized Nearest explain(Step step, List<SpecState> candidates) {
        if (step instanceof AmbiguousStep ambiguous) {
            ambiguous.readings().forEach(reading -> confirm(reading, candidates));
            return ambiguous.readings().stream()
                    .limit(MOST_EXPLAINED)
                    .map(reading -> explained(reading, candidates))
                    .min(Comparator.comparing((Nearest nearest) -> nearest.outcomes() == 0)
                            .thenComparing(nearest -> nearest.reasons().size()))
                    .orElseThrow();
        }
        if (step instanceof TlcStep taken) {
            confirm(taken, candidates);
        }
        return explained(step, candidates);
    }

    private Nearest explained(Step step, List<SpecState> candidates) {
        long outer = tool.bound(MOST_TO_EXPLAIN);
        try {
            return step instanceof EndStep end ? end.explain(candidates) : explainStep((TlcStep) step, candidates);
        } catch (Undetermined e) {
            return Nearest.of(new Unexplained(MOST_TO_EXPLAIN));
        } finally {
            tool.unbound(outer);
        }
    }

    private Nearest explainStep(TlcStep step, List<SpecState> candidates) {
        Nearest nearest = new Explainer(stepper, variables, step).explain(candidates);
        Reason bound = step.processBound();
        return bound == null ? nearest : nearest.with(bound);
    }

    /** Checks that what is rejected without TLC is rejected by TLC too; otherwise the checker itself is wrong. */
    private void confirm(TlcStep step, List<SpecState> candidates) {
        for (SpecState candidate : candidates.subList(0, Math.min(MAX_CONFIRMED, candidates.size()))) {
            for (SpecState after : successorsByTlc(step, (TlcState) candidate)) {
                if (invariants.violatedByTlc((TlcState) after) == null) {
                    throw new IllegalStateException(
                            step.event().file() + ":" + step.event().line() + ": " + name
                                    + " has this step by TLC, and not as the checker has compiled it: a fault of the checker");
                }
            }
        }
    }

    /** Returns the successors by TLC. There are none where TLC cannot write one out: then it denies nothing. */
    private static List<SpecState> successorsByTlc(TlcStep step, TlcState candidate) {
        try {
            return step.successorsByTlc(candidate, why -> {});
        } catch (UnusableSpecException e) {
            return List.of();
        }
    }
}
