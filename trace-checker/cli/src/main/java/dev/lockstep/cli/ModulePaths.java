package dev.lockstep.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import picocli.CommandLine.Option;

/** Collects where modules are that are not beside a spec: {@code --modules}, and what TLC knows as {@code TLA-Library}. */
final class ModulePaths {
    /** The name of TLC's system property, and of a variable of the environment; shells know no variables with a hyphen. */
    private static final String LIBRARY = "TLA-Library";

    private static final String LIBRARY_IN_SHELLS = "TLA_LIBRARY";

    @Option(
            names = "--modules",
            paramLabel = "PATH",
            description =
                    "A folder or a jar with more modules, such as CommunityModules.jar; may be given several times."
                            + " The system property TLA-Library and the variable TLA_LIBRARY name more of them.")
    private List<Path> given = List.of();

    /**
     * Returns the folders and jars, those of the command line first.
     *
     * @throws IllegalArgumentException one of them is not there
     */
    List<Path> all() {
        List<Path> all = new ArrayList<>();
        for (Path path : given) {
            all.add(required("--modules", path));
        }
        Stream.of(System.getProperty(LIBRARY), System.getenv(LIBRARY), System.getenv(LIBRARY_IN_SHELLS))
                .filter(paths -> paths != null && !paths.isBlank())
                .flatMap(paths -> Stream.of(paths.split(File.pathSeparator)))
                .forEach(path -> all.add(required(LIBRARY, Path.of(path))));
        return all;
    }

    private static Path required(String by, Path path) {
        if (!Files.isDirectory(path) && !isJar(path)) {
            throw new IllegalArgumentException(by + " " + path + ": no such folder or jar");
        }
        return path;
    }

    private static boolean isJar(Path file) {
        try (ZipFile jar = new ZipFile(file.toFile())) {
            return jar.size() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Says that modules are Lockstep's own. It is empty if there are none. */
    static String ofOwn(List<String> modules) {
        return modules.isEmpty()
                ? ""
                : "lockstep: Lockstep's own definitions are used of " + String.join(", ", modules)
                        + "; --modules takes others";
    }
}
