package dev.lockstep.cli.report;

import dev.lockstep.checker.trace.Causality;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Draws a sequence diagram of a slice: the last events that happened before the rejected one, or before the last. */
final class Mermaid {
    /** The slice is looked for among this many events. */
    private static final int SEEN = 1000;

    private static final int SHOWN = 14;
    private static final int LABEL = 60;

    private Mermaid() {}

    static void write(List<Checked> one, Writer out) throws IOException, InvalidInputException {
        Checked checked = one.get(0);
        long rejected = checked.result().event();
        Deque<Event> recent = new ArrayDeque<>();
        try (TraceReader trace = checked.trace().open()) {
            boolean isReached = false;
            for (Event event = trace.next(); event != null && !isReached; event = trace.next()) {
                isReached = event.index() == rejected;
                recent.addLast(event);
                if (recent.size() > SEEN) {
                    recent.removeFirst();
                }
            }
        }
        out.write("sequenceDiagram\n");
        if (!recent.isEmpty()) {
            diagram(slice(List.copyOf(recent)), rejected, checked, out);
        }
    }

    private static List<Event> slice(List<Event> recent) {
        Event last = recent.get(recent.size() - 1);
        List<Event> same = recent.stream()
                .filter(event -> Objects.equals(event.instance(), last.instance()))
                .toList();
        BitSet past = Causality.of(same).past(same.size() - 1);
        List<Event> slice = new ArrayList<>();
        past.stream().forEach(i -> slice.add(same.get(i)));
        slice.add(last);
        return slice.subList(Math.max(0, slice.size() - SHOWN), slice.size());
    }

    private static void diagram(List<Event> slice, long rejected, Checked checked, Writer out) throws IOException {
        Map<String, String> participants = new LinkedHashMap<>();
        for (Event event : slice) {
            participants.putIfAbsent(name(event), "p" + participants.size());
        }
        for (Map.Entry<String, String> participant : participants.entrySet()) {
            out.write("    participant " + participant.getValue() + " as " + participant.getKey() + "\n");
        }
        Causality causality = Causality.of(slice);
        for (int i = 0; i < slice.size(); i++) {
            Event event = slice.get(i);
            String at = participants.get(name(event));
            boolean isRejected = event.index() == rejected;
            if (isRejected) {
                out.write("    rect rgb(255, 220, 220)\n");
            }
            List<Integer> sources = causality.sources(i);
            for (int source : sources) {
                out.write("    " + participants.get(name(slice.get(source))) + "->>" + at + ": " + label(event) + "\n");
            }
            if (sources.isEmpty()) {
                out.write("    Note over " + at + ": " + label(event) + "\n");
            }
            if (isRejected) {
                out.write(
                        "    Note over " + at + ": no step of " + checked.spec().name() + "\n    end\n");
            }
        }
    }

    private static String name(Event event) {
        Value process = event.process();
        return process == null
                ? "trace"
                : legal(process instanceof Value.Str string ? string.value() : process.toString());
    }

    private static String label(Event event) {
        String label = event.index() + " " + (event.action() == null ? "a step" : event.action());
        return legal(label.length() <= LABEL ? label : label.substring(0, LABEL));
    }

    /** Returns what ends a statement, or begins an entity, is none of a label. */
    private static String legal(String text) {
        return text.replaceAll("[;#\\n]", " ");
    }
}
