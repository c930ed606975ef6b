package dev.lockstep.checker.trace;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the calls of a trace that have not returned. A process calls one operation after the other, and each returns at most once. */
final class Calls {
    /** The open calls, by instance and process. */
    private final Map<List<@Nullable Object>, Event> open = new HashMap<>();

    Calls() {}

    Calls(PackedReader in) {
        for (int i = in.count(); i > 0; i--) {
            Event call = in.event();
            open.put(Arrays.asList(call.instance(), call.process()), call);
        }
    }

    void pack(PackedWriter out) {
        out.number(open.size());
        open.values().forEach(out::event);
    }

    /** Takes the next event; why it cannot be the next, null: it can. */
    @Nullable
    String add(Event event) {
        boolean isCall = event.kind() == Event.Kind.CALL;
        if (!isCall && event.kind() != Event.Kind.RETURN) {
            return null;
        }
        List<@Nullable Object> key = Arrays.asList(event.instance(), event.process());
        Event call = isCall ? open.putIfAbsent(key, event) : open.remove(key);
        if (isCall && call != null) {
            return "process " + event.process() + " calls " + event.action() + " before its " + call.action()
                    + ", which it called on line " + call.line() + ", has returned";
        }
        if (!isCall && (call == null || !String.valueOf(call.action()).equals(event.action()))) {
            return "process " + event.process() + " returns from " + event.action() + ", but "
                    + (call == null ? "has called nothing" : "has called " + call.action() + " on line " + call.line());
        }
        for (String result : event.args().keySet()) {
            if (!isCall && call.args().containsKey(result)) {
                return "the argument " + result + " is that of the call on line " + call.line() + " already";
            }
        }
        return null;
    }
}
