package dev.lockstep.checker.trace;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads traces that have the same header, in blocks of whole lines. A program may get the lines of many traces, some at a time. Lines
 * are read by the shapes of those before them, also of other traces. For one thread.
 */
public final class TraceBlocks {
    private final Header header;
    private final Shapes shapes = new Shapes("");

    private TraceBlocks(Header header) {
        this.header = header;
    }

    /**
     * Reads the header.
     *
     * @param file the trace that it is the first line of, for messages
     * @throws InvalidInputException the line is none
     */
    public static TraceBlocks of(String file, byte[] headerLine) throws InvalidInputException {
        try (LockstepReader reader = new LockstepReader(file, new ByteArrayInputStream(headerLine))) {
            return new TraceBlocks(reader.header());
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory are closed without a failure", e);
        }
    }

    public Header header() {
        return header;
    }

    /**
     * Begins a block.
     *
     * @param linesBefore how many lines of the file are before it
     * @param position where the trace is; it moves with what is read
     */
    public Block open(String file, byte[] bytes, long linesBefore, Position position) {
        shapes.open(file);
        return new Block(new Lines(file, bytes, linesBefore), position);
    }

    /** Begins a block of events that are not in order yet: it is not looked at what was before each. */
    public Block openUnordered(String file, byte[] bytes, long linesBefore) {
        return open(file, bytes, linesBefore, Position.unchecked(1));
    }

    /**
     * Reads one line by itself, whatever was before it.
     *
     * @param number the line's number in its file, from 1
     * @param index the event's index in its trace, from 1
     */
    public Event event(String file, byte[] line, long number, long index) throws InvalidInputException {
        Block block = open(file, line, number - 1, Position.unchecked(index));
        Event event = block.next();
        if (event == null) {
            throw new InvalidInputException(file, number, "expected an event, found the end of the trace");
        }
        return event;
    }

    /** Gives the events of one block, one after the other. */
    public final class Block {
        private final Lines lines;
        private final LockstepReader reader;

        private Block(Lines lines, Position position) {
            this.lines = lines;
            this.reader = new LockstepReader(lines, shapes, header, position);
        }

        /** Returns whether there are lines left. */
        public boolean hasMore() {
            return lines.position() < lines.limit();
        }

        /** Returns where the next line begins, in bytes. */
        public int offset() {
            return lines.position();
        }

        /** Returns how many lines of the file were read. */
        public long line() {
            return lines.number();
        }

        /**
         * Returns the next event. Where there are no lines left, the trace ends here: it is what its header asks of the last state. Null:
         * there is nothing more.
         */
        public @Nullable Event next() throws InvalidInputException {
            return reader.next();
        }
    }
}
