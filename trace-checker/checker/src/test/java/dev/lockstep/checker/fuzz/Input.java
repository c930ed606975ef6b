package dev.lockstep.checker.fuzz;

import dev.lockstep.checker.trace.Traces.Format;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A trace to check, which may be none.
 *
 * @param name of its file
 * @param spec by which it is checked
 */
record Input(String name, Path spec, Format format, byte[] bytes) {
    /** Whoever goes on reading after the end does so without end. */
    private static final int MOST_READS_AFTER_THE_END = 1000;

    /** Returns the text up to the first end of a line. */
    String firstLine() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** How many lines there are, if the last is not empty. */
    long lines() {
        long lines = 1;
        for (byte each : bytes) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Whether the spec has steps with very many outcomes, so that a short event may ask for all of them. */
    boolean hasEndlessSteps() {
        return name.startsWith("Endless") || name.startsWith("Values");
    }

    InputStream open() {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            private int ends;

            @Override
            public int read() throws IOException {
                return counted(super.read());
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                return counted(super.read(buffer, from, length));
            }

            private int counted(int read) {
                if (read < 0 && ++ends > MOST_READS_AFTER_THE_END) {
                    throw new IllegalStateException("it is read again and again after its end");
                }
                return read;
            }
        };
    }

    @Override
    public String toString() {
        return Fuzz.shown(bytes);
    }
}
