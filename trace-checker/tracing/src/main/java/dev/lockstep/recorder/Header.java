package dev.lockstep.recorder;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The first line of a trace: what its events mean.
 *
 * @param spec the TLA+ module, without {@code .tla}
 * @param constants the spec's constants by name, as Java values; they override those of the .cfg. Written sorted by name
 * @param local variables that are functions of processes: an event's value is that of its process
 * @param complete variables that an event which does not mention them leaves unchanged for its process
 * @param hidden actions that may happen unlogged between events
 * @param calls whether operations have a call and a return, between which their step happens
 * @param atEnd an operator of the spec that is true when the trace ends; empty: any state will do
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

    /** A header of a trace of steps, which may end anywhere. */
    public Header(
            String spec,
            Map<String, Object> constants,
            List<String> local,
            List<String> complete,
            List<String> hidden) {
        this(spec, constants, local, complete, hidden, false, "");
    }

    /**
     * The header of a trace of objects of these classes: their spec; as {@code complete} all their variables, and as {@code local} those of
     * classes whose process is a parameter of the spec's actions. A role that only one process has, as a coordinator, has no parameter, and
     * its variables are no functions of processes.
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

    /** The same, with these local variables: without those that the spec does not keep per process. */
    public Header withLocal(String... variables) {
        return new Header(spec, constants, List.of(variables), complete, hidden, calls, atEnd);
    }

    /** The same, with these complete variables. */
    public Header withComplete(String... variables) {
        return new Header(spec, constants, local, List.of(variables), hidden, calls, atEnd);
    }

    /** The same, with these actions hidden. */
    public Header withHidden(String... actions) {
        return new Header(spec, constants, local, complete, List.of(actions), calls, atEnd);
    }

    /** The same, of a trace that may only end where this operator of the spec is true. */
    public Header withAtEnd(String operator) {
        return new Header(spec, constants, local, complete, hidden, calls, operator);
    }

    String toJson() {
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
