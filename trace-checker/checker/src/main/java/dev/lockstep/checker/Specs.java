package dev.lockstep.checker;

import dev.lockstep.checker.history.HistorySpec;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.BundledSpecs;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads specs, each once for every set of constants; they may be used by several threads. */
public final class Specs {
    private final Map<SpecSource, LoadedSpec> loaded = new HashMap<>();
    private final Shortcuts shortcuts;
    private final List<Path> modules;

    public Specs() {
        this(Shortcuts.ALL);
    }

    /** @param shortcuts the ones that are taken */
    public Specs(Shortcuts shortcuts) {
        this(shortcuts, List.of());
    }

    /** @param modules folders and jars in which modules are looked for that are not beside the spec */
    public Specs(Shortcuts shortcuts, List<Path> modules) {
        this.shortcuts = shortcuts;
        this.modules = List.copyOf(modules);
    }

    /**
     * Returns the spec for a trace.
     *
     * @param module the user's; null: the bundled one that the header names, or {@code X.tla} in the current folder
     * @param config the user's; null: {@code X.cfg} beside the module
     * @throws InvalidInputException there is no such spec, or it cannot be loaded
     */
    public synchronized LoadedSpec forTrace(String trace, Header header, @Nullable Path module, @Nullable Path config)
            throws InvalidInputException {
        SpecSource source =
                source(trace, header, module, config).withModules(modules).withConstants(header.constants());
        LoadedSpec spec = loaded.get(source);
        if (spec == null) {
            spec = load(trace, source);
            loaded.put(source, spec);
        }
        return header.calls() ? new HistorySpec(spec, header) : spec;
    }

    private LoadedSpec load(String trace, SpecSource source) throws InvalidInputException {
        try {
            return SpecLoader.load(source, shortcuts);
        } catch (InvalidInputException e) {
            String message = String.valueOf(e.getMessage());
            boolean isOfHeader = message.startsWith(SpecSource.CONSTANTS)
                    || e.place().isEmpty() && !source.constants().isEmpty();
            throw isOfHeader ? new InvalidInputException(trace, 1, message) : e;
        }
    }

    private static SpecSource source(String trace, Header header, @Nullable Path module, @Nullable Path config)
            throws InvalidInputException {
        if (module != null) {
            Path beside = module.resolveSibling(module.getFileName().toString().replaceFirst("\\.tla$", ".cfg"));
            return SpecSource.of(module, config != null ? config : beside);
        }
        if (header.spec().isEmpty()) {
            throw new InvalidInputException(trace + ": the trace does not name its spec: give --spec");
        }
        Optional<SpecSource> bundled = BundledSpecs.find(header.spec());
        if (bundled.isPresent()) {
            SpecSource source = bundled.get();
            return config == null ? source : new SpecSource(source.module(), config, source.path(), Map.of());
        }
        Path local = Path.of(header.spec() + ".tla");
        if (Files.isRegularFile(local)) {
            return SpecSource.of(local, config != null ? config : Path.of(header.spec() + ".cfg"));
        }
        throw new InvalidInputException(
                trace,
                1,
                "no bundled spec is named " + header.spec() + ", and there is no " + local + " here: give --spec");
    }
}
