package dev.lockstep.checker.tlc.compile;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what the value of a compiled expression depends on. */
public final class Reads {
    /** The variables before the step, by index. */
    final BitSet variables = new BitSet();

    /** The variables that are read otherwise than as {@link Part}s. */
    final BitSet whole = new BitSet();

    final Set<Part> parts = new HashSet<>();

    /** The bound symbols, by slot. */
    final BitSet slots = new BitSet();

    boolean primed;

    /** Names a variable that is a function, read at a bound symbol. */
    record Part(int variable, int slot) {
        /**
         * Compares as a record does. The JVM would put the comparison together at its first use, which takes longer than to compile a small
         * spec.
         */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Part that && variable == that.variable && slot == that.slot;
        }

        @Override
        public int hashCode() {
            return 31 * variable + slot;
        }
    }

    void add(Reads other) {
        variables.or(other.variables);
        whole.or(other.whole);
        parts.addAll(other.parts);
        slots.or(other.slots);
        primed |= other.primed;
    }

    void addVariable(int variable) {
        variables.set(variable);
        whole.set(variable);
    }

    void addPart(int variable, int slot) {
        variables.set(variable);
        parts.add(new Part(variable, slot));
        slots.set(slot);
    }

    /** Forgets the symbols from that slot on, which are not bound any more. */
    void close(int from) {
        slots.clear(from, Math.max(from, slots.length()));
        parts.forEach(part -> {
            if (part.slot >= from) {
                whole.set(part.variable);
            }
        });
        parts.removeIf(part -> part.slot >= from);
    }

    boolean isConstant() {
        return variables.isEmpty() && slots.isEmpty() && !primed;
    }
}
