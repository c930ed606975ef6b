package dev.lockstep.checker.trace;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a trace: its header, then one event after the other, in the trace's order. Not for several threads. */
public interface TraceReader extends Closeable {
    /** Returns the path as the user gave it. */
    String name();

    Header header();

    /** Returns observations of the initial state, by variable. They are those of the header, unless the format has others. */
    default Map<String, Value> initially() {
        return header().initially();
    }

    /** Returns the names of variables that the trace has and the spec cannot have, as far as it was read. They are skipped. */
    default List<String> ignored() {
        return List.of();
    }

    /** Returns the next event; null at the end of the trace. */
    @Nullable
    Event next() throws InvalidInputException;

    @Override
    void close() throws IOException;
}
