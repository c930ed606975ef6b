package dev.lockstep.checker.tlc.observe;

import dev.lockstep.checker.tlc.compile.Compiler;
import dev.lockstep.checker.tlc.compile.StepCondition;
import dev.lockstep.checker.tlc.value.Ambiguity;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Decoding;
import dev.lockstep.checker.tlc.value.Known;
import dev.lockstep.checker.tlc.value.Template;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Fields;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.OpenNumbers;
import dev.lockstep.checker.trace.Shape;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.evaluator.CompiledObservation;
import dev.lockstep.evaluator.value.Equality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.impl.Tool;

/**
 * Resolves what events observe: variables, and operators of no parameter or of the process. It makes observations without TLC, and as TLC
 * is asked them.
 */
public final class Observables {
    /** So many values of an event are tried where a set has too many elements. */
    private static final int MOST_NAMED = 500;

    private final String spec;
    private final Tool tool;
    private final Compiler compiler;
    private final Conversion conversion;
    private final Ambiguity ambiguity;
    private final List<String> variables;
    private final Map<String, OpDefNode> operators;
    private final List<StepCondition> conditions;
    private final Object lock;
    private final Map<String, Observable> known = new ConcurrentHashMap<>();
    private volatile boolean isAnOperatorKnown;

    /** The observables of the header that a thread met last, which reads one trace. */
    private final ThreadLocal<Readers.OfAll> readers = new ThreadLocal<>();

    /**
     * Describes a variable, or an operator of no parameter or of the process.
     *
     * @param variable its index; -1: an operator
     * @param constant the value that the config puts in the operator's place; null: none
     */
    private record Observable(
            int variable,
            @Nullable OpDefNode operator,
            tlc2.value.impl.@Nullable Value constant,
            Compiler.@Nullable CompiledExpr compiled) {
        boolean isOfProcess() {
            return operator != null && operator.getParams().length == 1;
        }
    }

    /**
     * @param conditions what the config asks of each step, as if each event had observed it
     * @param lock the lock whose holder may use TLC
     */
    public Observables(
            String spec,
            Tool tool,
            Compiler compiler,
            Conversion conversion,
            Ambiguity ambiguity,
            List<String> variables,
            Map<String, OpDefNode> operators,
            List<StepCondition> conditions,
            Object lock) {
        this.spec = spec;
        this.tool = tool;
        this.compiler = compiler;
        this.conversion = conversion;
        this.ambiguity = ambiguity;
        this.variables = variables;
        this.operators = operators;
        this.conditions = conditions;
        this.lock = lock;
    }

    /** Returns what the config asks of each step. */
    public List<StepCondition> conditions() {
        return conditions;
    }

    private List<StepCondition> conditions(Event event) {
        return event.kind() == Event.Kind.END ? List.of() : conditions;
    }

    public void require(String list, String observable) throws InvalidInputException {
        if (!variables.contains(observable) && !operators.containsKey(observable)) {
            throw new InvalidInputException(list + ": " + noVariable(observable));
        }
        if (isAction(operators.get(observable))) {
            throw new InvalidInputException(list + ": " + isOfTwoStates(observable));
        }
    }

    private static boolean isAction(@Nullable OpDefNode definition) {
        return definition != null
                && definition.getBody() != null
                && definition.getLevel() >= LevelConstants.ActionLevel;
    }

    private static String isOfTwoStates(String observable) {
        return observable + " is an action or a property, and not an operator of one state, so it cannot be observed";
    }

    private String noVariable(String observable) {
        return spec + " has no variable or operator " + observable + "; the variables are "
                + String.join(", ", variables);
    }

