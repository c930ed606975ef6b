package dev.lockstep.mutex;

import java.util.Random;

/** Canary of {@link dev.lockstep.ArchitectureTest}. */
public final class CoreThatRollsDice {
    int forbidden = new Random(1).nextInt();
}
