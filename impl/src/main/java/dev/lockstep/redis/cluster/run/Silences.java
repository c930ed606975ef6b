package dev.lockstep.redis.cluster.run;

import java.util.List;

/**
 * Decides which node does not answer the others. Now and then one is silent for a time: all that look meanwhile do not reach it, so that most
 * come to agree that it has failed. In a run of processes each has a silence of its own, which is of the same nodes at about the same time.
 */
final class Silences {
    /** A silence begins after so many looks, and lasts so many, times the nodes. */
    private static final int LENGTH = 25;

    private final List<String> nodes;
    private long looks;

    Silences(List<String> nodes) {
        this.nodes = nodes;
    }

    /**
     * Lets time pass.
     *
     * @param seen how many nodes those see who call this: the fewer, the more time has passed since the last call
     */
    void look(int seen) {
        looks += nodes.size() / seen;
    }

    /** Tells whether the node answers at this time. */
    boolean answers(String x) {
        long at = looks / ((long) LENGTH * nodes.size());
        boolean isTimeOfSilence = at % 2 == 1;
        return !isTimeOfSilence || !nodes.get((int) (at / 2 * 5 % nodes.size())).equals(x);
    }
}
