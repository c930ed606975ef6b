package dev.lockstep.cli;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a trace until its end, or until it is to end early, and tells how many events were read. */
final class Interruptible implements TraceReader {
    private final TraceReader trace;
    private final BooleanSupplier isOver;
    private final NowAndThen progress;
    private long read;

    Interruptible(TraceReader trace, BooleanSupplier isOver, NowAndThen progress) {
        this.trace = trace;
        this.isOver = isOver;
        this.progress = progress;
    }

    @Override
    public String name() {
        return trace.name();
    }

    @Override
    public Header header() {
        return trace.header();
    }

    @Override
    public Map<String, Value> initially() {
        return trace.initially();
    }

    @Override
    public List<String> ignored() {
        return trace.ignored();
    }

    @Override
    public @Nullable Event next() throws InvalidInputException {
        if (isOver.getAsBoolean()) {
            return null;
        }
        progress.tell(() -> read + " events");
        Event event = trace.next();
        read++;
        return event;
    }

    @Override
    public void close() throws IOException {
        trace.close();
    }
}
