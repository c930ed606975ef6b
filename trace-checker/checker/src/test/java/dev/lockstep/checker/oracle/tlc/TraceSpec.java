package dev.lockstep.checker.oracle.tlc;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/**
 * The trace spec that one would write by hand: the spec with one more variable, where in the traces one is. The traces are a tree, since
 * alterations of one trace begin alike: from each node, events lead to others.
 */
final class TraceSpec {
    static final String NAME = "LockstepTraceSpec";
    private static final String MODEL_VALUE = "OracleValue_";
    private static final String CONSTANT = "OracleConstant_";

    private final String spec;
    private final Source source;
    private final Config config;
    private final Header header;
    private final List<Event> events;
    private final List<List<int[]>> edges;
    private final Set<String> modelValues = new TreeSet<>();
    private final Map<String, String> steps = new LinkedHashMap<>();
    private @Nullable String init;
    private @Nullable SemanticNode next;

    /** @param edges for each node, from 1: which event, from 1, leads to which node */
    TraceSpec(String spec, Source source, Config config, Header header, List<Event> events, List<List<int[]>> edges) {
        this.spec = spec;
        this.source = source;
        this.config = config;
        this.header = header;
        this.events = events;
        this.edges = edges;
        findBehaviours();
        modelValues.addAll(config.modelValues());
    }

    private void findBehaviours() {
        if (config.statement("SPECIFICATION").isEmpty()) {
            init = config.statement("INIT").get(0);
            next = definition(config.statement("NEXT").get(0)).getBody();
        } else {
            findBehaviours(definition(config.statement("SPECIFICATION").get(0)).getBody());
        }
    }

    private OpDefNode definition(String name) {
        return Objects.requireNonNull(source.definition(config.meant(name)), name);
    }

    private void findBehaviours(SemanticNode node) {
        if (!(node instanceof OpApplNode application)) {
            return;
        }
        String operator = application.getOperator().getName().toString();
        if (operator.equals("$ConjList") || operator.equals("\\land")) {
            for (ExprOrOpArgNode conjunct : application.getArgs()) {
                findBehaviours(conjunct);
            }
        } else if (operator.equals("[]")
                && application.getArgs()[0] instanceof OpApplNode box
                && box.getOperator().getName().toString().equals("$SquareAct")) {
            next = box.getArgs()[0];
        } else if (application.getLevel() <= LevelConstants.VariableLevel) {
            init = (init == null ? "" : init + " /\\ ") + source.text(application);
        } else if (application.getOperator() instanceof OpDefNode definition && source.isOwn(definition)) {
            findBehaviours(definition.getBody());
        }
    }

    // ---------------------------------------------------------------- beside the spec's own definitions

    /** Appends to the spec's modules what the trace spec uses. */
    void prepare() {
        Map<String, Pruning> prunings = new HashMap<>();
        Set<String> actions = new LinkedHashSet<>(header.hidden());
        events.stream().map(Event::action).filter(Objects::nonNull).forEach(actions::add);
        SemanticNode relation = Objects.requireNonNull(next, "the spec has no next-state relation");
        for (String action : actions) {
            String pruned = Pruning.of(relation, action, source, config, prunings);
            boolean isAll = pruned == null && isAll(action);
            if (pruned == null && !isAll) {
                throw new IllegalArgumentException("no step of " + spec + " is by an action " + action);
            }
            steps.put(action, "OracleStep_" + steps.size());
            source.append(spec, steps.get(action) + "(OracleEvent) == " + (isAll ? "OracleAny" : pruned));
        }
        source.append(spec, "OracleInit == " + init);
    }

    private boolean isAll(String action) {
        return config.statement("NEXT").contains(action)
                || next instanceof OpApplNode application
                        && application.getOperator().getName().toString().equals(action);
    }

    /** Comes before the steps. */
    void prepareAny() {
        source.append(spec, "OracleAny == " + source.text(Objects.requireNonNull(next)));
    }

    // ---------------------------------------------------------------- the module

