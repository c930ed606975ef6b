package dev.lockstep.checker.explore;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.LockstepReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines that code writes one after the other, as the lines of one trace. What events have in common is looked at once. */
final class LineReader {
    private final Written written = new Written();
    private final LockstepReader reader;

    /** Gives what is written, and no more: it ends where that ends. */
    private static final class Written extends InputStream {
        private byte[] bytes = {};
        private int taken;

        void write(String line) {
            bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            taken = 0;
        }

        @Override
        public int read() {
            return taken == bytes.length ? -1 : bytes[taken++] & 0xFF;
        }

        @Override
        public int read(byte[] to, int from, int most) {
            if (taken == bytes.length && most > 0) {
                return -1;
            }
            int count = Math.min(most, bytes.length - taken);
            System.arraycopy(bytes, taken, to, from, count);
            taken += count;
            return count;
        }

        @Override
        public int available() {
            return bytes.length - taken;
        }
    }

    /** @throws InvalidInputException the line is no header */
    LineReader(String header) throws InvalidInputException {
        written.write(header);
        reader = new LockstepReader("exploration", written);
    }

    Header header() {
        return reader.header();
    }

    /** @throws InvalidInputException the line is none of a trace */
    Event event(String line) throws InvalidInputException {
        written.write(line);
        Event event = reader.next();
        if (event == null) {
            throw new InvalidInputException("exploration", 1, "the code has written no event: " + line);
        }
        return event;
    }
}
