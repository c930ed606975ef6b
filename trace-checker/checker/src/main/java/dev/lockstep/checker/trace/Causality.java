package dev.lockstep.checker.trace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Knows what happened before what among some events of a trace, as far as it tells (Lamport 1978). The events of one process are in the
 * order of the trace, and a message is sent before it is received. A message is a value with parts that one event adds to a variable, and
 * another takes as an argument or removes; an argument that the event adds itself is what it sends. Of several that send the same message
 * at least one comes first: one with an earlier clock, if there is any.
 *
 * <p>Without processes nothing is known to be concurrent: the order of the trace is the only one.
 */
public final class Causality {
    private final int[] previous;
    private final List<List<List<Integer>>> senders = new ArrayList<>();

    private Causality(List<Event> events) {
        this.previous = previous(events);
        Map<Value, List<Integer>> sent = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            for (List<Value> added : events.get(i).added().values()) {
                for (Value message : added) {
                    if (isMessage(message)) {
                        sent.computeIfAbsent(message, key -> new ArrayList<>()).add(i);
                    }
                }
            }
        }
        for (int i = 0; i < events.size(); i++) {
            List<List<Integer>> all = new ArrayList<>();
            for (Value message : taken(events.get(i))) {
                List<Integer> from = sent.containsKey(message) ? earlier(sent.get(message), i, events) : List.of();
                if (!from.isEmpty()) {
                    all.add(from);
                }
            }
            senders.add(all);
        }
    }

    /** @param events the events in the order of the trace; indices are those of this list */
    public static Causality of(List<Event> events) {
        return new Causality(events);
    }

    private static int[] previous(List<Event> events) {
        int[] previous = new int[events.size()];
        boolean named = events.stream().allMatch(event -> event.process() != null);
        Map<Value, Integer> last = new HashMap<>();
        for (int i = 0; i < previous.length; i++) {
            @Nullable
            Integer before =
                    named ? last.put(Objects.requireNonNull(events.get(i).process()), i) : Integer.valueOf(i - 1);
            previous[i] = before == null ? -1 : before;
        }
        return previous;
    }

    private static List<Value> taken(Event event) {
        List<Value> taken = new ArrayList<>();
        event.args().values().stream()
                .filter(Causality::isMessage)
                .filter(value -> event.added().values().stream().noneMatch(added -> added.contains(value)))
                .forEach(taken::add);
        event.removed()
                .values()
                .forEach(values -> values.stream().filter(Causality::isMessage).forEach(taken::add));
        return taken;
    }

    /** A number or a name that is added to some set is no message. */
    private static boolean isMessage(Value value) {
        return !(value instanceof Value.Int || value instanceof Value.Str || value instanceof Value.Bool);
    }

    private static List<Integer> earlier(List<Integer> from, int receipt, List<Event> events) {
        List<Integer> others = from.stream().filter(i -> i != receipt).toList();
        Long clock = events.get(receipt).clock();
        List<Integer> earlier = others.stream()
                .filter(i -> clock == null
                        || events.get(i).clock() == null
                        || Objects.requireNonNull(events.get(i).clock()) < clock)
                .toList();
        return earlier.isEmpty() ? others : earlier;
    }

    /** Returns whether all that must come before this event is among those that came. */
    public boolean isFree(int event, BitSet came) {
        return (previous[event] < 0 || came.get(previous[event]))
                && senders.get(event).stream().allMatch(from -> from.stream().anyMatch(came::get));
    }

    /** Returns whether all events, in this order, come after what must come before them. */
    public boolean allows(List<Integer> order) {
        BitSet came = new BitSet();
        for (int event : order) {
            if (!isFree(event, came)) {
                return false;
            }
            came.set(event);
        }
        return true;
    }

    /** Returns the event before this one in its process; -1: none. */
    public int previous(int event) {
        return previous[event];
    }

    /** Returns where the messages came from that this event takes: of each the latest sender before it in the trace. */
    public List<Integer> sources(int event) {
        List<Integer> sources = new ArrayList<>();
        for (List<Integer> from : senders.get(event)) {
            from.stream().filter(i -> i < event).reduce((a, b) -> b).ifPresent(sources::add);
        }
        return sources;
    }

    /** Returns all events that happened before this one. */
    public BitSet past(int event) {
        BitSet past = new BitSet();
        past.set(event);
        for (int i = event; i >= 0; i = past.previousSetBit(i - 1)) {
            if (previous[i] >= 0) {
                past.set(previous[i]);
            }
            sources(i).forEach(past::set);
        }
        past.clear(event);
        return past;
    }
}
