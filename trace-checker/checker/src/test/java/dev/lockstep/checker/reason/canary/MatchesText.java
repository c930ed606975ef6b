package dev.lockstep.checker.reason.canary;

/** The same, by a string's own methods. */
public final class MatchesText {
    boolean isFalse(String line) {
        return line.matches(".* is FALSE.*");
    }
}
