package dev.lockstep.protocol;

import java.io.IOException;
import java.util.Set;

/** An implementation that the {@code lockstep} command can run; found with {@link java.util.ServiceLoader}. */
public interface Protocol {
    /** As the command and the folder of its specs name it: {@code mutex}. */
    String name();

    /** What can carry its messages; all of them unless said otherwise. */
    default Set<RunOptions.Transport> transports() {
        return Set.of(RunOptions.Transport.values());
    }

    /** The faults that {@link #run} can inject, per transport: {@code delay}, {@code reorder}, {@code pause}, {@code crash}, ... */
    Set<String> faults(RunOptions.Transport transport);

    /** Whether processes can join and leave while it runs. */
    default boolean reconfigures() {
        return false;
    }

    /**
     * Runs the implementation until about {@code options.events()} events have happened, and writes its trace.
     *
     * @throws IllegalArgumentException the options do not fit this protocol; the message tells the user what would
     * @throws IOException the trace cannot be written, or the network fails
     */
    RunReport run(RunOptions options) throws IOException, InterruptedException;
}
