package dev.lockstep.checker.trace.canary;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.TlcSpec;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;

/** Does what the rules forbid, so that one can see that they would notice. */
public final class UsesTlc implements SpecState {
    TLCState state = TLCState.Empty;

    @Nullable
    TlcSpec behindTheLoader;

    org.assertj.core.api.Condition<String> foreign;
}
