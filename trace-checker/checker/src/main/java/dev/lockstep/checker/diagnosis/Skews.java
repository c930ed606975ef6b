package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.Move;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Tells how far the clocks of some processes are from those of the others. It orders a trace's events by clocks that are set right. The
 * events of one process stay in their order.
 */
final class Skews {
    /** A clock may be off by this many times what the first events show. */
    private static final int MOST_TIMES = 8;

    static final Skews NONE = new Skews(Map.of());

    /** The amounts that are added to the clocks of some processes; other clocks are not set. */
    private final Map<Value, Long> behind;

    private Skews(Map<Value, Long> behind) {
        this.behind = Map.copyOf(behind);
    }

    /** Returns whether clocks may explain the order: every event has a process and a clock. */
    static boolean mayBeIn(List<Event> events) {
        return events.stream().allMatch(event -> event.process() != null && event.clock() != null);
    }

    private long behind(Value process) {
        return behind.getOrDefault(process, 0L);
    }

    private long time(Event event) {
        return Objects.requireNonNull(event.clock()) + behind(process(event));
    }

    private static Value process(Event event) {
        return Objects.requireNonNull(event.process());
    }

    private Skews with(Value process, long more) {
        Map<Value, Long> other = new HashMap<>(behind);
        other.merge(process, more, Long::sum);
        other.values().removeIf(by -> by == 0);
        return new Skews(other);
    }

    /** Returns the events by their clocks set right; of one time those first whose clocks are set least. */
    List<Event> order(List<Event> given) {
        Map<Value, Deque<Event>> left = new LinkedHashMap<>();
        given.forEach(event -> left.computeIfAbsent(process(event), process -> new ArrayDeque<>())
                .add(event));
        PriorityQueue<Event> next = new PriorityQueue<>(Comparator.comparingLong(this::time)
                .thenComparingLong(event -> behind(process(event)))
                .thenComparingLong(Event::index));
        left.values().forEach(events -> next.add(events.remove()));
        List<Event> order = new ArrayList<>(given.size());
        for (Event event = next.poll(); event != null; event = next.poll()) {
            order.add(event);
            Deque<Event> others = left.getOrDefault(process(event), new ArrayDeque<>());
            if (!others.isEmpty()) {
                next.add(others.remove());
            }
        }
        return order;
    }

    /** Puts one process more behind than before; a negative amount: more ahead. */
    record Change(Value process, long by) {}

    Skews with(Change change) {
        return with(change.process, change.by);
    }

    /**
     * Returns the changes that would bring about what another order of the events has. Each puts one process more behind, or one more
     * ahead, by what is needed at least or a few times that.
     *
     * @param newOrder events in an order that these skews do not give
     */
    List<Change> thatPut(List<Event> newOrder) {
        Map<Value, Long> latest = new LinkedHashMap<>();
        Map<Value, Long> later = new LinkedHashMap<>();
        Map<Value, Long> earlier = new LinkedHashMap<>();
        for (Event event : newOrder) {
            latest.forEach((process, time) -> {
                if (time > time(event) && !process.equals(process(event))) {
                    later.merge(process(event), time - time(event), Math::max);
                    earlier.merge(process, time - time(event), Math::max);
                }
            });
            latest.merge(process(event), time(event), Math::max);
        }
        List<Change> changes = new ArrayList<>();
        for (int times = 1; times <= MOST_TIMES; times *= 2) {
            for (Map.Entry<Value, Long> each : later.entrySet()) {
                changes.add(new Change(each.getKey(), times * each.getValue()));
            }
            for (Map.Entry<Value, Long> each : earlier.entrySet()) {
                changes.add(new Change(each.getKey(), -times * each.getValue()));
            }
        }
        return changes;
    }

    /** Tells how the events of processes whose clocks are set move among those of the others. */
    List<Move> moves(List<Event> order) {
        Map<Long, Long> latest = new HashMap<>(); // by skew, the greatest index so far
        List<Move> moves = new ArrayList<>();
        for (Event event : order) {
            long own = behind(process(event));
            long after = latest.entrySet().stream()
                    .filter(skew -> skew.getKey() < own && own > 0)
                    .mapToLong(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            if (after > event.index()) {
                moves.add(new Move(event.index(), true, after));
            }
            latest.merge(own, event.index(), Math::max);
        }
        Map<Long, Long> earliest = new HashMap<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            Event event = order.get(i);
            long own = behind(process(event));
            long before = earliest.entrySet().stream()
                    .filter(skew -> skew.getKey() > own && own < 0)
                    .mapToLong(Map.Entry::getValue)
                    .min()
                    .orElse(Long.MAX_VALUE);
            if (before < event.index()) {
                moves.add(new Move(event.index(), false, before));
            }
            earliest.merge(own, event.index(), Math::min);
        }
        moves.sort(Comparator.comparingLong(Move::event));
        return moves;
    }

    /** Returns the skews by the names of the processes. */
    Map<String, Long> byName() {
        Map<String, Long> named = new TreeMap<>();
        behind.forEach((process, by) -> named.put(name(process), by));
        return named;
    }

    static String name(Value process) {
        return process instanceof Value.Str text ? text.value() : process.toString();
    }

    /** Returns whether the clock of this process is set. */
    boolean has(Value process) {
        return behind.containsKey(process);
    }

    boolean isNone() {
        return behind.isEmpty();
    }
}
