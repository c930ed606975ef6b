package dev.lockstep.net;

import dev.lockstep.mutex.Ticket;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class NetThatKnowsAProtocol {
    Ticket forbidden = new Ticket("p", 1);
}
