package dev.lockstep.checker.trace;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trace as it is read: its header, then one event after the other, in the trace's order. Not for several threads. */
public interface TraceReader extends Closeable {
    /** The path as the user gave it. */
    String name();

    Header header();

    /** Observations of the initial state, by variable: those of the header, unless the format has others. */
    default Map<String, Value> initially() {
        return header().initially();
    }

    /** Returns the names of variables that the trace has and the spec cannot have, as far as it was read: they are skipped. */
    default List<String> ignored() {
        return List.of();
    }

    /** The next event; null at the end of the trace. */
    @Nullable
    Event next() throws InvalidInputException;

    @Override
    void close() throws IOException;
}
