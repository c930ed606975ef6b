package dev.lockstep.cli;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Keeps the events that were read: a trace is altered only once it is accepted. */
record KeepingReader(TraceReader reader, List<Event> events) implements TraceReader {
    @Override
    public String name() {
        return reader.name();
    }

    @Override
    public Header header() {
        return reader.header();
    }

    @Override
    public Map<String, Value> initially() {
        return reader.initially();
    }

    @Override
    public List<String> ignored() {
        return reader.ignored();
    }

    @Override
    public Event next() throws InvalidInputException {
        Event event = reader.next();
        if (event != null) {
            events.add(event);
        }
        return event;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
