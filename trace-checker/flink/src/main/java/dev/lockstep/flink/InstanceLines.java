package dev.lockstep.flink;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds some events of one instance of a trace, in the trace's order.
 *
 * @param header the trace's first line
 * @param end what is asked of the last state; null: nothing, or it is not the end
 * @param isOver whether the trace has no more
 */
record InstanceLines(String trace, String instance, byte[] header, List<Line> lines, Event end, boolean isOver) {
    /**
     * Holds one event as its line.
     *
     * @param number the line's number in the file, from 1
     * @param index the event's index in the trace, from 1
     */
    record Line(String file, long number, long index, byte[] bytes) {}

    /** Writes and reads them. */
    static final class Form extends Packing<InstanceLines> {
        private static final long serialVersionUID = 1L;

        Form() {
            super(InstanceLines.class, true);
        }

        @Override
        int version() {
            return 1;
        }

        @Override
        void pack(InstanceLines some, PackedWriter out) {
            out.string(some.trace);
            out.string(some.instance);
            out.bytes(some.header);
            out.number(some.lines.size());
            for (Line line : some.lines) {
                out.string(line.file);
                out.number(line.number);
                out.number(line.index);
                out.bytes(line.bytes);
            }
            out.truth(some.end != null);
            if (some.end != null) {
                out.event(some.end);
            }
            out.truth(some.isOver);
        }

        @Override
        InstanceLines unpacked(PackedReader in) {
            String trace = in.string();
            String instance = in.string();
            byte[] header = in.bytes();
            List<Line> lines = new ArrayList<>();
            for (int i = in.count(); i > 0; i--) {
                lines.add(new Line(in.string(), in.number(), in.number(), in.bytes()));
            }
            return new InstanceLines(trace, instance, header, lines, in.truth() ? in.event() : null, in.truth());
        }
    }
}
