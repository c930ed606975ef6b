package dev.lockstep.cli;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.ForwardingReader;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import java.util.List;

/** Keeps the events that were read: a trace is altered only once it is accepted. */
final class KeepingReader extends ForwardingReader {
    private final List<Event> events;

    /** @param events the list to which each event is added when it is read */
    KeepingReader(TraceReader reader, List<Event> events) {
        super(reader);
        this.events = events;
    }

    @Override
    public Event next() throws InvalidInputException {
        Event event = reader().next();
        if (event != null) {
            events.add(event);
        }
        return event;
    }
}
