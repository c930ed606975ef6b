package dev.lockstep.checker.trace;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads a trace by way of another reader, which is closed with it. */
public abstract class ForwardingReader implements TraceReader {
    private final TraceReader reader;

    protected ForwardingReader(TraceReader reader) {
        this.reader = reader;
    }

    /** Returns the reader to which all is forwarded but {@link #next}. */
    protected final TraceReader reader() {
        return reader;
    }

    @Override
    public final String name() {
        return reader.name();
    }

    @Override
    public final Header header() {
        return reader.header();
    }

    @Override
    public final Map<String, Value> initially() {
        return reader.initially();
    }

    @Override
    public final List<String> ignored() {
        return reader.ignored();
    }

    @Override
    public final void close() throws IOException {
        reader.close();
    }
}
