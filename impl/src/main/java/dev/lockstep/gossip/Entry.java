package dev.lockstep.gossip;

import java.util.Optional;

/**
 * What a site holds for one key.
 *
 * @param value empty: the item was deleted, or never written
 * @param time that of the update that wrote it; 0: none has
 */
public record Entry(Optional<String> value, int time) {
    /** What a site holds for a key of which it knows no update. */
    public static final Entry NOTHING = new Entry(Optional.empty(), 0);
}
