package dev.lockstep.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds programs that tests start. */
final class Programs {
    private Programs() {}

    /** Skips a test where a program is not installed, which is told; in CI, which installs it, the test goes on and fails. */
    static void assumeInCi(String program) {
        assumeTrue(System.getenv("CI") != null || isThere(program), program + " is not installed: it is not tried");
    }

    /** Skips a test where a program is not installed, which is told. */
    static void assume(String program) {
        assumeTrue(isThere(program), program + " is not installed: it is not tried");
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
