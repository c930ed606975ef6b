package dev.lockstep.checker.benchmark;

import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The trace spec that one would write by hand for a spec and a trace: one disjunct for each action, which takes its arguments from the
 * event, and compares what the event observes of variables. What is sent is not compared: that is less work for TLC than for Lockstep.
 * Where more is to be said a module says it: how traces start, the step of an event, and what is refined.
 */
final class TraceSpecText {
    static final String NAME = "TraceSpec";

    private final String spec;
    private final @Nullable String steps;
    private final Header header;
    private final List<String> variables;
    private final Map<String, List<String>> actions;
    private final List<String> config;

    /**
     * @param steps the module that defines {@code TraceStart}, {@code TraceStep} and {@code TraceRefined}; null: they are as usual
     * @param config the spec's own, of which the constants that the trace does not give are taken
     */
    TraceSpecText(
            String spec,
            @Nullable String steps,
            Header header,
            List<String> variables,
            Map<String, List<String>> actions,
            List<String> config) {
        this.spec = spec;
        this.steps = steps;
        this.header = header;
        this.variables = variables;
        this.actions = actions;
        this.config = config;
    }

    /** @param file the trace's */
    String module(String file) {
        StringBuilder text =
                new StringBuilder("---- MODULE " + NAME + " ----\nEXTENDS " + (steps == null ? spec : steps));
        text.append("\nLOCAL INSTANCE TLC\nLOCAL INSTANCE Naturals\nLOCAL INSTANCE Sequences\n"
                + "LOCAL INSTANCE TraceEvents\nVARIABLES traceInstance, traceLine\n");
        header.constants()
                .forEach((name, value) -> text.append("TheConstant")
                        .append(name)
                        .append(" == ")
                        .append(tla(value))
                        .append('\n'));
        if (steps == null) {
            text.append("TraceStart == Init\n").append(step()).append(refined());
        }
        text.append("TraceInstances == ReadInstances(\"" + file + "\")\n");
        text.append("TraceInit == TraceStart /\\ traceLine = 1 /\\ traceInstance \\in 1 .. Len(TraceInstances)\n");
        text.append(observations());
        text.append("TraceNext ==\n    LET events == TraceInstances[traceInstance] IN\n"
                + "    /\\ traceLine <= Len(events)\n    /\\ UNCHANGED traceInstance\n"
                + "    /\\ \\/ /\\ traceLine' = traceLine + 1\n"
                + "          /\\ \\E e \\in {events[traceLine]} : TraceStep(e) /\\ TraceObserves(e)\n"
                + "          /\\ traceLine = Len(events) => End(traceInstance)\n");
        header.hidden().forEach(action -> text.append("       \\/ " + action + " /\\ UNCHANGED traceLine\n"));
        text.append("TraceBehaviours == TraceInit /\\ [][TraceNext]_<<" + String.join(", ", variables)
                + ", traceInstance, traceLine>>\n====\n");
        return text.toString();
    }

    private String step() {
        List<String> disjuncts = new ArrayList<>();
        actions.forEach((action, parameters) -> {
            String arguments = parameters.isEmpty()
                    ? ""
                    : parameters.stream().map(p -> "e.args." + p).collect(Collectors.joining(", ", "(", ")"));
            disjuncts.add("\\/ e.action = \"" + action + "\" /\\ " + action + arguments);
        });
        return "TraceStep(e) ==\n    " + String.join("\n    ", disjuncts) + "\n";
    }

    private String refined() {
        boolean isNamed = config.stream().anyMatch(line -> line.startsWith("SPECIFICATION"));
        return "TraceRefined == "
                + (isNamed ? "Spec\n" : "Init /\\ [][Next]_<<" + String.join(", ", variables) + ">>\n");
    }

    private String observations() {
        StringBuilder text = new StringBuilder();
        text.append("TraceMentions(e, v) ==\n    \\/ \"state\" \\in DOMAIN e /\\ v \\in DOMAIN e.state\n"
                + "    \\/ \"added\" \\in DOMAIN e /\\ v \\in DOMAIN e.added\n"
                + "    \\/ \"removed\" \\in DOMAIN e /\\ v \\in DOMAIN e.removed\n");
        text.append("TraceObserves(e) ==\n    /\\ TRUE");
        for (String variable : variables) {
            boolean isLocal = header.local().contains(variable);
            String part = isLocal ? "[e.process]" : "";
            text.append("\n    /\\ (\"state\" \\in DOMAIN e /\\ \"" + variable + "\" \\in DOMAIN e.state) => e.state."
                    + variable + " = " + variable + "'" + part);
            if (header.complete().contains(variable)) {
                String hasPart = isLocal ? " /\\ e.process \\in DOMAIN " + variable : "";
                text.append("\n    /\\ (~TraceMentions(e, \"" + variable + "\")" + hasPart + ") => " + variable + "'"
                        + part + " = " + variable + part);
            }
        }
        return text.append('\n').toString();
    }

    /** @param property whether TLC also checks that the trace spec refines the spec */
    String config(boolean property) {
        StringBuilder text = new StringBuilder("SPECIFICATION TraceBehaviours\nCHECK_DEADLOCK FALSE\n");
        if (property) {
            text.append("PROPERTY TraceRefined\n");
        }
        config.stream()
                .map(line -> line.replaceFirst("^CONSTANTS?", "").trim())
                .filter(line -> line.matches("\\w+ *(=|<-).*"))
                .filter(line -> !header.constants().containsKey(line.split("\\W")[0]))
                .forEach(assignment -> text.append("CONSTANT " + assignment + "\n"));
        header.constants().keySet().forEach(name -> text.append("CONSTANT " + name + " <- TheConstant" + name + "\n"));
        return text.toString();
    }

    /** What trace specs are written with; the first two are defined in Java. */
    static String library() {
        return """
                ---- MODULE TraceEvents ----
                ReadInstances(file) == CHOOSE instances : TRUE
                End(instance) == TRUE
                Is(e, action) == "action" \\in DOMAIN e /\\ e.action = action
                Given(e, name, values) ==
                    IF "args" \\in DOMAIN e /\\ name \\in DOMAIN e.args THEN {e.args[name]} ELSE values
                Observes(e, name) == "state" \\in DOMAIN e /\\ name \\in DOMAIN e.state
                ====
                """;
    }

    private static String tla(Value value) {
        if (value instanceof Value.Rec rec) {
            return rec.fields().entrySet().stream()
                    .map(field -> new Value.Str(field.getKey()) + " :> " + tla(field.getValue()))
                    .collect(Collectors.joining(" @@ ", "(", ")"));
        }
        return value.toString();
    }
}
