package dev.lockstep.checker.trace;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a trace with its events in another order, each with its index in the given one. Their clocks, which say otherwise, are left out.
 * Holds the trace in memory.
 */
public final class ReorderedReader extends ForwardingReader {
    private final List<Long> order;
    private @Nullable Iterator<Event> events;

    /**
     * @param reader closed with this reader
     * @param order indices, from 1, of the events that come first; others come after them as they are given
     */
    public ReorderedReader(TraceReader reader, List<Long> order) {
        super(reader);
        this.order = List.copyOf(order);
    }

    @Override
    public @Nullable Event next() throws InvalidInputException {
        if (events == null) {
            events = inOrder().iterator();
        }
        return events.hasNext() ? events.next() : null;
    }

    private List<Event> inOrder() throws InvalidInputException {
        Map<Long, Event> left = new LinkedHashMap<>();
        for (Event event = reader().next(); event != null; event = reader().next()) {
            left.put(event.index(), event.untimed());
        }
        List<Event> all = new ArrayList<>();
        for (long index : order) {
            Event event = left.remove(index);
            if (event != null) {
                all.add(event);
            }
        }
        all.addAll(left.values());
        return all;
    }
}
