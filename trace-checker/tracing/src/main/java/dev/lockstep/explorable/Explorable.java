package dev.lockstep.explorable;

import java.util.List;
import java.util.Map;

/**
 * Represents a system of code of which every reachable state can be visited. Of each step it says what a trace says: the event, as the
 * recorder writes it. So a step is mapped to the spec in the same way as in a trace.
 */
public interface Explorable {
    /**
     * Returns the model at whose bounds the code is explored, as {@code mutex/LamportMutex-2x2}, or as the path of a config. Empty: whoever
     * explores it names the spec and the config.
     */
    default String model() {
        return "";
    }

    /** Returns the first line of its traces. */
    String header();

    /** Returns the state in which everything begins. */
    State initial();

    /**
     * Returns the actions of the model that the code leaves out on purpose, somewhere, each with the reason. An action that it always takes
     * must not be among them. There are none unless it says otherwise.
     */
    default Map<String, String> differences() {
        return Map.of();
    }

    /** Represents a state of the whole system: of all processes, and of what is under way between them. */
    interface State {
        /** Returns what the next steps depend on: of states with equal keys one is enough. */
        Object key();

        /** Returns the steps that the code can take, in an order that is the same each time. */
        List<Transition> steps();
    }

    /**
     * Represents a step.
     *
     * @param event the line of a trace that the code writes for it
     */
    record Transition(String event, State after) {}
}
