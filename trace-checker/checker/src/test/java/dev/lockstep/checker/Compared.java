package dev.lockstep.checker;

/** What is compiled beside TLC. */
public record Compared(Result result, String text) {
    /** How they compare. */
    public enum Result {
        /** It is left to TLC, which can evaluate it. */
        LEFT,
        /** It is left to TLC, which cannot evaluate it. */
        FAILED,
        /** Both: no successor, or false. */
        NO,
        /** Both: the same successors, or true. */
        YES,
        /**
         * TLC cannot evaluate all of it, which the checker does not notice: with the same successors, as what TLC cannot evaluate is taken
         * to be impossible; or because TLC compares elements of a set that are of unlike kinds.
         */
        UNNOTICED,
        /** TLC cannot evaluate it, and the checker says something: a fault, unless of a filtered set one element is asked for. */
        DECIDED,
        /** A fault of the checker. */
        DIFFERENT
    }
}
