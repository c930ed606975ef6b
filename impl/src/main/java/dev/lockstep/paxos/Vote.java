package dev.lockstep.paxos;

import java.util.Optional;

/** Holds a ballot, and the value voted for in it. */
public record Vote(int ballot, Optional<String> value) {
    /** The spec's NoVote. */
    public static final Vote NONE = new Vote(0, Optional.empty());
}
