package dev.lockstep.recorder;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes one trace: a header, and a line for each action of the attached cores. Thread-safe; a core itself is used by one thread at a
 * time.
 *
 * <p>A recorder has one Lamport clock. Each event ticks it (IR1) when its action ends, so the lines of a file are in the order of their
 * times. A host stamps what it sends with {@link #clock} and hands the stamps of what it receives to {@link #witness} (IR2) before the
 * core acts on it; then the files of several hosts merge.
 *
 * <p>An event that cannot be recorded, because the disk is full or a value has no counterpart in TLA+, fails the action that caused it, and
 * every later one: a trace never goes on after a gap.
 */
public final class Recorder implements Closeable {
    /** Beyond, JSON numbers are not exact. */
    private static final long LATEST = (1L << 53) - 1;

    private final TraceFile file;
    private final Header header;
    private final Set<String> complete;
    private final Map<Role, Attached> attached = new HashMap<>();

    /** Events of each process so far, by its name as it is written. */
    private final Map<String, Long> sequences = new HashMap<>();

    /** What is being written. */
    private final Text whole = new Text();

    /** Null: none. */
    private Consumer<String> reader;

    private long clock;
    private long events;
    private String dropped = "";
    private boolean closed;

    /** Which process a core is, in which instance; the instance may be null. */
    private record Role(String process, String instance) {}

    private Recorder(TraceFile file, Header header) {
        this.file = file;
        this.header = header;
        this.complete = Set.copyOf(header.complete());
    }

    /**
     * Creates the file, or replaces it, and writes the header.
     *
     * @param file compressed if its name ends in {@code .gz}
     * @throws IllegalArgumentException a constant has no counterpart in TLA+
     */
    public static Recorder open(Path file, Header header) throws IOException {
        String line = header.toJson();
        return open(new TraceFile(file), header, line);
    }

    /**
     * The same, with a reader of each line when it is in the file, the header first: to check a trace while it is recorded. What the
     * reader throws is thrown by the action that was recorded, and the trace ends there.
     */
    public static Recorder open(Path file, Header header, Consumer<String> reader) throws IOException {
        String line = header.toJson();
        Recorder recorder = open(new TraceFile(file), header, line);
        recorder.reader = reader;
        reader.accept(line);
        return recorder;
    }

    /**
     * Goes on with the file of a process that was killed: its successor's events follow, with later times, and the count of each
     * process's events goes on. What the killed process was just writing, a line without an end, is dropped: {@link #dropped} tells.
     * Creates the file if there is none, or if its header was not finished.
     *
     * @throws IOException the file is compressed, has another header, or is no trace
     */
    public static Recorder reopen(Path file, Header header) throws IOException {
        String line = header.toJson();
        if (file.getFileName().toString().endsWith(".gz")) {
            throw new IOException(
                    file + ": a compressed trace cannot be gone on with, since a killed process leaves none");
        }
        TracePart part = TracePart.read(file, line);
        if (part.length() == 0) {
            return open(file, header);
        }
        Recorder recorder = new Recorder(new TraceFile(file, part.length()), header);
        recorder.clock = part.clock();
        recorder.events = part.events();
        recorder.sequences.putAll(part.sequences());
        recorder.dropped = part.dropped();
        Probe.opened();
        return recorder;
    }

    static Recorder open(TraceFile file, Header header, String line) throws IOException {
        try {
            file.write(new Text().line(line));
        } catch (UncheckedIOException e) {
            file.close();
            throw e.getCause();
        }
        Probe.opened();
        return new Recorder(file, header);
    }

    /**
     * From now on the actions of this core are events.
     *
     * @throws IllegalStateException its class is not annotated as a core or not woven (the message says what to do), it is of another
     *     spec, it is attached already, or another core of the same process is
     * @throws IllegalArgumentException one of its variables has a value without counterpart in TLA+
     */
    public void attach(Object core) {
        attach(core, null);
    }

    /** As {@link #attach(Object)}; its events are of this instance of the spec. Null: the program runs only one. */
    public void attach(Object core, String instance) {
        CoreType type = CoreType.of(core.getClass());
        type.checkWoven();
        if (!type.spec().equals(header.spec())) {
            throw new IllegalStateException(
                    core.getClass().getName() + " is of spec " + type.spec() + ", the trace of " + header.spec());
        }
        Attached attachment = type.isConcurrent()
                ? new OverlappingCalls(this, type, instance)
                : new Attachment(this, type, core, instance);
        Role role = new Role(attachment.process(), instance);
        synchronized (this) {
            checkOpen();
            if (attached.containsKey(role)) {
                throw new IllegalStateException("a core of process " + role.process()
                        + (instance == null ? "" : ", instance " + instance)
                        + " is attached already: detach it before its successor is attached");
            }
            if (!Probe.add(core, attachment)) {
                throw new IllegalStateException("this core of process " + role.process()
                        + " is attached already; a core belongs to one recorder");
            }
            attached.put(role, attachment);
        }
    }

    /**
     * From now on the actions of this core are no events: its process crashed, or the core is replaced. Its process's count of events
     * goes on. Events that are held back are dropped: nobody has seen them.
     *
     * @throws IllegalStateException it is not attached to this recorder, or is in an action
     */
    public void detach(Object core) {
        Attached attachment = attachment(core);
        attachment.checkIdle();
        synchronized (this) {
            Probe.remove(core);
            attached.remove(new Role(attachment.process(), attachment.instance()));
        }
    }

    private Attached attachment(Object core) {
        Attached attachment = Probe.attachment(core);
        if (attachment == null || attachment.recorder() != this) {
            throw new IllegalStateException("this " + core.getClass().getName() + " is not attached to this recorder");
        }
        return attachment;
    }

    /**
     * From now on this core's events are held back until they are {@link #release}d: it makes what several actions have changed durable together, and
     * before that none of them has happened. They count, and have a time, from then on.
     *
     * @throws IllegalStateException it is not attached to this recorder
     */
    public void hold(Object core) {
        attachment(core).hold();
    }

    /**
     * Writes the events of this core that are held back, before anybody sees anything of them. What recording them would have thrown, this throws.
     *
     * @throws IllegalStateException it is not attached to this recorder
     */
    public void release(Object core) {
        attachment(core).release();
    }

    /** Records an event that no core causes. */
    public void event(String process, String action, Map<String, ?> args) {
        event(Event.of(process, action).withArgs(args));
    }

    /**
     * Records an event that no core causes.
     *
     * @throws IllegalArgumentException a value has no counterpart in TLA+
     */
    public void event(Event event) {
        Text line = new Text();
        Json.object(line.plain(",\"args\":"), event.args(), "argument");
        Json.object(line.plain(",\"state\":"), event.state(), "variable");
        if (!event.added().isEmpty()) {
            Json.difference(line.plain(",\"added\":"), event.added(), "added to");
        }
        if (!event.removed().isEmpty()) {
            Json.difference(line.plain(",\"removed\":"), event.removed(), "removed from");
        }
        Attached attachment;
        synchronized (this) {
            attachment = attached.get(new Role(event.process(), event.instance()));
        }
        Origin origin = new Origin(event.process(), event.instance());
        List<Pending> one = List.of(new Pending(Pending.action(event.action()), line.length()));
        if (attachment == null) {
            write(origin, one, line);
            return;
        }
        synchronized (attachment) {
            attachment.release();
            write(origin, one, line);
            attachment.recorded(event.state());
        }
    }

    /** The Lamport time of the latest event: the stamp of a message that goes out now. 0: none yet. */
    public synchronized long clock() {
        return clock;
    }

    /**
     * A message came in that was stamped so (IR2): later events have a later time.
     *
     * @throws IllegalArgumentException not between 0 and 2^53 - 1
     */
    public synchronized void witness(long stamp) {
        if (stamp < 0 || stamp >= LATEST) {
            throw new IllegalArgumentException("no Lamport time: " + stamp);
        }
        clock = Math.max(clock, stamp);
    }

    /** The line that {@link #reopen} has dropped; empty: none. */
    public String dropped() {
        return dropped;
    }

    /** How many events are in the file. */
    public synchronized long events() {
        return events;
    }

    /**
     * Detaches all cores and closes the file.
     *
     * @throws IOException an event could not be written: the trace is incomplete
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        Probe.closed(this);
        attached.clear();
        file.close();
    }

    boolean isComplete(String variable) {
        return complete.contains(variable);
    }

    /**
     * Writes events of one process, with one write.
     *
     * @param lines what follows the action's name in each, one behind the other
     */
    synchronized void write(Origin origin, List<Pending> pending, Text lines) {
        checkOpen();
        long seq = sequences.getOrDefault(origin.process(), 0L);
        long time = clock;
        int start = 0;
        whole.cut(0);
        for (Pending event : pending) {
            whole.bytes(origin.head()).number(++time).plain(",\"seq\":").number(++seq);
            whole.bytes(origin.instance()).bytes(event.action());
            whole.part(lines, start, event.end()).plain("}\n");
            start = event.end();
        }
        file.write(whole);
        clock = time;
        events += pending.size();
        sequences.put(origin.process(), seq);
        if (reader != null) {
            whole.toString().lines().forEach(reader);
        }
    }

    /** An action was not recorded: nothing may follow it. */
    synchronized void fail(Throwable cause) {
        file.fail(cause);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the recorder is closed");
        }
    }
}
