package dev.lockstep.checker.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds initial states of a spec, each once.
 *
 * @param limit why there may be others: a limit was hit; null: these are all
 */
public record InitialStates(
        List<SpecState> states, @Nullable String limit) {
    public InitialStates {
        states = List.copyOf(states);
    }
}
