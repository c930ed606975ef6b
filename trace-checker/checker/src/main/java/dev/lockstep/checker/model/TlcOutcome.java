package dev.lockstep.checker.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what TLC found.
 *
 * @param found the result in the form in which models declare it; empty: TLC could not check the model
 * @param distinct states found
 * @param generated states generated
 * @param depth the depth of the search
 * @param counterexample the counterexample; it has no states on success
 * @param errors TLC's error messages
 * @param time the time that the process took
 * @param ownModules which of Lockstep's own modules were read
 */
public record TlcOutcome(
        Optional<Expectation> found,
        long distinct,
        long generated,
        int depth,
        Counterexample counterexample,
        List<String> errors,
        Duration time,
        List<String> ownModules) {

    /** Tells how the outcome differs from what the model declares; null: it does not. */
    public @Nullable String difference(Model model) {
        if (found.isEmpty()) {
            return "expected " + model.expectation() + ", but TLC could not check it: " + String.join(" | ", errors);
        }
        boolean isOpen = model.expectation() instanceof Expectation.NoError;
        return isOpen && found.get() instanceof Expectation.Success
                        || found.get().equals(model.expectation())
                ? null
                : "expected " + model.expectation() + ", found " + found.get();
    }
}
