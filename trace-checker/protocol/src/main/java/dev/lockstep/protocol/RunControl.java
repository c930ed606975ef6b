package dev.lockstep.protocol;

import java.util.List;
import java.util.Set;

/** Lets somebody watch a run while it goes on, and interfere with it. */
public interface RunControl {
    /** Watches nothing, and asks for nothing. */
    RunControl NONE = new RunControl() {
        @Override
        public void begins(List<String> nodes) {}

        @Override
        public void line(String line) {}

        @Override
        public List<Order> pass(Status status) {
            return List.of();
        }
    };

    /** Names what may be asked of a run. */
    enum Kind {
        /** Lets the run wait between two events. */
        PAUSE,
        /** Lets the run take only so many events a second. */
        PACE,
        /** Makes nodes crash, and stay down. */
        KILL,
        /** Lets nodes that are down come back. */
        RESTART,
        /** Lets no message pass between these nodes and the others. */
        PARTITION,
        /** Makes the network whole again. */
        HEAL,
        /** Makes these the members. */
        MEMBERS,
        /** Lets the run wind down now. */
        STOP
    }

    /** Asks for something. */
    record Order(Kind kind, Set<String> nodes) {
        public Order {
            nodes = Set.copyOf(nodes);
        }
    }

    /**
     * Tells how a run is.
     *
     * @param events how many events have been recorded
     * @param down the nodes that have crashed
     * @param apart the nodes on one side of a partition; none: the network is whole
     */
    record Status(long events, Set<String> down, Set<String> apart) {
        public Status {
            down = Set.copyOf(down);
            apart = Set.copyOf(apart);
        }
    }

    /** Tells that a run begins, with these nodes. */
    void begins(List<String> nodes);

    /** Tells a line of the trace, the header first, if the run has one trace while it goes on. */
    void line(String line);

    /** Tells all lines of the trace so far, if each node writes its own. They take the place of those told before. */
    default void lines(List<String> all) {}

    /** Returns whether the run is to stand still. One whose nodes are not driven by {@link #pass} stops them before it calls that. */
    default boolean isPaused() {
        return false;
    }

    /**
     * Returns what is asked for since the last time. It is called again and again, between two events, and may wait.
     *
     * @throws InterruptedException the thread is interrupted while it waits
     */
    List<Order> pass(Status status) throws InterruptedException;
}
