package dev.lockstep.flink;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Order;
import dev.lockstep.checker.trace.PackedReader;
import dev.lockstep.checker.trace.PackedWriter;
import dev.lockstep.checker.trace.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Is the keyed state of a trace that is being read. It has its position, its instances, and events that wait for others. */
final class OpenTrace {
    /** The trace's first line; null: that has not come. */
    byte[] header;

    final Map<String, Part> parts = new LinkedHashMap<>();
    Position position = new Position();
    long events;
    final Set<String> instances = new LinkedHashSet<>();

    /** The events that have no instance; null: there were none. */
    OpenChecker own;

    /** Whether a line has said that it ends. */
    boolean hasEndLine;

    /** Whether all there is to tell of it was told: what still comes is left out. */
    boolean isOver;

    /** The greatest clock so far. */
    long clock = Long.MIN_VALUE;

    final PriorityQueue<Waiting> waiting = new PriorityQueue<>();

    /** The events that ask something of the last state. */
    final List<Event> ends = new ArrayList<>();

    private long arrived;

    /** Tells how far one of its files was read. */
    static final class Part {
        boolean hasHeader;
        boolean hasEnded;
        int waiting;
        Position position = new Position();
    }

    /**
     * Is an event that may have to wait for earlier ones.
     *
     * @param part the file that it is in
     * @param line its line
     * @param arrived how many came before it
     */
    record Waiting(String part, Event event, byte[] line, long arrived) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            int order = Order.compare(event, other.event);
            return order != 0 ? order : Long.compare(arrived, other.arrived);
        }
    }

    Part part(String name) {
        return parts.computeIfAbsent(name, each -> new Part());
    }

    void await(String part, Event event, byte[] line) {
        waiting.add(new Waiting(part, event, line, arrived++));
        part(part).waiting++;
        clock = Math.max(clock, event.clock());
    }

    Waiting removeFirst() {
        Waiting first = waiting.remove();
        part(first.part).waiting--;
        return first;
    }

    /** Returns whether each of its parts has ended or has an event that waits. */
    boolean isFirstKnown(int of) {
        return parts.size() == of && parts.values().stream().allMatch(part -> part.hasEnded || part.waiting > 0);
    }

    boolean haveAllEnded(int of) {
        return parts.size() >= of && parts.values().stream().allMatch(part -> part.hasEnded);
    }

    /** Writes and reads it. */
    static final class Form extends Packing<OpenTrace> {
        private static final long serialVersionUID = 1L;

        Form() {
            super(OpenTrace.class, false);
        }

        @Override
        int version() {
            return 1;
        }

        @Override
        void pack(OpenTrace open, PackedWriter out) {
            out.bytes(open.header == null ? new byte[0] : open.header);
            out.number(open.parts.size());
            open.parts.forEach((name, part) -> {
                out.string(name);
                out.truth(part.hasHeader);
                out.truth(part.hasEnded);
                part.position.pack(out);
            });
            open.position.pack(out);
            out.number(open.events);
            out.strings(open.instances);
            out.truth(open.own != null);
            if (open.own != null) {
                open.own.pack(out);
            }
            out.truth(open.hasEndLine);
            out.truth(open.isOver);
            out.number(open.clock);
            out.number(open.waiting.size());
            for (Waiting each : open.waiting) {
                out.string(each.part);
                out.event(each.event);
                out.bytes(each.line);
                out.number(each.arrived);
            }
            out.number(open.ends.size());
            open.ends.forEach(out::event);
            out.number(open.arrived);
        }

        @Override
        OpenTrace unpacked(PackedReader in) {
            OpenTrace open = new OpenTrace();
            byte[] header = in.bytes();
            open.header = header.length == 0 ? null : header;
            for (int i = in.count(); i > 0; i--) {
                Part part = open.part(in.string());
                part.hasHeader = in.truth();
                part.hasEnded = in.truth();
                part.position = Position.unpacked(in);
            }
            open.position = Position.unpacked(in);
            open.events = in.number();
            open.instances.addAll(in.strings());
            open.own = in.truth() ? OpenChecker.unpacked(in) : null;
            open.hasEndLine = in.truth();
            open.isOver = in.truth();
            open.clock = in.number();
            for (int i = in.count(); i > 0; i--) {
                Waiting each = new Waiting(in.string(), in.event(), in.bytes(), in.number());
                open.waiting.add(each);
                open.part(each.part).waiting++;
            }
            for (int i = in.count(); i > 0; i--) {
                open.ends.add(in.event());
            }
            open.arrived = in.number();
            return open;
        }
    }
}
