package dev.lockstep.junit;

import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a test records. One recorder for the whole run, or one for each of its processes. */
public final class RecordedTrace {
    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final List<Recorder> recorders = new ArrayList<>();

    RecordedTrace(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a recorder, closed when the test ends at the latest. Several are parts of one trace, merged by their events' Lamport clocks.
     *
     * @throws IOException the trace's file cannot be written
     */
    public Recorder record(Header header) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("part-" + (files.size() + 1) + ".ndjson");
        Recorder recorder = Recorder.open(file, header);
        files.add(file);
        recorders.add(recorder);
        return recorder;
    }

    /** The files, in the order of the recorders. */
    List<Path> finish() throws IOException {
        for (Recorder recorder : recorders) {
            recorder.close();
        }
        return List.copyOf(files);
    }
}
