package dev.lockstep.checker.reason;

import org.jspecify.annotations.Nullable;

/**
 * Describes a part of an expression, or a symbol, with its value.
 *
 * @param expression the expression as the spec writes it, on one line
 * @param value the value as TLC prints it, shortened if it is long; null: it is not known, or is written in the expression
 */
public record Operand(String expression, @Nullable String value) {
    @Override
    public String toString() {
        return value == null ? expression : expression + " = " + value;
    }
}
