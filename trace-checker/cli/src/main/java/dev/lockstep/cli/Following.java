package dev.lockstep.cli;

import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.trace.GrowingFile;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.TraceSource;
import dev.lockstep.checker.trace.Traces;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Reads a trace that is still being written. An interrupt of the process ends the trace, not the check of what was written: the verdict
 * is printed, and is the exit code.
 */
final class Following implements TraceSource {
    private final Path file;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean ended;
    private volatile GrowingFile current;
    private volatile int exitCode = Verdict.INVALID.exitCode();

    private Following(Path file) {
        this.file = file;
    }

    /** Tells what is done with the trace; it may be opened more than once. */
    interface Check {
        Verdict of(Following trace) throws IOException;
    }

    static Verdict until(Path file, PrintWriter progress, Check check) throws IOException {
        Following trace = new Following(file);
        Thread atInterrupt = new Thread(trace::interrupted);
        Runtime.getRuntime().addShutdownHook(atInterrupt);
        progress.println("following " + file);
        progress.flush();
        try {
            Verdict verdict = check.of(trace);
            trace.exitCode = verdict.exitCode();
            return verdict;
        } finally {
            trace.done.countDown();
            if (!trace.ended) {
                Runtime.getRuntime().removeShutdownHook(atInterrupt);
            }
        }
    }

    private void interrupted() {
        ended = true;
        if (current != null) {
            current.end();
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** Opens for the first time a file that grows, and later what there is of it. */
    @Override
    public TraceReader open() throws InvalidInputException, IOException {
        boolean again = current != null;
        GrowingFile growing = new GrowingFile(file, GrowingFile.Watch.of(file));
        current = growing;
        if (again || ended) {
            growing.end();
        }
        return Traces.read(file.toString(), growing, Traces.Format.LOCKSTEP);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
