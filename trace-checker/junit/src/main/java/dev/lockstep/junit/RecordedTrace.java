package dev.lockstep.junit;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.OnlineChecker;
import dev.lockstep.checker.OnlineChecker.SpecOf;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds what a test records. One recorder for the whole run, or one for each of its processes. */
public final class RecordedTrace {
    private final Path folder;
    private final String atEnd;
    private final List<Path> files = new ArrayList<>();
    private final List<Recorder> recorders = new ArrayList<>();

    private final @Nullable SpecOf online;
    private @Nullable OnlineChecker checker;

    /**
     * @param atEnd the operator that must be true when the trace ends; empty: none
     * @param online finds the spec, to check the trace while it is recorded; null: it is checked when the test ends
     */
    RecordedTrace(Path folder, String atEnd, @Nullable SpecOf online) {
        this.folder = folder;
        this.atEnd = atEnd;
        this.online = online;
    }

    /**
     * Opens a recorder, closed when the test ends at the latest. Several are parts of one trace, merged by their events' Lamport clocks.
     *
     * @throws IOException the trace's file cannot be written
     */
    public Recorder record(Header of) throws IOException {
        Header header = atEnd.isEmpty() ? of : of.withAtEnd(atEnd);
        Files.createDirectories(folder);
        Path file = folder.resolve("part-" + (files.size() + 1) + ".ndjson");
        if (online != null && !recorders.isEmpty()) {
            throw new IllegalStateException("a trace that is checked while it is recorded has one recorder:"
                    + " the parts of several are merged when all are closed");
        }
        Recorder recorder = online == null
                ? Recorder.open(file, header)
                : Recorder.open(file, header, checking(new OnlineChecker(file.toString(), online, Limits.DEFAULT)));
        files.add(file);
        recorders.add(recorder);
        return recorder;
    }

    private Consumer<String> checking(OnlineChecker newChecker) {
        checker = newChecker;
        return line -> {
            try {
                if (!newChecker.accept(line)) {
                    throw new AssertionError(String.valueOf(newChecker.result()));
                }
            } catch (InvalidInputException e) {
                throw new AssertionError("the trace is invalid: " + e.getMessage(), e);
            }
        };
    }

    /** Returns the verdict that was reached while the trace was recorded; null: that was not asked for. */
    @Nullable
    CheckResult verdict() {
        return checker == null ? null : checker.result();
    }

    /** Closes the recorders, and returns the files in the order of the recorders. */
    List<Path> finish() throws IOException {
        for (Recorder recorder : recorders) {
            recorder.close();
        }
        return List.copyOf(files);
    }
}