    String module() {
        StringBuilder text = new StringBuilder(
                "---- MODULE " + NAME + " ----\nEXTENDS " + spec + "\nLOCAL INSTANCE LockstepOracle\n");
        Map<String, String> constants = new LinkedHashMap<>();
        header.constants().forEach((name, value) -> constants.put(name, tla(value)));
        String records = events.stream().map(this::record).collect(Collectors.joining(",\n"));
        if (!modelValues.isEmpty()) {
            text.append("CONSTANTS ")
                    .append(modelValues.stream()
                            .map(value -> MODEL_VALUE + value)
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        constants.forEach((name, value) ->
                text.append(CONSTANT).append(name).append(" == ").append(value).append('\n'));
        text.append("VARIABLE OracleNode\n");
        text.append("OracleEvents == <<\n").append(records).append(">>\n");
        text.append("OracleEdges == <<\n").append(edges()).append(">>\n");
        text.append("OracleStart == OracleInit /\\ OracleNode = 1\n");
        text.append("OracleObserved(OracleEvent) == TRUE")
                .append(observations())
                .append('\n');
        text.append("OracleNext ==\n");
        text.append("  \\/ \\E OracleEdge \\in OracleEdges[OracleNode] :\n");
        text.append("       LET OracleEvent == OracleEvents[OracleEdge[1]] IN\n");
        text.append("       /\\ OracleNode' = OracleEdge[2]\n");
        text.append("       /\\ \\/ OracleEvent.action = \"\" /\\ OracleAny\n");
        steps.forEach((action, step) ->
                text.append("          \\/ OracleEvent.action = \"" + action + "\" /\\ " + step + "(OracleEvent)\n"));
        text.append("       /\\ OracleObserved(OracleEvent)\n");
        for (String action : header.hidden()) {
            text.append("  \\/ OracleEdges[OracleNode] # {} /\\ OracleNode' = OracleNode /\\ ")
                    .append(steps.get(action))
                    .append("([args |-> OracleRecord(<<>>)])\n");
        }
        text.append("OracleInModel == ");
        config.statement("INVARIANT")
                .forEach(invariant -> text.append(invariant).append(" /\\ "));
        return text.append("OracleReached(OracleNode)\n====\n").toString();
    }

    String configuration() {
        Map<String, String> assignments = new LinkedHashMap<>(config.assignments());
        modelValues.forEach(value -> assignments.put(MODEL_VALUE + value, "= " + value));
        header.constants().keySet().forEach(name -> assignments.put(name, "<- " + CONSTANT + name));
        StringBuilder text =
                new StringBuilder("INIT OracleStart\nNEXT OracleNext\nCONSTRAINT OracleInModel\nCONSTANTS\n");
        assignments.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append('\n'));
        return text.toString();
    }

    /** The operators that Java defines. */
    static String operators() {
        return """
                ---- MODULE LockstepOracle ----
                OracleReached(node) == TRUE
                OracleNegative(positive) == positive
                OracleRecord(pairs) == pairs
                OracleFunction(pairs) == pairs
                OracleHas(record, name) == TRUE
                OracleGet(record, name) == record
                OracleArgument(arguments, name, value) == TRUE
                OracleGiven(arguments, set) == set
                OracleSame(a, b) == a = b
                OracleIsAt(function, process, observed) == TRUE
                OracleStaysAt(before, after, process) == TRUE
                OracleChanges(before, after, added, removed) == TRUE
                ====
                """;
    }

    // ---------------------------------------------------------------- events

    private String record(Event event) {
        return "[action |-> \"" + Objects.requireNonNullElse(event.action(), "") + "\", process |-> "
                + (event.process() == null ? "\"\"" : tla(event.process())) + ",\n  args |-> " + named(event.args())
                + ",\n  state |-> " + named(event.state()) + ",\n  added |-> " + lists(event.added())
                + ", removed |-> " + lists(event.removed()) + "]";
    }

    private String lists(Map<String, List<Value>> lists) {
        Map<String, Value> values = new LinkedHashMap<>();
        lists.forEach((name, list) -> values.put(name, new Value.Seq(list)));
        return named(values);
    }

    private String named(Map<String, Value> values) {
        return "OracleRecord(<<"
                + values.entrySet().stream()
                        .map(entry -> "<<" + new Value.Str(entry.getKey()) + ", " + tla(entry.getValue()) + ">>")
                        .collect(Collectors.joining(", "))
                + ">>)";
    }

    private String edges() {
        return edges.stream()
                .map(from -> from.stream()
                        .map(edge -> "<<" + edge[0] + ", " + edge[1] + ">>")
                        .collect(Collectors.joining(", ", "{", "}")))
                .collect(Collectors.joining(",\n"));
    }

    private String tla(Value value) {
        if (value instanceof Value.Str string) {
            return modelValues.contains(string.value()) ? MODEL_VALUE + string.value() : string.toString();
        } else if (value instanceof Value.Int integer) {
            return integer.value().signum() < 0
                    ? "OracleNegative(" + integer.value().negate() + ")"
                    : integer.toString();
        } else if (value instanceof Value.Seq sequence) {
            return list(sequence.elements(), "<<", ">>");
        } else if (value instanceof Value.SetOf set) {
            return list(set.elements(), "{", "}");
        } else if (value instanceof Value.Rec record) {
            return named(record.fields());
        } else if (value instanceof Value.Fun function) {
            List<Value> pairs = new ArrayList<>();
            function.pairs().forEach(pair -> pairs.add(new Value.Seq(List.of(pair.argument(), pair.result()))));
            return "OracleFunction(" + list(pairs, "<<", ">>") + ")";
        }
        return value.toString();
    }

    private String list(List<Value> elements, String open, String close) {
        return elements.stream().map(this::tla).collect(Collectors.joining(", ", open, close));
    }

    // ---------------------------------------------------------------- observations

    private String observations() {
        Set<String> observed = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        for (Event event : events) {
            observed.addAll(event.state().keySet());
            changed.addAll(event.added().keySet());
            changed.addAll(event.removed().keySet());
        }
        StringBuilder text = new StringBuilder();
        for (String name : observed) {
            String given = "OracleGet(OracleEvent.state, \"" + name + "\")";
            text.append("\n  /\\ (OracleHas(OracleEvent.state, \"" + name + "\") => ")
                    .append(
                            isLocal(name)
                                    ? "OracleIsAt(" + name + "', OracleEvent.process, " + given + "))"
                                    : "OracleSame((" + reading(name) + ")', " + given + "))");
        }
        for (String name : changed) {
            text.append("\n  /\\ ((" + has(name, "added") + " \\/ " + has(name, "removed") + ") => OracleChanges(")
                    .append(reading(name) + ", (" + reading(name) + ")', " + get(name, "added") + ", ")
                    .append(get(name, "removed") + "))");
        }
        for (String name : header.complete()) {
            text.append("\n  /\\ ((~" + has(name, "state") + " /\\ ~" + has(name, "added") + " /\\ ~")
                    .append(has(name, "removed") + ") => ")
                    .append(
                            isLocal(name)
                                    ? "OracleStaysAt(" + name + ", " + name + "', OracleEvent.process))"
                                    : "OracleSame(" + reading(name) + ", (" + reading(name) + ")'))");
        }
        return text.toString();
    }

    private static String has(String name, String where) {
        return "OracleHas(OracleEvent." + where + ", \"" + name + "\")";
    }

    private static String get(String name, String where) {
        return "(IF " + has(name, where) + " THEN OracleGet(OracleEvent." + where + ", \"" + name + "\") ELSE \"\")";
    }

    private boolean isLocal(String name) {
        return header.local().contains(name) && source.definition(name) == null;
    }

    private String reading(String name) {
        OpDefNode operator = source.definition(name);
        return operator != null && operator.getParams().length == 1 ? name + "(OracleEvent.process)" : name;
    }
}
