package dev.lockstep.run;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Decides when the network of a run of processes is cut in two, for how long, and between whom. The sides and the times are drawn from a seed; when they
 * begin depends on how fast the run is.
 */
final class Partitions {
    /** The events of a run before its network is first cut, unless the run is shorter. */
    private static final int FIRST = 50;

    private static final int SHORTEST_MILLIS = 100;
    private static final int LONGEST_MILLIS = 600;

    /** A cut that no message has met after so many times its length is healed all the same. */
    private static final int IN_VAIN = 10;

    /** The network is whole for so many times as long as it was cut. */
    private static final int WHOLE = 2;

    private final List<String> nodes;
    private final long first;
    private final SplittableRandom random;
    private Set<String> group = Set.of();
    private long count;
    private long until;
    private long length;
    private long lostBefore;

    /**
     * @param nodes all nodes, of which a run that is to be cut has two or more
     * @param events the number of events that the run has at least
     */
    Partitions(List<String> nodes, long events, long seed) {
        this.nodes = List.copyOf(nodes);
        this.first = Math.min(FIRST, events);
        this.random = new SplittableRandom(seed);
    }

    /** Returns the nodes on one side of the cut; none: the network is whole. */
    Set<String> group() {
        return group;
    }

    /** Returns how often the network was cut. */
    long count() {
        return count;
    }

    /** Tells whether the network was cut at least once, and is whole. */
    boolean isOver() {
        return count > 0 && group.isEmpty();
    }

    /**
     * Cuts the network, or heals it, if it is time. A cut lasts until it has met a message: otherwise it was none.
     *
     * @param events the number of events so far
     * @param lost the number of messages that cuts have lost so far
     * @param now any clock's time, in nanoseconds
     * @return whether the group has changed
     */
    boolean pass(long events, long lost, long now) {
        boolean isDue = count == 0 ? events >= first : now - until >= 0;
        if (!group.isEmpty() && lost == lostBefore && now - until < IN_VAIN * length) {
            return false;
        }
        if (isDue && !group.isEmpty()) {
            group = Set.of();
            until = now + WHOLE * length;
        } else if (isDue) {
            group = side();
            count++;
            lostBefore = lost;
            length = TimeUnit.MILLISECONDS.toNanos(
                    SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS + 1));
            until = now + length;
        }
        return isDue;
    }

    /** Cuts these nodes off from the others, because somebody wants it so. */
    void part(Set<String> nodesApart) {
        group = Set.copyOf(nodesApart);
    }

    /** Makes the network whole for good. */
    void heal() {
        group = Set.of();
    }

    /** Draws some of the nodes, and not all. */
    private Set<String> side() {
        Set<String> side = new TreeSet<>(nodes);
        while (side.isEmpty() || side.size() == nodes.size()) {
            side = new TreeSet<>(nodes);
            side.removeIf(node -> random.nextBoolean());
        }
        return Set.copyOf(side);
    }
}
