package dev.lockstep.protocol;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs an implementation for the {@code lockstep} command, which finds it with {@link java.util.ServiceLoader}. */
public interface Protocol {
    /**
     * Names the fault with which a simulated run draws its own mix of faults from its seed. The mix is of the others that are named, or of all
     * if none is.
     */
    String SWARM = "swarm";

    /** Returns the name by which the command and the folder of its specs call it, as {@code mutex}. */
    String name();

    /** Returns what can carry its messages: simulated or TCP unless it says otherwise. */
    default Set<RunOptions.Transport> transports() {
        return Set.of(RunOptions.Transport.SIMULATED, RunOptions.Transport.TCP);
    }

    /** Returns the faults that {@link #run} can inject, per transport: {@code delay}, {@code reorder}, {@code pause}, {@code crash}, ... */
    Set<String> faults(RunOptions.Transport transport);

    /** Returns what a transport needs and is not installed, and how to get it; empty: nothing is missing. */
    default Optional<String> missing(RunOptions.Transport transport) {
        return Optional.empty();
    }

    /** Returns whether processes can join and leave while it runs. */
    default boolean reconfigures() {
        return false;
    }

    /**
     * Names the actions of its spec that its simulated runs cannot take, each with the reason. Runs take all others, and the build checks that
     * they take none of these.
     */
    default Map<String, String> untaken() {
        return Map.of();
    }

    /**
     * Runs the implementation until about {@code options.events()} events have happened, and writes its trace.
     *
     * @throws IllegalArgumentException the options do not fit this protocol; the message tells the user what would
     * @throws IOException the trace cannot be written, or the network fails
     */
    RunReport run(RunOptions options) throws IOException, InterruptedException;

    /** Returns what may be asked of a run while it goes on, per transport; nothing unless it says otherwise. */
    default Set<RunControl.Kind> controls(RunOptions options) {
        return Set.of();
    }

    /** Returns why something cannot be asked of a run, a sentence for each thing. There is none unless it says otherwise. */
    default List<String> limits(RunOptions options) {
        return List.of();
    }

    /**
     * Runs as {@link #run(RunOptions)} does, while somebody watches and interferes.
     *
     * @throws IllegalArgumentException the options do not fit, or nothing may be asked of the run
     */
    default RunReport run(RunOptions options, RunControl control) throws IOException, InterruptedException {
        throw new IllegalArgumentException(name() + " cannot be watched while it runs");
    }
}
