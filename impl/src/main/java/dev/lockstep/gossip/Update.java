package dev.lockstep.gossip;

import java.util.Optional;

/**
 * Describes a client's update of one key.
 *
 * @param value what it writes; empty: it deletes the item
 * @param time globally unique and positive; of two updates of a key the later one counts
 */
public record Update(String key, Optional<String> value, int time) {}
