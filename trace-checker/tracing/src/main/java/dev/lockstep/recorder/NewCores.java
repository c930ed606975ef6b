package dev.lockstep.recorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Attaches objects when their first action begins. So a program is recorded that opens no recorder, because the agent was given {@code
 * attach=new,trace=FILE}. The trace has one header, that of the first object's class; what else it needs is in the spec's config.
 */
final class NewCores {
    /** The agent names the trace by this system property, which every class loader finds. */
    private static final String TRACE = "dev.lockstep.trace";

    /** Says in the system properties that the trace is being written. */
    private static final String OPEN = "dev.lockstep.trace.open";

    private static Recorder recorder;
    private static Header header;
    private static Class<?> first;
    private static boolean ended;

    private NewCores() {}

    /** Returns whether the agent was told to attach objects. */
    static boolean isOn() {
        return System.getProperty(TRACE) != null;
    }

    /**
     * Attaches an object.
     *
     * @return its attachment; null if the JVM is ending
     * @throws IllegalStateException the object cannot be attached; the trace is then incomplete
     */
    static synchronized Attached attach(Object core) {
        if (ended) {
            return null;
        }
        try {
            Header own = header(core.getClass());
            if (recorder == null) {
                open(core.getClass(), own);
            }
            if (!own.equals(header)) {
                throw new IllegalStateException("attach=new writes a trace with one header, that of " + first.getName()
                        + ", and a " + core.getClass().getName()
                        + " has other variables: open a Recorder with a header of both classes");
            }
            recorder.attach(core);
            return Probe.attachment(core);
        } catch (RuntimeException e) {
            if (recorder != null) {
                recorder.fail(e);
            }
            throw e;
        }
    }

    private static Header header(Class<?> core) {
        try {
            return Header.of(Map.of(), core);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static void open(Class<?> core, Header own) {
        if (System.setProperty(OPEN, "true") != null) {
            throw new IllegalStateException(
                    "the trace is being written already: lockstep-tracing.jar was loaded twice");
        }
        try {
            recorder = Recorder.open(Path.of(System.getProperty(TRACE)), own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        header = own;
        first = core;
        Runtime.getRuntime().addShutdownHook(new Thread(NewCores::end, "lockstep-trace"));
    }

    private static synchronized void end() {
        ended = true;
        try {
            recorder.close();
        } catch (IOException e) {
            System.err.println("lockstep: " + e.getMessage());
        }
    }
}
