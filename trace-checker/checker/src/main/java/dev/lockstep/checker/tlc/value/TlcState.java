package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.Fingerprint;
import dev.lockstep.evaluator.value.Undecided;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import tlc2.value.impl.Value;

/** Holds the value of each variable in a state. */
public final class TlcState implements SpecState {
    private final Conversion conversion;
    private final Object[] values;
    private Object @Nullable [] base;
    private boolean clean;
    private long fingerprint;
    private final @Nullable Recent recent;
    private volatile @Nullable TLCState state;
    private @Nullable String asked;

    /** Makes a state that TLC computed. */
    public TlcState(TLCState state, Conversion conversion) {
        normalize(state);
        this.conversion = conversion;
        this.recent = null;
        this.state = state;
        this.values = new Object[TLCState.vars.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Equality.freeze(conversion.of(state.lookup(TLCState.vars[i].getName())));
        }
    }

    private static void normalize(TLCState state) {
        try {
            Evaluation.of(() -> {
                state.deepNormalize();
                return state;
            });
        } catch (Failed e) {
            throw new UnusableSpecException("TLC cannot write out a state: " + e.getMessage());
        }
    }

    /** Makes a state of which the values are known and frozen. */
    public TlcState(Object[] values, Conversion conversion) {
        this.values = values;
        this.conversion = conversion;
        this.recent = null;
    }

    /** Makes a successor. */
    public TlcState(Object[] values, TlcState from) {
        this.values = values;
        this.base = from.clean ? from.values : null;
        this.conversion = from.conversion;
        this.recent = from.recent();
    }

    /** Returns a successor that TLC computed. */
    public static TlcState successor(TLCState state, TlcState from) {
        try {
            return new TlcState(new Returned(from.conversion).values(state, from.values, from.state()), from);
        } catch (Failed e) {
            throw new UnusableSpecException("TLC cannot write out a state: " + e.getMessage());
        }
    }

    /** Returns what is shared by all states that come from one that was computed by itself. */
    private Recent recent() {
        return recent == null ? new Recent(values, state, conversion) : recent;
    }

    /** Returns the values of the variables of a state. */
    static Value[] values(TLCState state) {
        Value[] values = new Value[TLCState.vars.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (Value) state.lookup(TLCState.vars[i].getName());
        }
        return values;
    }

    /** Returns a state that has all that the other has, under other names. */
    public TlcState renamed(Object[] renamedValues) {
        TlcState renamed = new TlcState(renamedValues, this);
        renamed.base = null;
        renamed.clean = clean;
        return renamed;
    }

    /** Returns the value of each variable. */
    public Object[] values() {
        return values;
    }

    /** Returns the values of a state before it in which all invariants hold; null: none is known. */
    public Object @Nullable [] base() {
        return base;
    }

    /** Remembers that all invariants hold. */
    public void setClean() {
        clean = true;
        base = null;
    }

    public boolean isClean() {
        return clean;
    }

    /** Remembers that TLC is asked about the state because of the construct. */
    public void askTlc(String construct) {
        asked = construct;
    }

    @Override
    public @Nullable String askedOfTlc() {
        return asked;
    }

    /** Returns a state as TLC has it, normalized. */
    public static TLCState of(Object[] values, Conversion conversion) {
        TLCState made = TLCState.Empty.createEmpty();
        for (int i = 0; i < values.length; i++) {
            made.bind(TLCState.vars[i].getName(), conversion.toTlc(values[i]));
        }
        normalize(made);
        return made;
    }

    /** Normalizes a value, so that it can be compared and kept. */
    public TLCState state() {
        TLCState known = state;
        if (known == null) {
            known = recent == null ? of(values, conversion) : changed(recent);
            state = known;
        }
        return known;
    }

    private TLCState changed(Recent last) {
        try {
            return last.toTlc(values);
        } catch (Failed e) {
            throw new UnusableSpecException("TLC cannot write out a state: " + e.getMessage());
        }
    }

    public IValue value(String variable) {
        return state().lookup(variable);
    }

    @Override
    public long fingerprint() {
        if (fingerprint == 0) {
            try {
                fingerprint = Fingerprint.of(values);
            } catch (Undecided e) {
                return 0; // a value is not written out
            }
        }
        return fingerprint;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlcState that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return state().toString().trim();
    }
}
