package dev.lockstep.checker;

import dev.lockstep.checker.trace.Causality;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** Keeps the last events of a trace for explanations: which of them led to the one that is rejected. */
final class Recent {
    static final int MOST = 256;
    private static final int SHOWN = 4;

    private final Deque<Event> events = new ArrayDeque<>();
    private final int kept;

    /** @param kept how many */
    Recent(int kept) {
        this.kept = kept;
    }

    void add(Event event) {
        events.addLast(event);
        if (events.size() > kept) {
            events.removeFirst();
        }
    }

    Recent copy() {
        return copy(kept);
    }

    /** Returns the last so many of them. */
    Recent copy(int newKept) {
        Recent copy = new Recent(newKept);
        events.forEach(copy::add);
        return copy;
    }

    void pack(PackedWriter out) {
        out.number(events.size());
        events.forEach(out::event);
    }

    void addUnpacked(PackedReader in) {
        for (int i = in.count(); i > 0; i--) {
            add(in.event());
        }
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
