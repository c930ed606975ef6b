package dev.lockstep.checker.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a search through a model's states found.
 *
 * @param found the result in the form in which models declare it; empty: the model could not be checked
 * @param distinct states found
 * @param generated states generated
 * @param depth the depth of the search
 * @param counterexample the counterexample; it has no states on success
 * @param errors the error messages
 * @param time the time that it took, the start of TLC's process included
 * @param ownModules which of Lockstep's own modules were read
 * @param by who searched, and what is to be known of that; empty: TLC alone
 * @param remarks what else a user should know of the model, a sentence each
 */
public record ModelOutcome(
        Optional<Expectation> found,
        long distinct,
        long generated,
        int depth,
        Counterexample counterexample,
        List<String> errors,
        Duration time,
        List<String> ownModules,
        String by,
        List<String> remarks) {

    /** Returns the same, with who searched. */
    ModelOutcome by(String engine) {
        return new ModelOutcome(
                found, distinct, generated, depth, counterexample, errors, time, ownModules, engine, remarks);
    }

    /** Tells how the outcome differs from what the model declares; null: it does not. */
    public @Nullable String difference(Model model) {
        if (found.isEmpty()) {
            return "expected " + model.expectation() + ", but it could not be checked: " + String.join(" | ", errors);
        }
        boolean isOpen = model.expectation() instanceof Expectation.NoError;
        return isOpen && found.get() instanceof Expectation.Success
                        || found.get().equals(model.expectation())
                ? null
                : "expected " + model.expectation() + ", found " + found.get();
    }
}
