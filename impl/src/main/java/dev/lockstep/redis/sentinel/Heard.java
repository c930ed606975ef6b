package dev.lockstep.redis.sentinel;

import java.util.Optional;

/**
 * Tells what another sentinel said last of its vote.
 *
 * @param leader for whom it voted; empty: nothing was heard, or too long ago
 */
public record Heard(Optional<String> leader, int epoch) {
    /** Nothing was heard. */
    static final Heard NOTHING = new Heard(Optional.empty(), 0);
}
