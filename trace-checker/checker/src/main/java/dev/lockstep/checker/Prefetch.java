package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads a trace ahead of its checking, in a thread of its own: a bounded number of events. */
final class Prefetch implements AutoCloseable {
    private static final int BATCH = 64;
    private static final int BATCHES = 8;

    private final LoadedSpec spec;
    private final TraceReader reader;
    private final BlockingQueue<List<Read>> queue = new ArrayBlockingQueue<>(BATCHES);
    private final Thread thread;

    /**
     * Tells what was read.
     *
     * @param event null: the trace ends here
     * @param step null: the event cannot be asked of the spec
     * @param failure why not; without an event: why the trace cannot be read further; an exception, so that it can be thrown
     */
    record Read(
            @Nullable Event event,
            @Nullable Step step,
            @Nullable Throwable failure) {}

    Prefetch(LoadedSpec spec, TraceReader reader) {
        this.spec = spec;
        this.reader = reader;
        this.thread = new Thread(this::read, "lockstep-reader");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        try {
            boolean more = true;
            while (more) {
                List<Read> some = new ArrayList<>(BATCH);
                while (more && some.size() < BATCH) {
                    Read read = readOne();
                    some.add(read);
                    more = read.event != null;
                }
                queue.put(some);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private Read readOne() {
        Event event;
        try {
            event = reader.next();
        } catch (InvalidInputException | RuntimeException | Error e) {
            return new Read(null, null, e);
        }
        if (event == null) {
            return new Read(null, null, null);
        }
        try {
            return new Read(event, spec.step(event, reader.header()), null);
        } catch (InvalidInputException | RuntimeException | Error e) {
            return new Read(event, null, e);
        }
    }

    /** Returns the next events, at least one: all that have been read by now. The last that there is has no event. */
    List<Read> next() throws InterruptedException {
        List<Read> batch = queue.take();
        if (queue.isEmpty()) {
            return batch;
        }
        List<List<Read>> more = new ArrayList<>(BATCHES);
        queue.drainTo(more);
        List<Read> all = new ArrayList<>(batch);
        more.forEach(all::addAll);
        return all;
    }

    /** Throws what was met while the trace was read. */
    static void raise(Throwable failure) throws InvalidInputException {
        if (failure instanceof InvalidInputException invalid) {
            throw invalid;
        } else if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @Override
    public void close() {
        thread.interrupt();
        queue.clear();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
