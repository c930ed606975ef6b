package dev.lockstep.clocks.node;

import java.util.Comparator;

/**
 * Names an event by what the clock of its process showed. An event that happened before another has the earlier timestamp: the Clock
 * Condition of Lamport 1978. No two events have one timestamp, and the order of all of them is total.
 *
 * @param time what the clock showed, in milliseconds since its group began
 * @param count how many events of this process have had that time before
 * @param process the process of the event
 */
public record Timestamp(int time, int count, String process) implements Comparable<Timestamp> {
    private static final Comparator<Timestamp> ORDER = Comparator.comparingInt(Timestamp::time)
            .thenComparingInt(Timestamp::count)
            .thenComparing(Timestamp::process);

    @Override
    public int compareTo(Timestamp other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code TIME.COUNT.PROCESS}. */
    @Override
    public String toString() {
        return time + "." + count + "." + process;
    }

    /**
     * Returns what {@link #toString} has written.
     *
     * @throws IllegalArgumentException the text is no timestamp
     */
    public static Timestamp of(String text) {
        String[] parts = text.split("\\.", 3);
        if (parts.length < 3 || !parts[0].matches("[0-9]{1,9}") || !parts[1].matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("no timestamp, which is TIME.COUNT.PROCESS: " + text);
        }
        return new Timestamp(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }
}
