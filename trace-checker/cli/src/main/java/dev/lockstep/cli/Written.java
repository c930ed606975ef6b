package dev.lockstep.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command writes at its end: whether they can be is told at its beginning. */
final class Written {
    private Written() {}

    /** @throws IllegalArgumentException it could not be written */
    static void requirePlace(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + ": cannot be written: it is a folder");
        } else if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(file + ": cannot be written: there is no folder " + folder);
        } else if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new IllegalArgumentException(file + ": cannot be written: access denied");
        }
    }
}
