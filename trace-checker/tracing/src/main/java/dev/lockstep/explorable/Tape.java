package dev.lockstep.explorable;

import dev.lockstep.recorder.Event;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Records single steps as the recorder writes them, for systems that are explored. */
public final class Tape implements AutoCloseable {
    /** The numbers of an event are those in its run, and an explored step belongs to many runs. */
    private static final Pattern NUMBERS = Pattern.compile(",\"clock\":\\d+,\"seq\":\\d+");

    private static final String STATE = "\"state\":{";

    private final Header header;
    private final List<String> lines = new ArrayList<>();
    private Recorder recorder;

    public Tape(Header header) {
        this.header = header;
    }

    /**
     * Takes a step of this core, and returns its event.
     *
     * @throws IllegalStateException the step is not one event
     */
    public String event(Object core, Runnable step) {
        return event(List.of(core), step);
    }

    /**
     * Takes a step of one of these cores, and returns its event.
     *
     * @throws IllegalStateException the step is not one event
     */
    public String event(List<?> cores, Runnable step) {
        Recorder running = recorder();
        lines.clear();
        cores.forEach(running::attach);
        try {
            step.run();
        } finally {
            cores.forEach(running::detach);
        }
        if (lines.size() != 1) {
            throw new IllegalStateException(
                    cores + " have taken a step that is " + lines.size() + " events, not one: " + lines);
        }
        return NUMBERS.matcher(lines.get(0)).replaceFirst("");
    }

    /**
     * Takes a step of this core, and returns its event, in which more is observed.
     *
     * @param observed values of variables after the step
     * @throws IllegalStateException the step is not one event that observes something
     */
    public String event(Object core, Runnable step, Map<String, Object> observed) {
        String alone = event(core, step);
        String more = event(Event.of("", "").withState(observed));
        String values = more.substring(more.indexOf(STATE) + STATE.length(), more.lastIndexOf("}}"));
        if (!alone.contains(STATE)) {
            throw new IllegalStateException("nothing is observed of " + alone);
        }
        return alone.replace(STATE, STATE + values + ",");
    }

    /** Returns the line of an event that no method of a core causes. */
    public String event(Event event) {
        Recorder running = recorder();
        lines.clear();
        running.event(event);
        return NUMBERS.matcher(lines.get(0)).replaceFirst("");
    }

    private Recorder recorder() {
        if (recorder == null) {
            try {
                recorder = Recorder.open(header, lines::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return recorder;
    }

    @Override
    public void close() {
        if (recorder != null) {
            try {
                recorder.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