    /**
     * Returns what an event sees, or what all events of its shape see.
     *
     * @param pattern what the shape has; null: the event alone
     */
    public CompiledObservations compiledObservations(Event event, @Nullable Event pattern, Header header)
            throws InvalidInputException {
        Readers readers = readers(header).of(event, conversion);
        Event said = pattern == null ? event : pattern;
        Fields<Value> state = Fields.of(said.state());
        Fields<List<Value>> added = Fields.of(said.added());
        Fields<List<Value>> removed = Fields.of(said.removed());
        String[] complete = readers.complete();
        int unmentioned = 0;
        for (String variable : complete) {
            unmentioned += isUnmentioned(variable, said) ? 1 : 0;
        }
        int onlyRemoved = 0;
        for (int i = 0; i < removed.size(); i++) {
            onlyRemoved += added.containsKey(removed.name(i)) ? 0 : 1;
        }
        CompiledObservations compiledObservations = new CompiledObservations(state.size()
                + added.size()
                + onlyRemoved
                + unmentioned
                + conditions(event).size());
        for (int i = 0; i < state.size(); i++) {
            CompiledObservation.Reader reader = readers.ofState(state.name(i), event);
            Value value = state.value(i);
            if (ambiguity.isIn(value)) {
                compiledObservations.add(ambiguous(reader, value));
            } else if (pattern != null && Shape.isOpen(value)) {
                compiledObservations.add(equal(reader, conversion.template(value)));
            } else if (value instanceof Value.Plain plain) {
                compiledObservations.add(plain(reader, plain));
            } else {
                compiledObservations.add(CompiledObservation.equal(reader, shared(conversion.of(value), pattern)));
            }
        }
        for (int i = 0; i < added.size(); i++) {
            String variable = added.name(i);
            List<Value> removes = removed.size() == 0 ? null : removed.get(variable);
            addDifference(compiledObservations, readers.ofWhole(variable, event), added.value(i), removes, pattern);
        }
        for (int i = 0; i < removed.size() && onlyRemoved > 0; i++) {
            String variable = removed.name(i);
            if (!added.containsKey(variable)) {
                addDifference(compiledObservations, readers.ofWhole(variable, event), null, removed.value(i), pattern);
            }
        }
        for (int i = 0; i < complete.length; i++) {
            if (isUnmentioned(complete[i], said)) {
                compiledObservations.add(readers.unchanged(i, event));
            }
        }
        for (StepCondition condition : conditions(event)) {
            compiledObservations.add(condition.compiledObservation());
            compiledObservations.add(condition.mentions());
        }
        if (isAnOperatorKnown) {
            for (String variable : complete) {
                if (isUnmentioned(variable, said)) {
                    addText(compiledObservations, variable);
                }
            }
            addTexts(compiledObservations, state);
            addTexts(compiledObservations, added);
            addTexts(compiledObservations, removed);
        }
        return compiledObservations;
    }

    private void addTexts(CompiledObservations compiledObservations, Fields<?> observed) {
        for (int i = 0; i < observed.size(); i++) {
            addText(compiledObservations, observed.name(i));
        }
    }

    /** Adds the text of an operator that an event sees, and which therefore is known. */
    private void addText(CompiledObservations compiledObservations, String observable) {
        Compiler.CompiledExpr compiled = Objects.requireNonNull(known.get(observable)).compiled;
        if (compiled != null) {
            compiledObservations.add(compiled.mentions());
        }
    }

    private void addDifference(
            CompiledObservations compiledObservations,
            CompiledObservation.Reader reader,
            @Nullable List<Value> added,
            @Nullable List<Value> removed,
            @Nullable Event pattern) {
        if (pattern != null && (areOpen(added) || areOpen(removed))) {
            compiledObservations.add(difference(reader, templates(added), templates(removed)));
        } else {
            compiledObservations.add(
                    CompiledObservation.difference(reader, all(added, pattern), all(removed, pattern)));
        }
    }

    /** Returns what the events of a shape have in common may be seen by several threads. */
    private static Object shared(Object value, @Nullable Event pattern) {
        return pattern == null ? value : Equality.freeze(value);
    }

    private static boolean areOpen(@Nullable List<Value> elements) {
        return elements != null && Shape.areOpen(elements);
    }

    private Template<Object> @Nullable [] templates(@Nullable List<Value> elements) {
        return elements == null ? null : conversion.templates(elements);
    }

    private static Template<CompiledObservation> equal(CompiledObservation.Reader reader, Template<Object> observed) {
        return new Template<>() {
            @Override
            public CompiledObservation of(OpenNumbers openNumbers) {
                return CompiledObservation.equal(reader, observed.of(openNumbers));
            }
        };
    }

    private static Template<CompiledObservation> difference(
            CompiledObservation.Reader reader,
            Template<Object> @Nullable [] adds,
            Template<Object> @Nullable [] removes) {
        return new Template<>() {
            @Override
            public CompiledObservation of(OpenNumbers openNumbers) {
                return CompiledObservation.difference(reader, list(adds, openNumbers), list(removes, openNumbers));
            }
        };
    }

    private static @Nullable List<Object> list(Template<Object> @Nullable [] templates, OpenNumbers openNumbers) {
        return templates == null ? null : Arrays.asList(Template.all(templates, openNumbers));
    }

