package dev.lockstep.checker.explore;

import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what is explored, and says with what it is compared. They are a spec, with the constants and constraints of a config.
 *
 * @param name how they are called
 * @param source the spec and the config
 * @param expectation what the config declares of what TLC finds; its number of states is compared with that of the exploration
 */
public record Bounds(String name, SpecSource source, Expectation expectation) {
    /** Returns those of a model. */
    public static Bounds of(Model model, String name) {
        return new Bounds(
                name,
                new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of()),
                model.expectation());
    }

    /**
     * Returns those of a spec and a config.
     *
     * @param config null: the config beside the spec, of its name
     * @throws InvalidInputException what the config declares is malformed
     */
    public static Bounds of(Path spec, @Nullable Path config) throws InvalidInputException {
        Path used = config != null
                ? config
                : spec.resolveSibling(spec.getFileName().toString().replaceFirst("\\.tla$", "") + ".cfg");
        Path folder = spec.toAbsolutePath().normalize().getParent();
        Path beside = used.toAbsolutePath().normalize().getParent();
        return new Bounds(
                used.toString(), new SpecSource(spec, used, List.of(folder, beside), Map.of()), Model.declared(used));
    }

    /** @throws InvalidInputException the spec or the config cannot be read */
    public LoadedSpec load() throws InvalidInputException {
        return SpecLoader.load(source);
    }

    /**
     * Returns whether the code does what the spec can, but for what is declared.
     *
     * @param declared the actions that the code may leave out
     */
    public boolean hold(ExplorationResult result, Set<String> declared) {
        return result.holds(declared) && !differ(result);
    }

    /** Returns whether the config declares another number of states, and what the code leaves out does not explain that. */
    private boolean differ(ExplorationResult result) {
        return expectation instanceof Expectation.Success success
                && (result.missing().isEmpty()
                        ? success.distinct() != result.specStates()
                        : success.distinct() < result.specStates());
    }
}
