package dev.lockstep.raft;

import java.util.List;
import java.util.Optional;

/** Tells what a server has on stable storage; the log includes its snapshot. */
public record HardState(int term, Optional<String> votedFor, Log log) {
    public static HardState initial(Configuration config) {
        return new HardState(0, Optional.empty(), Log.of(new Snapshot(0, 0, config), List.of()));
    }
}
