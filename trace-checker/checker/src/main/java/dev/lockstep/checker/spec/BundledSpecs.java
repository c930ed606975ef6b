package dev.lockstep.checker.spec;

import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds specs on the class path, in its folder {@code specs}. They may also be below the folder that the system property
 * {@code lockstep.specs} names. A spec {@code X.tla} has its config for traces, {@code X.cfg}, beside it.
 */
public final class BundledSpecs {
    private static final String FOLDER_PROPERTY = "lockstep.specs";
    private static @Nullable Path root;

    private BundledSpecs() {}

    /** Returns the folder of all bundled specs; empty: there are none. */
    public static synchronized Optional<Path> folder() {
        if (root == null) {
            String folder = System.getProperty(FOLDER_PROPERTY);
            URL resource = BundledSpecs.class.getClassLoader().getResource("specs");
            if (folder != null) {
                root = Path.of(folder);
            } else if (resource != null) {
                root = unpacked(resource);
            }
        }
        return Optional.ofNullable(root);
    }

    /**
     * Returns the bundled spec of that name; empty: there is none.
     *
     * @throws InvalidInputException the spec has no config for traces
     */
    public static Optional<SpecSource> find(String spec) throws InvalidInputException {
        Optional<Path> folder = folder();
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> module;
        try (Stream<Path> files = Files.walk(folder.get(), 2)) {
            module = files.filter(file -> file.getFileName().toString().equals(spec + ".tla"))
                    .findFirst();
        } catch (IOException e) {
            throw new InvalidInputException(folder.get() + ": cannot be read: " + e.getMessage());
        }
        if (module.isEmpty()) {
            return Optional.empty();
        }
        Path config = module.get().resolveSibling(spec + ".cfg");
        if (!Files.isRegularFile(config)) {
            throw new InvalidInputException(module.get() + ": has no config for traces, " + config.getFileName());
        }
        return Optional.of(
                new SpecSource(module.get(), config, List.of(module.get().resolveSibling("models")), Map.of()));
    }

    private static Path unpacked(URL resource) {
        try {
            URI uri = resource.toURI();
            if (uri.getScheme().equals("file")) {
                return Path.of(uri);
            }
            Path target = Files.createTempDirectory("lockstep-specs");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(target)));
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                copy(jar.getPath("specs"), target);
            }
            return target;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the bundled specs cannot be read: " + resource, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("lockstep: " + folder + " is left behind: " + e.getMessage());
        }
    }
}
