package dev.lockstep.checker.trace;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges the parts of one trace by the total order of their events. Each part was written by a process of its own. */
public final class MergedReader implements TraceReader {
    private final List<TraceReader> parts;
    private final List<@Nullable Event> heads = new ArrayList<>();
    private final Deque<Event> ends = new ArrayDeque<>();
    private long index;

    /**
     * @param parts at least one; closed with this reader
     * @throws InvalidInputException the headers differ, or an event has no clock
     */
    public MergedReader(List<? extends TraceReader> parts) throws InvalidInputException {
        this.parts = List.copyOf(parts);
        Header first = this.parts.get(0).header();
        for (TraceReader part : this.parts) {
            if (!part.header().isLike(first)) {
                throw new InvalidInputException(
                        part.name(),
                        1,
                        "its header differs from that of " + this.parts.get(0).name()
                                + ": parts of one trace have the same spec, constants and lists");
            }
            heads.add(head(part));
        }
    }

    private @Nullable Event head(TraceReader part) throws InvalidInputException {
        Event event = part.next();
        if (event != null && event.kind() == Event.Kind.END) {
            ends.add(event); // the trace ends when all of its parts do
            return null;
        }
        if (event != null && event.clock() == null) {
            throw event.invalid("without a clock the event cannot be ordered among those of other files");
        }
        return event;
    }

    @Override
    public String name() {
        return parts.get(0).name() + " and " + (parts.size() - 1) + " more";
    }

    @Override
    public Header header() {
        return parts.get(0).header();
    }

    @Override
    public @Nullable Event next() throws InvalidInputException {
        int least = -1;
        Event earliest = null;
        for (int i = 0; i < heads.size(); i++) {
            Event head = heads.get(i);
            int order = head == null ? 1 : earliest == null ? -1 : Order.compare(head, earliest);
            if (head != null && earliest != null && order == 0) {
                throw head.invalid("an event of process " + head.process() + " at clock " + head.clock()
                        + " is in two files, so their order is not known; the other is " + earliest.file() + ":"
                        + earliest.line());
            }
            if (order < 0) {
                least = i;
                earliest = head;
            }
        }
        if (earliest == null) {
            return ends.isEmpty() ? null : ends.remove().at(index + 1);
        }
        heads.set(least, head(parts.get(least)));
        return earliest.at(++index);
    }

    @Override
    public void close() throws IOException {
        for (TraceReader part : parts) {
            part.close();
        }
    }
}
