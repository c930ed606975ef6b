package dev.lockstep.checker.logs;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts the events of several processes in one order. Those of one process stay in theirs, and what is received comes after it was sent;
 * of the events that may be next, the one is that has the least time.
 */
final class LogOrder {
    private final List<List<Found>> processes;
    private final int[] next;
    private final Map<String, Found> senders = new LinkedHashMap<>();
    private final Set<String> sent = new HashSet<>();

    /**
     * Holds an event before it has its place.
     *
     * @param line the last of the lines that tell of it
     * @param rule where the mapping says that it is one
     * @param sends what other events wait for
     * @param receives what it waits for
     */
    record Found(Event event, LogLine line, Place rule, List<String> sends, List<Received> receives) {}

    /** Names what was received; if nothing sends it, that is an error unless it may be missing. */
    record Received(String key, boolean mayBeMissing) {}

    /** @throws InvalidInputException something is received that nothing sends */
    LogOrder(List<List<Found>> processes) throws InvalidInputException {
        this.processes = processes;
        this.next = new int[processes.size()];
        for (List<Found> events : processes) {
            events.forEach(event -> event.sends().forEach(key -> senders.putIfAbsent(key, event)));
        }
        for (List<Found> events : processes) {
            for (Found found : events) {
                for (Received received : found.receives()) {
                    if (!senders.containsKey(received.key()) && !received.mayBeMissing()) {
                        throw found.line()
                                .invalid("no line of the logs sends \"" + received.key() + "\"", found.rule());
                    }
                }
            }
        }
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
        int process = earliestReady(earliest);
        while (process >= 0) {
            Found found = processes.get(process).get(next[process]++);
            requireByClock(found);
            earliest[process] = time(found, earliest[process]);
            sent.addAll(found.sends());
            ordered.add(found);
            process = earliestReady(earliest);
        }
        for (int i = 0; i < next.length; i++) {
            if (next[i] < processes.get(i).size()) {
                Found stuck = processes.get(i).get(next[i]);
                String key = Objects.requireNonNull(waitsFor(stuck));
                Found cause = Objects.requireNonNull(senders.get(key));
                throw stuck.line()
                        .invalid(
                                "it comes after " + cause.line() + ", which sends \"" + key
                                        + "\", and that one after this one: there is no such order",
                                stuck.rule());
            }
        }
        return ordered;
    }

    /** Returns the process whose next event has the least time of those that need not wait; -1: there is none. */
    private int earliestReady(long[] earliest) {
        int least = -1;
        long leastTime = 0;
        for (int i = 0; i < next.length; i++) {
            if (next[i] < processes.get(i).size()) {
                Found head = processes.get(i).get(next[i]);
                long time = time(head, earliest[i]);
                if ((least < 0 || time < leastTime) && waitsFor(head) == null) {
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

    private @Nullable String waitsFor(Found found) {
        return found.receives().stream()
                .map(Received::key)
                .filter(key -> senders.containsKey(key) && !sent.contains(key))
                .findFirst()
                .orElse(null);
    }

    /** Compares the times of an event and its causes. A cause may be later only by as much as the clocks are uncertain. */
    private void requireByClock(Found found) throws InvalidInputException {
        for (Received received : found.receives()) {
            String key = received.key();
            Found cause = senders.get(key);
            Long here = found.line().time();
            Long there = cause == null ? null : cause.line().time();
            if (cause != null && here != null && there != null) {
                long allowed = found.line().uncertainty() + cause.line().uncertainty();
                if (there - here > allowed) {
                    throw found.line()
                            .invalid(
                                    "it comes after " + cause.line() + ", which sends \"" + key + "\", but is "
                                            + milliseconds(there - here)
                                            + " earlier by the clocks, which are uncertain by " + milliseconds(allowed)
                                            + ": offset and uncertainty, after file, say how far they are apart",
                                    found.rule());
                }
            }
        }
    }

    private static String milliseconds(long nanoseconds) {
        return nanoseconds / (double) TimeUnit.MILLISECONDS.toNanos(1) + " ms";
    }
}
