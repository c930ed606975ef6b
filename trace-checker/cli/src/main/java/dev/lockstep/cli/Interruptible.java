package dev.lockstep.cli;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.ForwardingReader;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a trace until its end, or until it is to end early, and tells how many events were read. */
final class Interruptible extends ForwardingReader {
    private final BooleanSupplier isOver;
    private final NowAndThen progress;
    private long read;

    Interruptible(TraceReader trace, BooleanSupplier isOver, NowAndThen progress) {
        super(trace);
        this.isOver = isOver;
        this.progress = progress;
    }

    @Override
    public @Nullable Event next() throws InvalidInputException {
        if (isOver.getAsBoolean()) {
            return null;
        }
        progress.tell(() -> read + " events");
        Event event = reader().next();
        read++;
        return event;
    }
}
