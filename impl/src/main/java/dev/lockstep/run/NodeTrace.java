package dev.lockstep.run;

import dev.lockstep.core.Process;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the trace of one node. What its processes do is held back until somebody can see something of it, or a record that tells of it is
 * about to be written: what a process that was killed did after that has not happened, as far as anybody can tell, and is no part of the
 * trace.
 */
public final class NodeTrace implements AutoCloseable {
    private static final Pattern INSTANCE = Pattern.compile("\"instance\":\"([^\"]*)\"");

    private final @Nullable Recorder recorder;
    private final @Nullable Seen seen;
    private final Set<String> interrupted;
    private @Nullable String ignored;

    private NodeTrace(@Nullable Recorder recorder, @Nullable Seen seen, Set<String> interrupted) {
        this.recorder = recorder;
        this.seen = seen;
        this.interrupted = interrupted;
    }

    /** Returns the trace of a node of a simulated run, or of a test; null: none is written. The recorder is not closed with it. */
    public static NodeTrace of(@Nullable Recorder recorder) {
        return new NodeTrace(recorder, null, Set.of());
    }

    /**
     * Goes on with the trace of a process that may have been killed.
     *
     * @param file the file of the trace; beside it is a file that counts the events that others may have seen the effects of
     * @param durable how many events are told of on the process's disk
     */
    public static NodeTrace reopen(Path file, Header header, long durable) throws IOException {
        Seen seen = new Seen(file.resolveSibling(file.getFileName() + ".seen"));
        Seen.drop(file, Math.max(seen.marked(), durable));
        Set<String> interrupted = new HashSet<>();
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        for (String event : lines.subList(Math.min(1, lines.size()), lines.size())) {
            Matcher instance = INSTANCE.matcher(event);
            interrupted.add(instance.find() ? instance.group(1) : "");
        }
        return new NodeTrace(Recorder.reopen(file, header), seen, interrupted);
    }

    /** Lists the instances in which the process that was killed took part. */
    Set<String> interrupted() {
        return interrupted;
    }

    /** Tells whether the node may be killed at any moment. Then an event is in the trace before the record that tells of it is written. */
    boolean outlivesItsProcess() {
        return seen != null;
    }

    void attach(Object core, String instance) {
        if (recorder != null) {
            recorder.attach(core, instance.isEmpty() ? null : instance);
            recorder.hold(core);
        }
    }

    /** The core takes no more steps; those that were not released have not happened. */
    void detach(Object core) {
        if (recorder != null) {
            recorder.detach(core);
        }
    }

    void release(Object core) {
        if (recorder != null) {
            recorder.release(core);
        }
    }

    /** Gives a core an input, and notes whether it ignores it. An event tells of each input, also of one that is refused. */
    void input(Process<?> core, Object what, Runnable input) {
        long before = recorder == null ? 0 : recorder.events(core);
        input.run();
        if (recorder != null && recorder.events(core) == before && ignored == null) {
            ignored = "no action of " + core.id() + " has taken " + what;
        }
    }

    /** Returns what is to be said of the first input that a core has ignored, if any has. The trace does not show it. */
    Optional<String> ignored() {
        return Optional.ofNullable(ignored);
    }

    /**
     * Tells the trace that a message leaves or a client is told something, before that happens. Others will have seen the effects of all
     * events so far.
     */
    void leaving() {
        if (seen != null && recorder != null) {
            try {
                seen.mark(recorder.events());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public @Nullable Recorder recorder() {
        return recorder;
    }

    /** Returns how many events are in the trace. */
    public long events() {
        return recorder == null ? 0 : recorder.events();
    }

    @Override
    public void close() throws IOException {
        if (recorder != null && seen != null) {
            recorder.close();
            seen.close();
        }
    }
}
