package dev.lockstep.checker.trace;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a trace says of itself on its first line.
 *
 * @param spec the module's name
 * @param constants override those of the config
 * @param local variables that are functions of processes: an event observes them at its process
 * @param complete variables of which an event that does not mention them says: unchanged by this step
 * @param hidden actions that may happen unlogged, between events
 */
public record Header(
        String spec, Map<String, Value> constants, Set<String> local, Set<String> complete, Set<String> hidden) {
    public Header {
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        local = Set.copyOf(local);
        complete = Set.copyOf(complete);
        hidden = Set.copyOf(hidden);
    }

    /** The header of a trace in which an event says nothing of what it does not mention. */
    public Header incomplete() {
        return complete(Set.of());
    }

    /** The header with one variable fewer that an event has to mention. */
    public Header incomplete(String variable) {
        Set<String> rest = new HashSet<>(complete);
        rest.remove(variable);
        return complete(rest);
    }

    /** The header with this list of complete variables instead. */
    public Header complete(Set<String> variables) {
        return new Header(spec, constants, local, variables, hidden);
    }

    public static Header of(String spec) {
        return new Header(spec, Map.of(), Set.of(), Set.of(), Set.of());
    }
}
