package dev.lockstep.recorder;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes one trace: a header, and a line for each action of the attached cores. The recorder is thread-safe; each core is used by one
 * thread at a time.
 *
 * <p>A recorder has one Lamport clock. Each event ticks it (rule IR1 in Lamport's paper) when its action ends, so the lines of a file are
 * in the order of their times. A host stamps each message that it sends with {@link #clock}. It hands the stamp of each message that it
 * receives to {@link #witness} (rule IR2) before the core acts on the message. Then the files of several hosts can be merged.
 *
 * <p>Some events cannot be recorded, because the disk is full or a value has no counterpart in TLA+. Such an event fails the action that
 * caused it, and every later one: a trace never goes on after a gap.
 */
public final class Recorder implements Closeable {
    /** Larger numbers are not exact in JSON. */
    private static final long LATEST = (1L << 53) - 1;

    private final TraceFile file;
    private final Header header;
    private final Set<String> complete;
    private final Map<Role, Attached> attached = new HashMap<>();

    /** The number of events of each process so far, by the process's name as it is written. */
    private final Map<String, Long> sequences = new HashMap<>();

    /** The text that is being written. */
    private final Text whole = new Text();

    /** The reader of each line; null if there is none. */
    private Consumer<String> reader;

    private long clock;
    private long events;
    private String dropped = "";
    private boolean closed;

    /** Names the process that a core is, and its instance of the spec. The instance may be null. */
    private record Role(String process, String instance) {}

    private Recorder(TraceFile file, Header header) {
        this.file = file;
        this.header = header;
        this.complete = Set.copyOf(header.complete());
    }

    /**
     * Creates or replaces the file, and writes the header.
     *
     * @param file the file to write; it is compressed if its name ends in {@code .gz}
     * @throws IllegalArgumentException a constant has no counterpart in TLA+
     */
    public static Recorder open(Path file, Header header) throws IOException {
        String line = header.toJson();
        return open(new TraceFile(file), header, line);
    }

    /**
     * Creates or replaces the file, and hands each line to a reader, the header first. The reader sees a line when it is in the file, so a
     * trace can be checked while it is recorded. If the reader throws, the recorded action throws the same, and the trace ends there.
     */
    public static Recorder open(Path file, Header header, Consumer<String> reader) throws IOException {
        String line = header.toJson();
        Recorder recorder = open(new TraceFile(file), header, line);
        recorder.reader = reader;
        reader.accept(line);
        return recorder;
    }

    /** Hands each line to a reader, the header first, and keeps no file. Else it is as {@link #open(Path, Header, Consumer)}. */
    public static Recorder open(Header header, Consumer<String> reader) throws IOException {
        String line = header.toJson();
        Recorder recorder = open(new TraceFile(Path.of("no file"), OutputStream.nullOutputStream()), header, line);
        recorder.reader = reader;
        reader.accept(line);
        return recorder;
    }

    /**
     * Continues the file of a process that was killed. The events of its successor follow with later times, and the counts of events per
     * process go on. The killed process may have left a line without an end, which is dropped: {@link #dropped} returns it. The file is
     * created if it does not exist or if its header was not finished.
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
     * Records the actions of this core as events from now on.
     *
     * @throws IllegalStateException the class of the core is not annotated as a core or not woven (the message says what to do), the core
     *     is of another spec or is attached already, or another core of the same process is
     * @throws IllegalArgumentException a variable of the core has a value without counterpart in TLA+
     */
    public void attach(Object core) {
        attach(core, null);
    }

    /**
     * Attaches a core as {@link #attach(Object)} does, with events of this instance of the spec. The instance is null if the program runs
     * only one.
     */
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
     * Stops recording the actions of this core, because its process crashed or the core is replaced. The process's count of events goes on.
     * Events that are held back are dropped, since nobody has seen them.
     *
     * @throws IllegalStateException the core is not attached to this recorder, or is in an action
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
     * Holds the events of this core back until {@link #release} is called for it. This is for a core that makes the changes of several
     * actions durable together: before that, none of them has happened. The events count, and have a time, from their release on.
     *
     * @throws IllegalStateException the core is not attached to this recorder
     */
    public void hold(Object core) {
        attachment(core).hold();
    }

    /**
     * Writes the events of this core that are held back, before anybody can see their effects. It throws what recording the events would
     * have thrown.
     *
     * @throws IllegalStateException the core is not attached to this recorder
     */
    public void release(Object core) {
        attachment(core).release();
    }

    /**
     * Returns how many events this core has caused since it was attached, with those that are held back.
     *
     * @throws IllegalStateException the core is not attached to this recorder
     */
    public long events(Object core) {
        return attachment(core).events();
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

    /** Returns the Lamport time of the latest event, with which a message that goes out now is stamped. It is 0 before the first event. */
    public synchronized long clock() {
        return clock;
    }

    /**
     * Tells that a message with this stamp came in (rule IR2): later events have a later time.
     *
     * @throws IllegalArgumentException the stamp is not between 0 and 2^53 - 1
     */
    public synchronized void witness(long stamp) {
        if (stamp < 0 || stamp >= LATEST) {
            throw new IllegalArgumentException("no Lamport time: " + stamp);
        }
        clock = Math.max(clock, stamp);
    }

    /** Returns the line that {@link #reopen} has dropped; empty if there was none. */
    public String dropped() {
        return dropped;
    }

    /** Returns the number of events in the file. */
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
     * Writes several events of one process at once.
     *
     * @param lines the rests of their lines, behind the action's name, one after the other
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

    /** Tells that an action was not recorded, so that nothing may follow it. */
    synchronized void fail(Throwable cause) {
        file.fail(cause);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the recorder is closed");
        }
    }
}
