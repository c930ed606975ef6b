package dev.lockstep.protocol;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a user asks of one run.
 *
 * @param nodes how many processes, at least 1
 * @param seed of every random choice; a simulated run is a function of the options alone
 * @param events how many events at least, before the run winds down in an orderly way
 * @param transport simulated in one thread, or TCP on loopback
 * @param faults injected faults, a subset of {@link Protocol#faults}
 * @param reconfigure how many changes of membership are asked for, if {@link Protocol#reconfigures}
 * @param trace file to write; ending in {@code .gz} it is compressed
 */
public record RunOptions(
        int nodes, long seed, int events, Transport transport, Set<String> faults, int reconfigure, Path trace) {
    /** What carries the messages. */
    public enum Transport {
        SIMULATED,
        TCP
    }

    /** Without changes of membership. */
    public RunOptions(int nodes, long seed, int events, Transport transport, Set<String> faults, Path trace) {
        this(nodes, seed, events, transport, faults, 0, trace);
    }

    public RunOptions {
        faults = Set.copyOf(faults);
    }
}
