package dev.lockstep.checker.logs;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.TraceWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the trace that was made of logs.
 *
 * @param mapping the mapping's file, as the user gave it
 * @param events the events in order; their places are those of the lines
 * @param logs how many files were read
 * @param lines how many lines they have
 * @param ignored how many of them mean nothing, as the mapping declares
 * @param unmatched how many of them no rule fits, which the mapping allows
 * @param corrections a sentence for each clock that is corrected
 * @param unmatchedLines kinds of lines that no rule fits, with the first of each
 */
public record ImportedTrace(
        String mapping,
        Header header,
        List<Event> events,
        int logs,
        long lines,
        long ignored,
        long unmatched,
        List<String> corrections,
        List<String> unmatchedLines) {
    public ImportedTrace {
        events = List.copyOf(events);
        corrections = List.copyOf(corrections);
        unmatchedLines = List.copyOf(unmatchedLines);
    }

    /** Returns a reader of the events, with the given name. */
    public TraceReader reader(String name) {
        Iterator<Event> each = events.iterator();
        return new TraceReader() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Header header() {
                return header;
            }

            @Override
            public @Nullable Event next() {
                return each.hasNext() ? each.next() : null;
            }

            @Override
            public void close() {}
        };
    }

    /** Writes the trace in Lockstep's own format. The writer is closed. */
    public void write(Writer out) throws IOException {
        try (TraceWriter writer = new TraceWriter(out, header)) {
            for (Event event : events) {
                writer.write(event);
            }
        }
    }

    /** Returns what a user should know besides, a line each. These are clocks that were corrected, and lines that no rule fits. */
    public List<String> remarks() {
        return Stream.concat(corrections.stream(), unmatchedLines.stream()).toList();
    }

    /** Returns what became of the lines, in a sentence. */
    @Override
    public String toString() {
        return events.size() + " events from " + lines + " lines of " + logs + (logs == 1 ? " log; " : " logs; ")
                + ignored + " lines are declared to mean nothing"
                + (unmatched == 0 ? "" : ", and " + unmatched + " are ignored though no rule fits them");
    }
}
