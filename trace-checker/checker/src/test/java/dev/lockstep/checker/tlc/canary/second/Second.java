package dev.lockstep.checker.tlc.canary.second;

import dev.lockstep.checker.tlc.canary.first.First;
import org.jspecify.annotations.Nullable;

/** The other half. */
public final class Second {
    @Nullable
    First first;
}
