package dev.lockstep.process;

import dev.lockstep.mutex.LamportMutex;

/** A canary of the architecture tests. */
public final class ProcessThatKnowsAProtocol {
    LamportMutex mutex;
}
