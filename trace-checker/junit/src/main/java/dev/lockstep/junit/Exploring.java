package dev.lockstep.junit;

import dev.lockstep.checker.explore.Bounds;
import dev.lockstep.checker.explore.Exploration;
import dev.lockstep.checker.explore.ExplorationResult;
import dev.lockstep.checker.explore.ExplorationText;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.explorable.Explorable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Visits every state of code, and compares it with a spec at the bounds of a config. */
public final class Exploring {
    private final Path spec;
    private final @Nullable Path config;
    private boolean isUsed;

    /** @param config null: the one beside the spec */
    Exploring(Path spec, @Nullable Path config) {
        this.spec = spec;
        this.config = config;
    }

    /**
     * Requires that the code takes every step of the spec and no other, but for the differences that it declares. The config's invariants
     * must hold in each state. If the config declares a number of states, there must be as many.
     *
     * @return what was found, with all figures
     * @throws AssertionError the code is different; the message has a shortest run to where it is not
     */
    public ExplorationResult requireEqual(Explorable code) {
        isUsed = true;
        try {
            Bounds bounds = Bounds.of(spec, config);
            ExplorationResult result = new Exploration(bounds.load(), code).run(() -> false, (visited, waiting) -> {});
            ExplorationText text = new ExplorationText(bounds, code.differences(), result);
            if (!text.holds()) {
                List<String> lines = new ArrayList<>(List.of(text.summary()));
                lines.addAll(text.details());
                throw new AssertionError(String.join(System.lineSeparator(), lines));
            }
            return result;
        } catch (InvalidInputException e) {
            throw new AssertionError("nothing can be explored: " + e.getMessage(), e);
        }
    }

    /** Returns whether anything was compared. */
    boolean isUsed() {
        return isUsed;
    }
}
