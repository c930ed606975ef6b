package dev.lockstep.canary;

import dev.lockstep.agent.Agent;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class Canary {
    Class<?> forbidden = Agent.class;
}
