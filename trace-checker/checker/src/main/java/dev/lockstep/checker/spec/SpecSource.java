package dev.lockstep.checker.spec;

import dev.lockstep.checker.trace.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a spec comes from.
 *
 * @param module the root module's file, {@code X.tla}
 * @param config its TLC config
 * @param path folders in which modules are looked for after the module's own and the config's
 * @param constants values that override those of the config
 */
public record SpecSource(Path module, Path config, List<Path> path, Map<String, Value> constants) {
    /** What messages about {@link #constants} begin with. */
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
}
