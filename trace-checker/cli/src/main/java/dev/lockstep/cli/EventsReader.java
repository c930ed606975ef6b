package dev.lockstep.cli;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.TraceReader;
import java.util.Iterator;
import java.util.List;

/** Reads events that are in memory. */
final class EventsReader implements TraceReader {
    private final String name;
    private final Header header;
    private final Iterator<Event> events;

    EventsReader(String name, Header header, List<Event> events) {
        this.name = name;
        this.header = header;
        this.events = events.iterator();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Header header() {
        return header;
    }

    @Override
    public Event next() {
        return events.hasNext() ? events.next() : null;
    }

    @Override
    public void close() {}
}
