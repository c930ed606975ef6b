package dev.lockstep.cli;

import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.exc.JacksonIOException;

/** Writes files at the end of a command, whole or not at all. Whether they can be written is told at its beginning. */
final class Written {
    private Written() {}

    /** Writes the content of a file. */
    interface Content {
        void write(Writer out) throws IOException, InvalidInputException;
    }

    /** @throws IllegalArgumentException the file could not be written */
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

    /**
     * Writes a file, the whole of it or nothing. It has another name as long as it is not whole. What is no regular file, as a pipe or
     * {@code /dev/stdout}, is written as it is.
     *
     * @throws IOException the file cannot be written; the message names it
     * @throws InvalidInputException what is written of it cannot be read
     */
    static void whole(Path file, Content content) throws IOException, InvalidInputException {
        boolean isThere = Files.exists(file);
        if (isThere && !Files.isRegularFile(file)) {
            written(file, file, content);
            return;
        }
        Path target = isThere ? file.toRealPath() : file;
        Path partial = target.resolveSibling(target.getFileName() + ".partial");
        try {
            written(file, partial, content);
            moved(file, partial, target);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void written(Path named, Path file, Content content) throws IOException, InvalidInputException {
        try (Writer out = Files.newBufferedWriter(file)) {
            content.write(out);
        } catch (IOException e) {
            throw failed(named, e);
        } catch (JacksonIOException e) {
            throw failed(named, e.getCause());
        }
    }

    private static void moved(Path named, Path partial, Path target) throws IOException {
        try {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(named, e);
        }
    }

    /** Makes an error that names the file. Libraries wrap what the system says. */
    private static IOException failed(Path file, IOException e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String reason = root instanceof FileSystemException system ? system.getReason() : root.getMessage();
        return new IOException(file + ": cannot be written" + (reason == null ? "" : ": " + reason), e);
    }
}
