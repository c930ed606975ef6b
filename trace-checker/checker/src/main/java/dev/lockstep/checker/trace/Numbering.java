package dev.lockstep.checker.trace;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what the clocks and the numbers of a trace's events say of their order. It finds events that are missing or there twice. */
public final class Numbering {
    private final Map<Value, Long> lastSeq = new HashMap<>();
    private @Nullable Event last;

    public Numbering() {}

    Numbering(PackedReader in) {
        for (int i = in.count(); i > 0; i--) {
            lastSeq.put(in.value(), in.number());
        }
        last = in.truth() ? in.event() : null;
    }

    void pack(PackedWriter out) {
        out.number(lastSeq.size());
        lastSeq.forEach((process, seq) -> {
            out.value(process);
            out.number(seq);
        });
        Event before = last;
        out.truth(before != null);
        if (before != null) { // the rest of it is of no matter for the next
            out.event(before.of(null, Map.of()).observing(Map.of(), Map.of(), Map.of()));
        }
    }

    /** Copies the numbering of the same events; the two go on apart. */
    public Numbering copy() {
        Numbering copy = new Numbering();
        copy.lastSeq.putAll(lastSeq);
        copy.last = last;
        return copy;
    }

    /** Takes the next event; why it cannot be the next, null: it can. */
    public @Nullable String add(Event event) {
        String wrong = order(event);
        if (wrong == null) {
            wrong = seq(event);
        }
        last = event;
        return wrong;
    }

    private @Nullable String order(Event event) {
        Event before = last;
        if (before == null) {
            return null;
        }
        if ((before.clock() == null) != (event.clock() == null)) {
            return "either all events have a clock, or none: line " + before.line()
                    + (before.clock() == null ? " has none" : " has one");
        }
        if (event.clock() != null && Order.compare(before, event) > 0) {
            return "out of order: clock " + event.clock() + " of " + event.process() + " after clock " + before.clock()
                    + " of " + before.process() + " on line " + before.line()
                    + (event.clock().equals(before.clock())
                            ? "; of one clock, processes are in the order of their names"
                            : "");
        }
        return null;
    }

    private @Nullable String seq(Event event) {
        Long seq = event.seq();
        Value process = event.process();
        if (process == null) {
            return null;
        }
        if (seq == null) {
            return lastSeq.containsKey(process)
                    ? "an event of process " + process + " without a seq, after some that have one"
                    : null;
        }
        long expected = lastSeq.getOrDefault(process, 0L) + 1;
        if (seq != expected) {
            return (seq < expected ? "repeated" : "missing") + " event of process " + process + ": its seq is " + seq
                    + ", expected " + expected;
        }
        lastSeq.put(process, seq);
        return null;
    }
}
