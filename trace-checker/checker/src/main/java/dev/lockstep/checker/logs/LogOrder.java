package dev.lockstep.checker.logs;

import dev.lockstep.checker.logs.LogMapping.Which;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts events in one order. Those of one process in one file stay in theirs, and what is received comes after it was sent;
 * of the events that may be next, the one is that has the least time.
 */
final class LogOrder {
    private final List<List<Found>> processes;
    private final int[] next;
    private final Map<String, List<Found>> senders = new HashMap<>();
    private final Set<Found> placed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Integer> received = new HashMap<>();

    /**
     * Holds an event before it has its place.
     *
     * @param line the last of the lines that tell of it
     * @param rule where the mapping says that it is one
     * @param sends what other events wait for
     * @param receives what it waits for
     */
    record Found(Event event, LogLine line, Place rule, List<String> sends, List<Received> receives) {}

    /**
     * Names what was received.
     *
     * @param mayBeMissing whether it is no error if nothing sends it
     */
    record Received(String key, Which which, boolean mayBeMissing) {}

    /** @throws InvalidInputException something is received that nothing sends, or not as often */
    LogOrder(List<List<Found>> processes) throws InvalidInputException {
        this.processes = processes;
        this.next = new int[processes.size()];
        for (List<Found> events : processes) {
            for (Found found : events) {
                found.sends()
                        .forEach(key -> senders.computeIfAbsent(key, none -> new ArrayList<>())
                                .add(found));
            }
        }
        senders.values().forEach(all -> all.sort(Comparator.comparingLong(LogOrder::time)));
        Map<String, Integer> needed = new HashMap<>();
        for (List<Found> events : processes) {
            for (Found found : events) {
                for (Received each : found.receives()) {
                    int times = each.which() == Which.EACH ? needed.merge(each.key(), 1, Integer::sum) : 1;
                    int there = senders.getOrDefault(each.key(), List.of()).size();
                    if (there < times && !each.mayBeMissing()) {
                        throw found.line()
                                .invalid(
                                        "no line of the logs sends \"" + each.key() + "\""
                                                + (there == 0 ? "" : " more often than " + there + " times"),
                                        found.rule());
                    }
                }
            }
        }
    }

    private static long time(Found found) {
        return found.line().time() == null ? Long.MAX_VALUE : found.line().time();
    }

    /** Returns what sends what an event receives; null: nothing does, which may be. */
    private @Nullable Found cause(Received each, Found by) {
        List<Found> all = senders.getOrDefault(each.key(), List.of());
        int index = each.which() == Which.EACH ? received.getOrDefault(each.key(), 0) : 0;
        if (each.which() == Which.LAST && by.line().time() != null) {
            while (index + 1 < all.size() && isUntil(all.get(index + 1), by)) {
                index++;
            }
        }
        if (each.mayBeMissing() && by.line().time() != null && index < all.size() && !isUntil(all.get(index), by)) {
            return null; // what comes later is no cause
        }
        return index < all.size() ? all.get(index) : null;
    }

    private static boolean isUntil(Found sender, Found receiver) {
        return time(sender) - time(receiver) <= uncertainty(sender, receiver);
    }

    private static long uncertainty(Found one, Found other) {
        return one.line().uncertainty() + other.line().uncertainty();
    }

    /**
     * Returns all events in order.
     *
     * @throws InvalidInputException there is no order, or none that the clocks allow
     */
    List<Found> ordered() throws InvalidInputException {
        List<Found> ordered = new ArrayList<>();
        long[] earliest = new long[processes.size()];
        Arrays.fill(earliest, Long.MIN_VALUE);
        int process = next(earliest);
        while (process >= 0) {
            Found found = processes.get(process).get(next[process]++);
            requireByClock(found);
            earliest[process] = time(found, earliest[process]);
            placed.add(found);
            for (Received each : found.receives()) {
                received.merge(each.key(), each.which() == Which.EACH ? 1 : 0, Integer::sum);
            }
            ordered.add(found);
            process = next(earliest);
        }
        for (int i = 0; i < next.length; i++) {
            if (next[i] < processes.get(i).size()) {
                Found stuck = processes.get(i).get(next[i]);
                Received waits = Objects.requireNonNull(waitsFor(stuck, true));
                Found cause = Objects.requireNonNull(cause(waits, stuck));
                throw stuck.line()
                        .invalid(
                                "it comes after " + cause.line() + ", which sends \"" + waits.key()
                                        + "\", and that one after this one: there is no such order",
                                stuck.rule());
            }
        }
        return ordered;
    }

    /** Returns the process whose event is next: one that waits for nothing, or else only for what may be missing. None is -1. */
    private int next(long[] earliest) {
        int ready = earliestReady(earliest, false);
        return ready >= 0 ? ready : earliestReady(earliest, true);
    }

    private int earliestReady(long[] earliest, boolean isNeeded) {
        int least = -1;
        long leastTime = 0;
        for (int i = 0; i < next.length; i++) {
            if (next[i] < processes.get(i).size()) {
                Found head = processes.get(i).get(next[i]);
                long time = time(head, earliest[i]);
                if ((least < 0 || time < leastTime) && waitsFor(head, isNeeded) == null) {
                    least = i;
                    leastTime = time;
                }
            }
        }
        return least;
    }

    /** Returns the event's time. It is not less than that before, also where a clock is set back or a line has none. */
    private static long time(Found found, long before) {
        return found.line().time() == null
                ? before
                : Math.max(before, found.line().time());
    }

    /** @param isNeeded whether only what may not be missing is looked at */
    private @Nullable Received waitsFor(Found found, boolean isNeeded) {
        return found.receives().stream()
                .filter(each -> !(isNeeded && each.mayBeMissing()) && isOpen(each, found))
                .findFirst()
                .orElse(null);
    }

    /** Returns whether it has not been sent yet, and will be. */
    private boolean isOpen(Received each, Found by) {
        Found cause = cause(each, by);
        boolean isSentByAnother = each.which() == Which.FIRST
                && senders.getOrDefault(each.key(), List.of()).stream().anyMatch(placed::contains);
        return cause != null && !placed.contains(cause) && !isSentByAnother;
    }

    /** Compares the times of an event and its causes. A cause may be later only by as much as the clocks are uncertain. */
    private void requireByClock(Found found) throws InvalidInputException {
        for (Received each : found.receives()) {
            Found cause = cause(each, found);
            Long here = found.line().time();
            Long there = cause == null ? null : cause.line().time();
            if (cause != null && here != null && there != null) {
                long allowed = uncertainty(found, cause);
                if (there - here > allowed) {
                    throw found.line()
                            .invalid(
                                    "it comes after " + cause.line() + ", which sends \"" + each.key() + "\", but is "
                                            + ClockSkew.milliseconds(there - here)
                                            + " earlier by the clocks, which are uncertain by "
                                            + ClockSkew.milliseconds(allowed)
                                            + ": offset and uncertainty, after file, say how far they are apart; or clocks estimated",
                                    found.rule());
                }
            }
        }
    }
}
