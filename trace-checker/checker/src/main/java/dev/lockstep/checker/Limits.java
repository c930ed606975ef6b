package dev.lockstep.checker;

/**
 * Tells where the search stops and the verdict is {@code inconclusive}.
 *
 * @param candidates most states that may explain the trace up to one event, at least 1
 */
public record Limits(int candidates) {
    public static final Limits DEFAULT = new Limits(100_000);
}
