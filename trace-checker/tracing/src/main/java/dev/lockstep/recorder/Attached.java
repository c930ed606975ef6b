package dev.lockstep.recorder;

import java.util.Map;

/** Records the actions of one object. A thread locks it before the recorder, never after it. */
abstract sealed class Attached permits Attachment, OverlappingCalls {
    private final Recorder recorder;
    private final String process;
    private final String instance;
    private long events;

    /** @param instance the instance of the spec; null if the program runs only one */
    Attached(Recorder recorder, String process, String instance) {
        this.recorder = recorder;
        this.process = process;
        this.instance = instance;
    }

    Recorder recorder() {
        return recorder;
    }

    /** Returns the process to which the events belong. For an object that threads share, this is the object itself. */
    String process() {
        return process;
    }

    String instance() {
        return instance;
    }

    /** Returns how many events there are, with those that are held back. */
    final synchronized long events() {
        return events;
    }

    final synchronized void counted() {
        events++;
    }

    /**
     * Tells that an action begins.
     *
     * @param parameters the spec's names of the arguments, separated by commas
     * @return the object to tell about the end of the action; null if the action is part of another one
     */
    abstract Attached enter(Object core, String action, String parameters, String source, Object[] arguments);

    /** Tells that the outermost action of this thread is about to return a result. */
    abstract void returned(Object result);

    /**
     * Tells that the outermost action of this thread ends. {@code thrown} is null when it returns. The call has no effect if the action has
     * ended before.
     */
    abstract void exit(Throwable thrown);

    /**
     * Checks that no action is running.
     *
     * @throws IllegalStateException an action is running
     */
    abstract void checkIdle();

    /** Holds events back until {@link #release} is called. */
    abstract void hold();

    /** Writes the events that are held back. */
    abstract void release();

    /** Tells that an event recorded by hand mentions variables. The values that it gives are now the last recorded ones. */
    abstract void recorded(Map<String, Object> state);
}
