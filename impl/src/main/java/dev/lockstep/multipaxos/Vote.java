package dev.lockstep.multipaxos;

import java.util.Optional;

/** A ballot, and the command voted for in it, in some slot. */
public record Vote(int ballot, Optional<String> value) {
    /** The spec's NoVote. */
    public static final Vote NONE = new Vote(0, Optional.empty());
}