    private Readers.OfAll readers(Header header) {
        Readers.OfAll last = readers.get();
        if (last == null || !last.isUnder(header)) {
            last = new Readers.OfAll(this, header);
            readers.set(last);
        }
        return last;
    }

    private CompiledObservation plain(CompiledObservation.Reader reader, Value.Plain plain) {
        return new CompiledObservation() {
            @Override
            public boolean holds(Object[] before, Object[] after) {
                Object value = reader.of(after);
                return value != null && plain.isOf(Decoding.plain(conversion.toTlc(value)));
            }
        };
    }

    private CompiledObservation ambiguous(CompiledObservation.Reader reader, Value written) {
        return new CompiledObservation() {
            @Override
            public boolean holds(Object[] before, Object[] after) {
                Object value = reader.of(after);
                return value != null && ambiguity.isOf(written, value);
            }
        };
    }

    /**
     * Returns whether an event, by saying nothing of a variable, says that it is unchanged, if it is complete. The variable's name is
     * interned.
     */
    private static boolean isUnmentioned(String variable, Event event) {
        return !has(event.state(), variable) && !has(event.added(), variable) && !has(event.removed(), variable);
    }

    private static boolean has(Map<String, ?> observed, String variable) {
        return observed instanceof Fields<?> fields ? fields.hasInterned(variable) : observed.containsKey(variable);
    }

    /** @param isLocal whether it is a function of processes, and meant at this one */
    CompiledObservation.Reader reader(String observable, Event event, boolean isLocal, @Nullable Object process)
            throws InvalidInputException {
        Observable found = observable(observable, event, isLocal);
        if (found.compiled == null) {
            return isLocal
                    ? CompiledObservation.local(found.variable, Objects.requireNonNull(process))
                    : CompiledObservation.variable(found.variable);
        }
        return CompiledObservation.operator(
                found.compiled.expr(), found.compiled.slots(), found.isOfProcess() ? process : null);
    }

