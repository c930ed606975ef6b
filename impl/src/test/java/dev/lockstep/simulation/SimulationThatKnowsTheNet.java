package dev.lockstep.simulation;

import dev.lockstep.net.TcpConfig;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class SimulationThatKnowsTheNet {
    Class<?> forbidden = TcpConfig.class;
}
