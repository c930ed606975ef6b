package dev.lockstep.recorder;

import java.util.Map;

/** An object whose actions are being recorded. Locked before the recorder, never after it. */
abstract sealed class Attached permits Attachment, OverlappingCalls {
    private final Recorder recorder;
    private final String process;
    private final String instance;

    /** @param instance of the spec; null: the program runs only one */
    Attached(Recorder recorder, String process, String instance) {
        this.recorder = recorder;
        this.process = process;
        this.instance = instance;
    }

    Recorder recorder() {
        return recorder;
    }

    /** Whose events its actions are; of an object that threads share, the object. */
    String process() {
        return process;
    }

    String instance() {
        return instance;
    }

    /**
     * An action begins.
     *
     * @param parameters the spec's names of the arguments, separated by commas
     * @return what is told of its end; null: it is part of another action
     */
    abstract Attached enter(Object core, String action, String parameters, String source, Object[] arguments);

    /** The outermost action of this thread is about to return this. */
    abstract void returned(Object result);

    /** The outermost action of this thread ends; {@code thrown} is null when it returns. Does nothing when it has ended before. */
    abstract void exit(Throwable thrown);

    /** @throws IllegalStateException an action is running */
    abstract void checkIdle();

    /** From now on events are written when they are released. */
    abstract void hold();

    /** Writes the events that are held back. */
    abstract void release();

    /** An event by hand tells of variables: what it says is now the last recorded. */
    abstract void recorded(Map<String, Object> state);
}
