package dev.lockstep.checker.trace;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a trace says of itself on its first line.
 *
 * @param spec the module's name
 * @param constants override those of the config
 * @param local variables that are functions of processes: an event observes them at its process
 * @param complete variables of which an event that does not mention them says: unchanged by this step
 * @param hidden actions that may happen unlogged, between events
 * @param late actions of a process that may happen unlogged right before an event of that process which is no step without them
 * @param calls whether operations have a call and a return, between which their step happens
 * @param atEnd an operator of the spec that is true when the trace ends; null: any state will do
 * @param self for each action, or {@link #ANY_ACTION}, the parameter that an event's process is where the event leaves it out; "": none
 * @param initially what is so before the first event: values of variables, whole ones also of those that are local
 */
public record Header(
        String spec,
        Map<String, Value> constants,
        Set<String> local,
        Set<String> complete,
        Set<String> hidden,
        Set<String> late,
        boolean calls,
        @Nullable String atEnd,
        Map<String, String> self,
        Map<String, Value> initially) {
    /** Stands for all actions that {@link #self} does not name. */
    public static final String ANY_ACTION = "*";

    public Header {
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        local = Set.copyOf(local);
        complete = Set.copyOf(complete);
        hidden = Set.copyOf(hidden);
        late = Set.copyOf(late);
        self = Map.copyOf(self);
        initially = Collections.unmodifiableMap(new LinkedHashMap<>(initially));
    }

    /** Makes the header of a trace of steps, which may end anywhere. */
    public Header(
            String spec, Map<String, Value> constants, Set<String> local, Set<String> complete, Set<String> hidden) {
        this(spec, constants, local, complete, hidden, Set.of(), false, null, Map.of(), Map.of());
    }

    /** Returns whether the other header says the same. Elements of sets, and fields, may be in another order, as writers in other languages have them. */
    public boolean isLike(Header other) {
        Header plain = new Header(spec, Map.of(), local, complete, hidden, late, calls, atEnd, self, Map.of());
        return plain.equals(new Header(
                        other.spec,
                        Map.of(),
                        other.local,
                        other.complete,
                        other.hidden,
                        other.late,
                        other.calls,
                        other.atEnd,
                        other.self,
                        Map.of()))
                && unordered(new Value.Rec(constants)).equals(unordered(new Value.Rec(other.constants)))
                && unordered(new Value.Rec(initially)).equals(unordered(new Value.Rec(other.initially)));
    }

    /** Returns something that is equal for values that are equal in TLA+, where a record is a function of strings. */
    private static Object unordered(Value value) {
        if (value instanceof Value.SetOf set) {
            return set.elements().stream().map(Header::unordered).collect(Collectors.toSet());
        } else if (value instanceof Value.Seq sequence) {
            return sequence.elements().stream().map(Header::unordered).toList();
        } else if (value instanceof Value.Rec rec) {
            Map<Object, Object> fields = new HashMap<>();
            rec.fields().forEach((name, field) -> fields.put(new Value.Str(name), unordered(field)));
            return fields;
        } else if (value instanceof Value.Fun function) {
            Map<Object, Object> pairs = new HashMap<>();
            function.pairs().forEach(pair -> pairs.put(unordered(pair.argument()), unordered(pair.result())));
            return pairs;
        }
        return value;
    }

    /** Returns the header with this predicate of the end instead; null: none. */
    public Header endingIn(@Nullable String operator) {
        return new Header(spec, constants, local, complete, hidden, late, calls, operator, self, initially);
    }

    /** Returns the header with these parameters as the processes of events. */
    public Header binding(Map<String, String> parameters) {
        return new Header(spec, constants, local, complete, hidden, late, calls, atEnd, parameters, initially);
    }

    /** Returns the header of a trace in which an event says nothing of what it does not mention. */
    public Header incomplete() {
        return complete(Set.of());
    }

    /** Returns the header with one variable fewer that an event has to mention. */
    public Header incomplete(String variable) {
        Set<String> rest = new HashSet<>(complete);
        rest.remove(variable);
        return complete(rest);
    }

    /** Returns the header with this list of complete variables instead. */
    public Header complete(Set<String> variables) {
        return new Header(spec, constants, local, variables, hidden, late, calls, atEnd, self, initially);
    }

    public static Header of(String spec) {
        return new Header(spec, Map.of(), Set.of(), Set.of(), Set.of());
    }
}
