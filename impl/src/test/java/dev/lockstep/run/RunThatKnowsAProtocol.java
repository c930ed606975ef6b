package dev.lockstep.run;

import dev.lockstep.mutex.Ticket;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class RunThatKnowsAProtocol {
    Ticket forbidden = new Ticket("p", 1);
}
