package dev.lockstep.checker.tlc.canary.first;

import dev.lockstep.checker.tlc.canary.second.Second;
import org.jspecify.annotations.Nullable;

/** One half of a cycle. */
public final class First {
    @Nullable
    Second second;
}
