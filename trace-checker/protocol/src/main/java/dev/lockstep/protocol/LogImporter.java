package dev.lockstep.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Turns logs into a trace, for what runs programs that record none. It is found with {@link java.util.ServiceLoader}. */
public interface LogImporter {
    /**
     * Writes the trace.
     *
     * @param mapping says what the lines of the logs mean
     * @param trace the file to write
     * @return how many events it has
     * @throws IOException a file cannot be read or written, or the logs are not what the mapping says
     */
    long write(Path mapping, List<Path> logs, Path trace) throws IOException;
}
