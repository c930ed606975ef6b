package dev.lockstep.plot;

import dev.lockstep.mutex.Ticket;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class PlotThatKnowsAProtocol {
    Ticket forbidden = new Ticket("p", 1);
}