    private @Nullable List<Object> all(@Nullable List<Value> elements, @Nullable Event pattern) {
        if (elements == null) {
            return null;
        }
        int size = elements.size();
        List<Object> converted = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            converted.add(shared(conversion.of(elements.get(i)), pattern));
        }
        return converted;
    }

    /** Returns what an event says that its step adds to or removes from. */
    private static Collection<String> differences(Event event) {
        if (event.removed().isEmpty()) {
            return event.added().keySet();
        }
        Set<String> both = new LinkedHashSet<>(event.added().keySet());
        both.addAll(event.removed().keySet());
        return both;
    }

    /** Does the same as TLC is asked it. */
    public List<Observation> observations(Event event, Header header) throws InvalidInputException {
        List<Observation> observations = new ArrayList<>();
        for (Map.Entry<String, Value> entry : event.state().entrySet()) {
            String observable = entry.getKey();
            observations.add(equal(reading(observable, event, header.local().contains(observable)), entry.getValue()));
        }
        for (String variable : differences(event)) {
            observations.add(Observation.difference(
                    reading(variable, event, false),
                    conversion,
                    all(event.added().get(variable), null),
                    all(event.removed().get(variable), null)));
        }
        for (String variable : header.complete()) {
            if (isUnmentioned(variable.intern(), event)) {
                observations.add(Observation.unchanged(
                        reading(variable, event, header.local().contains(variable))));
            }
        }
        conditions(event).forEach(condition -> observations.add(condition::mismatch));
        return observations;
    }

    /**
     * Returns the variables whose values after the step the event gives. They are those that it observes whole, and those that it says stay
     * as they are.
     */
    public Known known(Event event, Header header, TlcState from) {
        Map<String, tlc2.value.impl.Value> values = new LinkedHashMap<>();
        event.state().forEach((name, value) -> {
            boolean isWhole = variables.contains(name) && !header.local().contains(name);
            if (isWhole && !(value instanceof Value.Plain) && !ambiguity.isIn(value)) {
                values.put(name, conversion.toTlc(value));
            }
        });
        for (String name : header.complete()) {
            if (variables.contains(name) && !header.local().contains(name) && isUnmentioned(name.intern(), event)) {
                values.put(name, (tlc2.value.impl.Value) from.value(name));
            }
        }
        return new Known(values, () -> named(event));
    }

    /** Returns values that the event mentions, and those that these consist of. */
    private List<tlc2.value.impl.Value> named(Event event) {
        Set<Value> all = new LinkedHashSet<>();
        event.args().values().forEach(value -> addParts(value, all));
        event.state().values().forEach(value -> addParts(value, all));
        event.added().values().forEach(list -> list.forEach(value -> addParts(value, all)));
        event.removed().values().forEach(list -> list.forEach(value -> addParts(value, all)));
        return all.stream()
                .filter(value -> !ambiguity.isIn(value))
                .flatMap(this::ofSpec)
                .toList();
    }

    /** Returns the spec's values. There are none where an integer is beyond TLC's: the spec has no such value. */
    private Stream<tlc2.value.impl.Value> ofSpec(Value value) {
        try {
            return Stream.of(conversion.toTlc(value));
        } catch (ArithmeticException e) {
            return Stream.empty();
        }
    }

    private static void addParts(Value value, Set<Value> all) {
        if (value instanceof Value.Plain plain) {
            addParts(plain.json(), all);
            return;
        }
        if (all.size() >= MOST_NAMED || !all.add(value)) {
            return;
        }
        if (value instanceof Value.Seq seq) {
            seq.elements().forEach(element -> addParts(element, all));
        } else if (value instanceof Value.SetOf set) {
            set.elements().forEach(element -> addParts(element, all));
        } else if (value instanceof Value.Rec rec) {
            rec.fields().values().forEach(field -> addParts(field, all));
        } else if (value instanceof Value.Fun fun) {
            fun.pairs().forEach(pair -> {
                addParts(pair.argument(), all);
                addParts(pair.result(), all);
            });
        }
    }

    public Observation equal(Observation.Reading reading, Value observed) {
        if (ambiguity.isIn(observed)) {
            return Observation.ambiguous(reading, observed, ambiguity, conversion);
        }
        return observed instanceof Value.Plain plain
                ? Observation.plain(reading, plain)
                : Observation.equal(reading, conversion.toTlc(observed));
    }

    /** @param isLocal whether it is a function of processes, and meant at the event's */
    private Observation.Reading reading(String observable, Event event, boolean isLocal) throws InvalidInputException {
        Observable found = observable(observable, event, isLocal);
        tlc2.value.impl.Value process = event.process() == null ? null : conversion.toTlc(event.process());
        if (found.operator == null) {
            return isLocal
                    ? Observation.local(observable, Objects.requireNonNull(process))
                    : Observation.variable(observable);
        }
        tlc2.value.impl.Value constant = found.constant;
        if (constant != null) {
            return new Observation.Reading(observable, state -> constant);
        }
        return Observation.operator(
                isLocal ? observable + "[" + event.process() + "]" : observable,
                tool,
                found.operator,
                found.isOfProcess() ? process : null);
    }

    private Observable observable(String observable, Event event, boolean isLocal) throws InvalidInputException {
        if (isLocal && event.process() == null) {
            throw event.invalid(observable + " is local, so the event must name its process");
        }
        Observable found = known.get(observable);
        if (found == null) {
            synchronized (lock) {
                found = newObservable(observable, event);
            }
            known.put(observable, found);
            isAnOperatorKnown |= found.compiled != null;
        }
        if (found.isOfProcess() && event.process() == null) {
            throw event.invalid(cannotBeObserved(observable, 1));
        }
        return found;
    }

    private static String cannotBeObserved(String operator, int arity) {
        return "operator " + operator + " has " + arity
                + " parameters; only operators of none, or of the process, can be observed";
    }

    private Observable newObservable(String observable, Event event) throws InvalidInputException {
        int variable = variables.indexOf(observable);
        if (variable >= 0) {
            return new Observable(variable, null, null, null);
        }
        OpDefNode definition = operators.get(observable);
        if (definition == null || definition.getBody() == null) {
            throw event.invalid(noVariable(observable));
        }
        Object meaning = tool.lookup(definition);
        OpDefNode effective = meaning instanceof OpDefNode overriding ? overriding : definition;
        int arity = effective.getParams().length;
        if (arity > 1) {
            throw event.invalid(cannotBeObserved(observable, arity));
        }
        if (isAction(effective)) {
            throw event.invalid(isOfTwoStates(observable));
        }
        if (arity == 0 && meaning instanceof tlc2.value.impl.Value constant && conversion.listed(constant) != null) {
            return new Observable(-1, effective, constant, compiler.constantOperator(constant));
        }
        return new Observable(-1, effective, null, compiler.operator(effective));
    }
}
