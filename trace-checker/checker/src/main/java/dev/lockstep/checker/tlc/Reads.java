package dev.lockstep.checker.tlc;

import java.util.BitSet;

/** What the value of a compiled expression depends on. */
final class Reads {
    /** Variables before the step, by index. */
    final BitSet variables = new BitSet();

    /** Bound symbols. */
    final BitSet slots = new BitSet();

    boolean primed;

    void add(Reads other) {
        variables.or(other.variables);
        slots.or(other.slots);
        primed |= other.primed;
    }

    boolean isConstant() {
        return variables.isEmpty() && slots.isEmpty() && !primed;
    }
}
