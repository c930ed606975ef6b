package dev.lockstep.checker.sensitivity;

import dev.lockstep.checker.trace.Event;

/**
 * Tells what the checker says of a mutant.
 *
 * @param mutant the mutant of the trace
 * @param event the first that is altered, as it is in the trace
 * @param meaning the meaning of the verdict
 * @param rejectedAt index of the first event of the mutant that is no step; 0: it is accepted
 * @param isMisnumbered whether the clocks and numbers of its events tell an accepted mutant from a whole trace, so that no reader takes it
 */
public record Outcome(Mutant mutant, Event event, Meaning meaning, long rejectedAt, boolean isMisnumbered) {
    Outcome misnumbered() {
        return new Outcome(mutant, event, meaning, rejectedAt, true);
    }

    /**
     * Says why a mutant is accepted. Each is shown by comparing states, none is guessed.
     */
    public enum Meaning {
        REJECTED("rejected"),
        /** Two events in the other order lead to the same states. */
        SAME_ORDER("an equivalent order: the same states after both events"),
        /** An event left out or repeated makes no difference to the state. */
        NO_EFFECT("without effect: the same states with the event, without it and with it twice"),
        /** An event left out that could come last, after which the states are those of the trace. */
        PREFIX("a shorter run: the event may as well come last, and nothing comes after it"),
        /** The spec's set has or had the element anyway: the same step is told in another way. */
        SENT_AGAIN("sent again: the set has it already, so the same states explain the altered list"),
        /** The same states explain the altered event. */
        ALSO_TRUE("not noticed: the same states explain the altered event"),
        /** The mutant is accepted with other states. */
        OTHER_BEHAVIOUR("not noticed: another behaviour of the spec"),
        INCONCLUSIVE("inconclusive: a limit was hit");

        private final String text;

        Meaning(String text) {
            this.text = text;
        }

        /** Returns whether the mutant is accepted rightly, as it says the same of the program. */
        public boolean isEquivalent() {
            return this == SAME_ORDER || this == NO_EFFECT || this == PREFIX || this == SENT_AGAIN;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
