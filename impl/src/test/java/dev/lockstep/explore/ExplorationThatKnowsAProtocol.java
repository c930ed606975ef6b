package dev.lockstep.explore;

import dev.lockstep.mutex.Ticket;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class ExplorationThatKnowsAProtocol {
    Ticket forbidden = new Ticket("p", 1);
}
