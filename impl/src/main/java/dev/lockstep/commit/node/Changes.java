package dev.lockstep.commit.node;

import java.util.List;

/** Tells what travels beside a {@link dev.lockstep.commit.Message.Prepare}: what the transaction does at the receiver. */
public record Changes(List<Change> changes) {
    public Changes {
        changes = List.copyOf(changes);
    }
}
