package dev.lockstep.host;

import dev.lockstep.mutex.Ticket;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class HostThatKnowsAProtocol {
    Ticket forbidden = new Ticket("p", 1);
}
