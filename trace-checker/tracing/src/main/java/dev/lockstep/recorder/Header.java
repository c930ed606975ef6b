package dev.lockstep.recorder;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the first line of a trace, which says what its events mean.
 *
 * @param spec the name of the TLA+ module, without {@code .tla}
 * @param constants the spec's constants by name, as Java values; they override those of the .cfg file and are written sorted by name
 * @param local the variables that are functions of processes: an event gives the value for its own process
 * @param complete the variables that an event leaves unchanged for its process if it does not mention them
 * @param hidden the actions that may happen between events without being logged
 * @param calls whether operations have a call and a return, between which their step happens
 * @param atEnd an operator of the spec that must be true when the trace ends; empty if any state will do
 */
public record Header(
        String spec,
        Map<String, Object> constants,
        List<String> local,
        List<String> complete,
        List<String> hidden,
        boolean calls,
        String atEnd) {
    public Header {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(atEnd, "atEnd");
        constants = Collections.unmodifiableMap(new TreeMap<>(constants));
        local = List.copyOf(local);
        complete = List.copyOf(complete);
        hidden = List.copyOf(hidden);
    }

    /** Makes the header of a trace of steps, which may end in any state. */
    public Header(
            String spec,
            Map<String, Object> constants,
            List<String> local,
            List<String> complete,
            List<String> hidden) {
        this(spec, constants, local, complete, hidden, false, "");
    }

    /**
     * Returns the header of a trace of objects of these classes. The spec is the one that the classes name. All their variables are {@code
     * complete}. The variables of classes whose process is a parameter of the spec's actions are {@code local}. A role that only one
     * process has, such as a coordinator, has no such parameter, and its variables are not functions of processes.
     *
     * @throws IllegalArgumentException a class is not annotated as a core, or they do not agree on the spec
     */
    public static Header of(Map<String, ?> constants, Class<?>... cores) {
        if (cores.length == 0) {
            throw new IllegalArgumentException("a header needs at least one class annotated with @Spec");
        }
        Set<String> variables = new LinkedHashSet<>();
        Set<String> local = new LinkedHashSet<>();
        String spec = null;
        boolean calls = false;
        for (Class<?> core : cores) {
            CoreType type;
            try {
                type = CoreType.of(core);
            } catch (IllegalStateException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
            if (spec != null && !spec.equals(type.spec())) {
                throw new IllegalArgumentException("one trace is of one spec, but " + cores[0].getName() + " is of "
                        + spec + " and " + core.getName() + " of " + type.spec());
            }
            spec = type.spec();
            calls = calls || type.isConcurrent();
            for (CoreType.Observed variable : type.variables()) {
                variables.add(variable.name());
                if (!type.parameter().isEmpty()) {
                    local.add(variable.name());
                }
            }
        }
        return new Header(
                spec, new TreeMap<>(constants), List.copyOf(local), List.copyOf(variables), List.of(), calls, "");
    }

    /** Returns a copy with these local variables: those that the spec keeps per process. */
    public Header withLocal(String... variables) {
        return new Header(spec, constants, List.of(variables), complete, hidden, calls, atEnd);
    }

    /** Returns a copy with these complete variables. */
    public Header withComplete(String... variables) {
        return new Header(spec, constants, local, List.of(variables), hidden, calls, atEnd);
    }

    /** Returns a copy with these hidden actions. */
    public Header withHidden(String... actions) {
        return new Header(spec, constants, local, complete, List.of(actions), calls, atEnd);
    }

    /** Returns a copy for a trace that may end only where this operator of the spec is true. */
    public Header withAtEnd(String operator) {
        return new Header(spec, constants, local, complete, hidden, calls, operator);
    }

    /**
     * Returns the line with which a trace begins, without its end.
     *
     * @throws IllegalArgumentException a constant has no counterpart in TLA+
     */
    public String toJson() {
        Text out = new Text().plain("{\"lockstep\":1,\"spec\":").string(spec);
        Json.object(out.plain(",\"constants\":"), constants, "constant");
        Itf.write(out.plain(",\"local\":"), local);
        Itf.write(out.plain(",\"complete\":"), complete);
        Itf.write(out.plain(",\"hidden\":"), hidden);
        if (calls) {
            out.plain(",\"calls\":true");
        }
        if (!atEnd.isEmpty()) {
            out.plain(",\"atEnd\":").string(atEnd);
        }
        return out.plain("}").toString();
    }
}
