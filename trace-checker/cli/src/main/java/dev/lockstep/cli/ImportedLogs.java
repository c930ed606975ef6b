package dev.lockstep.cli;

import dev.lockstep.checker.logs.ImportedTrace;
import dev.lockstep.checker.logs.LogImport;
import dev.lockstep.checker.logs.LogMapping;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.protocol.LogImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads logs as {@code lockstep import} does. */
public final class ImportedLogs implements LogImporter {
    @Override
    public long write(Path mapping, List<Path> logs, Path trace) throws IOException {
        try {
            ImportedTrace imported = LogImport.read(LogMapping.read(mapping), logs);
            Written.whole(trace, imported::write);
            return imported.events().size();
        } catch (InvalidInputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
