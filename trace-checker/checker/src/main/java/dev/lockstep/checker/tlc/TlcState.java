package dev.lockstep.checker.tlc;

import dev.lockstep.checker.spec.SpecState;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.value.IValue;

/** A state whose values are normalized, so that it can be compared and kept. */
final class TlcState implements SpecState {
    final TLCState state;
    private long fingerprint;
    private boolean fingerprinted;

    TlcState(TLCState state) {
        state.deepNormalize();
        this.state = state;
    }

    private long fingerprint() {
        if (!fingerprinted) {
            fingerprint = state.fingerPrint();
            fingerprinted = true;
        }
        return fingerprint;
    }

    IValue value(String variable) {
        return state.lookup(variable);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlcState that && fingerprint() == that.fingerprint() && state.equals(that.state);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint());
    }

    @Override
    public String toString() {
        return state.toString().trim();
    }
}
