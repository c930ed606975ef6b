package dev.lockstep.redis.real;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Holds the programs of Redis, as they are installed.
 *
 * @param server {@code redis-server}
 * @param sentinel {@code redis-sentinel}
 */
public record Installed(Path server, Path sentinel) {
    /**
     * Returns the programs on the path.
     *
     * @throws IllegalArgumentException one of them is not there; the message says what to install
     */
    public static Installed require() {
        return require(path());
    }

    /** @param path folders, as in the variable of that name */
    static Installed require(String path) {
        return new Installed(require("redis-server", path), require("redis-sentinel", path));
    }

    private static String path() {
        return System.getenv().getOrDefault("PATH", "");
    }

    /** Returns what is missing, and what to install; empty: both are there. */
    public static Optional<String> missing() {
        try {
            require();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Returns whether both are there. */
    public static boolean isThere() {
        return find("redis-server", path()).isPresent()
                && find("redis-sentinel", path()).isPresent();
    }

    private static Path require(String program, String path) {
        return find(program, path)
                .orElseThrow(() -> new IllegalArgumentException("there is no " + program
                        + " on the path: on Debian, apt-get install redis-server redis-sentinel (and stop the services"
                        + " that this starts)"));
    }

    private static Optional<Path> find(String program, String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
