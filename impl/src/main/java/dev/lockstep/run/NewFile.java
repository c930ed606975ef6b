package dev.lockstep.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file that appears under its name only when it is complete. */
public final class NewFile {
    private NewFile() {}

    /** Writes a file at the path that it is given. */
    @FunctionalInterface
    public interface Content<T> {
        T write(Path file) throws IOException, InterruptedException;
    }

    /**
     * Lets the content be written beside the target, with the same ending. Then it gives it the target's name; when writing fails nothing
     * is left.
     */
    public static <T> T write(Path target, Content<T> content) throws IOException, InterruptedException {
        Path partial = target.resolveSibling("partial-" + target.getFileName());
        try {
            T result = content.write(partial);
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            return result;
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
