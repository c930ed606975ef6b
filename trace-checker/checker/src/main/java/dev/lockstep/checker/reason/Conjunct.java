package dev.lockstep.checker.reason;

import dev.lockstep.checker.trace.Place;
import java.util.List;

/**
 * Describes a predicate of the spec with the values of what it compares.
 *
 * @param expression the predicate as the spec writes it, on one line, shortened if it is long
 * @param operands those that have a value which is not written there
 */
public record Conjunct(Place place, String expression, List<Operand> operands) {
    public Conjunct {
        operands = List.copyOf(operands);
    }
}
