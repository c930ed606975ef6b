package dev.lockstep.checker;

import dev.lockstep.checker.trace.Causality;
import dev.lockstep.checker.trace.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** Keeps the last events of a trace for explanations: which of them led to the one that is rejected. */
final class Recent {
    private static final int KEPT = 256;
    private static final int SHOWN = 4;

    private final Deque<Event> events = new ArrayDeque<>();

    void add(Event event) {
        events.addLast(event);
        if (events.size() > KEPT) {
            events.removeFirst();
        }
    }

    Recent copy() {
        Recent copy = new Recent();
        copy.events.addAll(events);
        return copy;
    }

    /** Returns the last few events of the same instance that happened before this one, as far as the trace tells. */
    List<Event> before(Event event) {
        List<Event> all = new ArrayList<>();
        for (Event earlier : events) {
            if (Objects.equals(earlier.instance(), event.instance())) {
                all.add(earlier);
            }
        }
        all.add(event);
        BitSet past = Causality.of(all).past(all.size() - 1);
        List<Event> last = new ArrayList<>();
        for (int i = past.length() - 1; i >= 0 && last.size() < SHOWN; i = past.previousSetBit(i - 1)) {
            last.add(0, all.get(i));
        }
        return last;
    }
}
