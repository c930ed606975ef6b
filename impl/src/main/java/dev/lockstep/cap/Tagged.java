package dev.lockstep.cap;

import java.util.Optional;

/**
 * Describes a write that the primary of a {@link TConnectedRegister} has ordered.
 *
 * @param tag counts the writes in their order, from 1; 0: none
 * @param value what it wrote; empty: the initial value
 */
public record Tagged(int tag, Optional<String> value) {
    static final Tagged INITIAL = new Tagged(0, Optional.empty());

    boolean isNewer(Tagged other) {
        return tag > other.tag;
    }
}
