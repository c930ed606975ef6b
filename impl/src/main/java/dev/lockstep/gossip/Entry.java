package dev.lockstep.gossip;

import java.util.Optional;

/**
 * Tells what a site holds for one key.
 *
 * @param value empty: the item was deleted, or never written
 * @param time the time of the update that wrote it; 0: none has
 */
public record Entry(Optional<String> value, int time) {
    /** The entry of a key for which a site knows no update. */
    public static final Entry NOTHING = new Entry(Optional.empty(), 0);
}
