package dev.lockstep.checker.sensitivity;

import dev.lockstep.checker.sensitivity.Mutant.Kind;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alters traces, as a seed decides. Sequence numbers and clocks are left out of account: a mutant is as if recorded in its order. */
public final class Mutator {
    private static final String PROCESS = "process";

    private final List<Event> trace;
    private final Map<String, List<String>> actions;
    private final Random random;
    private final Alteration alteration;
    private final Map<String, Set<Value>> seen = new HashMap<>();

    /**
     * @param trace at least one event
     * @param actions the spec's, with their parameters: to rename to
     */
    public Mutator(List<Event> trace, Map<String, List<String>> actions, Random random) {
        this.trace = List.copyOf(trace);
        this.actions = new LinkedHashMap<>(actions);
        this.random = random;
        this.alteration = new Alteration(random);
        for (Event event : trace) {
            for (String field : fields(event)) {
                List<Value> values = isList(field) ? list(event, field) : List.of(value(event, field));
                seen.computeIfAbsent(field, key -> new LinkedHashSet<>()).addAll(values);
            }
        }
    }

    /** Returns an alteration of some kind, somewhere. */
    public Mutant any() {
        Mutant mutant = null;
        while (mutant == null) {
            Kind kind = alteration.pick(List.of(Kind.values()));
            mutant = mutant(kind, random.nextInt(trace.size()));
        }
        return mutant;
    }

    /** Returns an alteration at the event after so many; null: it cannot be altered in that way. */
    public @Nullable Mutant mutant(Kind kind, int at) {
        Event event = trace.get(at);
        return switch (kind) {
            case DROP -> new Mutant(kind, at, 1, List.of(), null, "left out");
            case DUPLICATE -> new Mutant(kind, at, 1, List.of(event, event), null, "repeated");
            case SWAP ->
                at + 1 == trace.size()
                        ? null
                        : new Mutant(kind, at, 2, List.of(trace.get(at + 1), event), null, "after the next");
            case ALTER -> {
                List<String> fields = fields(event);
                yield fields.isEmpty() ? null : alter(at, alteration.pick(fields));
            }
            case RENAME -> rename(at);
            case TRUNCATE -> new Mutant(kind, at, trace.size() - at, List.of(), null, "the trace ends before it");
        };
    }

    // ---------------------------------------------------------------- fields

    /**
     * Returns what can be altered of an event: {@code args.p}, {@code state.clock}, ..., and its {@code process}. The process of a numbered
     * event is not altered, since the numbers of the two processes would give it away.
     */
    public static List<String> fields(Event event) {
        List<String> fields = new ArrayList<>();
        if (event.process() != null && event.seq() == null) {
            fields.add(PROCESS);
        }
        event.args().keySet().forEach(name -> fields.add("args." + name));
        event.state().keySet().forEach(name -> fields.add("state." + name));
        event.added().keySet().forEach(name -> fields.add("added." + name));
        event.removed().keySet().forEach(name -> fields.add("removed." + name));
        return fields;
    }

    private static boolean isList(String field) {
        return field.startsWith("added.") || field.startsWith("removed.");
    }

    private static String name(String field) {
        return field.substring(field.indexOf('.') + 1);
    }

    private static Value value(Event event, String field) {
        if (field.equals(PROCESS)) {
            return Objects.requireNonNull(event.process());
        }
        return Objects.requireNonNull((field.startsWith("args.") ? event.args() : event.state()).get(name(field)));
    }

    private static List<Value> list(Event event, String field) {
        return Objects.requireNonNull((field.startsWith("added.") ? event.added() : event.removed()).get(name(field)));
    }

    /** Returns another value of a field; null: the trace has no other process. */
    public @Nullable Mutant alter(int at, String field) {
        Event event = trace.get(at);
        List<Value> others = List.copyOf(seen.get(field));
        if (isList(field)) {
            List<Value> altered = alteration.elements(list(event, field), others);
            return mutant(
                    at,
                    with(event, field, new Value.Seq(altered)),
                    field,
                    new Value.Seq(list(event, field)) + " is now " + new Value.Seq(altered));
        }
        Value value = value(event, field);
        if (field.equals(PROCESS)) {
            List<Value> processes =
                    others.stream().filter(other -> !other.equals(value)).toList();
            return processes.isEmpty() ? null : altered(at, event, field, value, alteration.pick(processes));
        }
        return altered(at, event, field, value, alteration.of(value, others));
    }

    private static Mutant altered(int at, Event event, String field, Value value, Value by) {
        return mutant(at, with(event, field, by), field, value + " is now " + by);
    }

    private static Mutant mutant(int at, Event event, String field, String what) {
        return new Mutant(Kind.ALTER, at, 1, List.of(event), field, field + ": " + what);
    }

    private static Event with(Event event, String field, Value value) {
        Map<String, Value> args = new LinkedHashMap<>(event.args());
        Map<String, Value> state = new LinkedHashMap<>(event.state());
        Map<String, List<Value>> added = new LinkedHashMap<>(event.added());
        Map<String, List<Value>> removed = new LinkedHashMap<>(event.removed());
        String name = name(field);
        Value process = event.process();
        switch (field.substring(0, Math.max(0, field.indexOf('.')))) {
            case "args" -> args.put(name, value);
            case "state" -> state.put(name, value);
            case "added" -> added.put(name, ((Value.Seq) value).elements());
            case "removed" -> removed.put(name, ((Value.Seq) value).elements());
            default -> process = value;
        }
        return new Event(
                event.index(),
                event.file(),
                event.line(),
                process,
                event.clock(),
                event.seq(),
                event.action(),
                args,
                state,
                added,
                removed,
                event.instance(),
                event.source(),
                event.threw());
    }

    /** Renames an event to another action, with those arguments that this one has too. */
    private @Nullable Mutant rename(int at) {
        Event event = trace.get(at);
        List<String> names = actions.keySet().stream()
                .filter(name -> !name.equals(event.action()))
                .toList();
        if (event.action() == null || names.isEmpty()) {
            return null;
        }
        String name = alteration.pick(names);
        Map<String, Value> args = new LinkedHashMap<>(event.args());
        args.keySet().retainAll(Objects.requireNonNull(actions.get(name)));
        Event renamed = new Event(
                event.index(),
                event.file(),
                event.line(),
                event.process(),
                event.clock(),
                event.seq(),
                name,
                args,
                event.state(),
                event.added(),
                event.removed(),
                event.instance(),
                event.source(),
                event.threw());
        return new Mutant(Kind.RENAME, at, 1, List.of(renamed), null, event.action() + " is now " + name);
    }
}
