package dev.lockstep.raft.node;

import java.util.function.IntUnaryOperator;

/**
 * Tells how fast a server goes.
 *
 * @param heartbeat ticks between two messages of an idle leader
 * @param election ticks without a leader until a server stands for election, at least, and at most twice as many; as often a leader looks
 * whether it still has its quorum
 * @param batch entries in one message, at most
 * @param window entries on their way to one server, at most
 * @param compactAfter entries that are applied, their snapshot takes their place
 * @param random a number below its argument
 */
public record Pace(int heartbeat, int election, int batch, int window, int compactAfter, IntUnaryOperator random) {
    int patience() {
        return election + random.applyAsInt(election + 1);
    }
}
