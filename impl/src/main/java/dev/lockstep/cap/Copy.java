package dev.lockstep.cap;

import java.util.Optional;

/**
 * Describes a write, as a node's copy of the register.
 *
 * @param time counts writes, of which the latest wins; 0: none
 * @param rank the rank of the node that wrote it, which decides between writes of one time
 * @param value what it wrote; empty: the initial value
 */
public record Copy(int time, int rank, Optional<String> value) {
    static final Copy BLANK = new Copy(0, 0, Optional.empty());

    boolean isNewer(Copy other) {
        return time > other.time || time == other.time && rank > other.rank;
    }
}
