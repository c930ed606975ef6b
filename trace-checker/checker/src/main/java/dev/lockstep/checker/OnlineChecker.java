package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.LockstepReader;
import dev.lockstep.checker.trace.TraceReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks a trace while it is written, one line at a time: the header, then each event when it happens. For a program that gives its
 * events as text; one that has them as {@link Event} uses a {@link TraceChecker}. For one thread at a time.
 */
public final class OnlineChecker {
    /** Finds the spec of a trace. */
    public interface SpecOf {
        LoadedSpec of(Header header) throws InvalidInputException;
    }

    private final String name;
    private final SpecOf spec;
    private final Limits limits;
    private final Pushed pushed = new Pushed();
    private @Nullable TraceReader reader;
    private @Nullable TraceChecker checker;

    /** @param name the name of the trace, for messages */
    public OnlineChecker(String name, SpecOf spec, Limits limits) {
        this.name = name;
        this.spec = spec;
        this.limits = limits;
    }

    /**
     * Takes the next line, without its end.
     *
     * @return whether the trace so far is accepted; once false it stays false
     * @throws InvalidInputException the line cannot be read, or names what the spec does not have
     */
    public boolean accept(String line) throws InvalidInputException {
        pushed.push(line);
        if (reader == null) {
            reader = new LockstepReader(name, pushed);
            checker = new TraceChecker(spec.of(reader.header()), name, reader.header(), Map.of(), limits);
            return checker.verdict() == Verdict.ACCEPTED;
        }
        return Objects.requireNonNull(checker).accept(Objects.requireNonNull(reader.next()));
    }

    /** Returns the verdict on the events so far; null: there was not even a header. */
    public @Nullable CheckResult result() {
        return checker == null ? null : checker.result();
    }

    /** Tells what was pushed, and no more: a reader of lines never asks beyond the end of one. */
    private static final class Pushed extends InputStream {
        private byte[] line = new byte[0];
        private int taken;

        void push(String text) {
            line = (text + '\n').getBytes(StandardCharsets.UTF_8);
            taken = 0;
        }

        @Override
        public int read() {
            return taken < line.length ? line[taken++] & 0xff : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int count = Math.min(length, line.length - taken);
            System.arraycopy(line, taken, bytes, offset, count);
            taken += count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
