package dev.lockstep.mutex.node;

import dev.lockstep.commit.node.Cluster;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class MutexThatKnowsACoordinator {
    Cluster cluster;
}
