package dev.lockstep.protocol;

import java.nio.file.Path;
import java.util.Set;

/**
 * Holds what a user asks of one run.
 *
 * @param nodes the number of processes, at least 1
 * @param seed the seed of every random choice; a simulated run is a function of the options alone
 * @param events the number of events at least, before the run winds down in an orderly way
 * @param transport simulated in one thread, TCP on loopback, or real programs
 * @param faults injected faults, a subset of {@link Protocol#faults}
 * @param reconfigure the number of changes of membership that are asked for, if {@link Protocol#reconfigures}
 * @param trace file to write; ending in {@code .gz} it is compressed
 */
public record RunOptions(
        int nodes, long seed, int events, Transport transport, Set<String> faults, int reconfigure, Path trace) {
    /** Names what carries the messages. */
    public enum Transport {
        SIMULATED,
        TCP,
        /** The real programs, as they are installed, on loopback. */
        REAL
    }

    /** Makes options for a run without changes of membership. */
    public RunOptions(int nodes, long seed, int events, Transport transport, Set<String> faults, Path trace) {
        this(nodes, seed, events, transport, faults, 0, trace);
    }

    public RunOptions {
        faults = Set.copyOf(faults);
    }
}
