package dev.lockstep.checker.spec;

import dev.lockstep.checker.trace.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a spec comes from.
 *
 * @param module the root module's file, {@code X.tla}
 * @param config its TLC config
 * @param path folders, and jars, in which modules are looked for after the module's own folder and the config's
 * @param constants values that override those of the config
 */
public record SpecSource(Path module, Path config, List<Path> path, Map<String, Value> constants) {
    /** The text that messages about {@link #constants} begin with. */
    public static final String CONSTANTS = "constants: ";

    public SpecSource {
        path = List.copyOf(path);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }

    public static SpecSource of(Path module, Path config) {
        return new SpecSource(module, config, List.of(), Map.of());
    }

    public SpecSource withConstants(Map<String, Value> values) {
        return new SpecSource(module, config, path, values);
    }

    /** Returns the same with more folders and jars. */
    public SpecSource withModules(List<Path> more) {
        List<Path> all = new ArrayList<>(path);
        all.addAll(more);
        return new SpecSource(module, config, all, constants);
    }

    // As a record has them; but those that the JVM would make are made at each start, which takes longer than to read a
    // short trace.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpecSource that
                && module.equals(that.module)
                && config.equals(that.config)
                && path.equals(that.path)
                && constants.equals(that.constants);
    }

    /** Returns a hash without the constants, of which some are records. */
    @Override
    public int hashCode() {
        return (module.hashCode() * 31 + config.hashCode()) * 31 + path.hashCode();
    }
}
