package dev.lockstep.redis.real;

import dev.lockstep.checker.logs.ImportedTrace;
import dev.lockstep.checker.logs.LogImport;
import dev.lockstep.checker.logs.LogMapping;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.protocol.LogImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Imports logs as the command does, which is not on the class path of tests here. */
public final class TestImporter implements LogImporter {
    @Override
    public long write(Path mapping, List<Path> logs, Path trace) throws IOException {
        try {
            ImportedTrace imported = LogImport.read(LogMapping.read(mapping), logs);
            imported.write(Files.newBufferedWriter(trace));
            return imported.events().size();
        } catch (InvalidInputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
