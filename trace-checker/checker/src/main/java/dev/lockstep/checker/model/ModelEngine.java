package dev.lockstep.checker.model;

import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;

/** Searches all states of models. Several threads may use it. */
public interface ModelEngine {
    /** Takes how far a search is. */
    interface Progress {
        /** @param states the figures so far, as {@code 12345 states} */
        void tell(String states);
    }

    /**
     * Checks a model to completion. Interrupting the thread ends the search.
     *
     * @throws IOException TLC cannot be started, or its files cannot be written
     * @throws InvalidInputException a PlusCal algorithm cannot be translated; the message says where it is wrong
     */
    ModelOutcome outcome(Model model, Progress progress)
            throws IOException, InterruptedException, InvalidInputException;
}
