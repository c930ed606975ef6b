package dev.lockstep.cap.run;

import dev.lockstep.core.Message;
import dev.lockstep.history.History;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Describes a register. Its nodes do not fail, as those of the paper, and its network may lose everything. */
interface RegisterDescription<M extends Message> extends Description<Packet<M>, InstanceNode<M>, News> {
    @Override
    default Map<Fault, Integer> likely() {
        return Map.of(
                Fault.LOSS, 20,
                Fault.DUPLICATION, 40,
                Fault.REORDER, Simulation.FAULT,
                Fault.DELAY, Simulation.FAULT,
                Fault.PARTITION, 6);
    }

    @Override
    default Set<String> faults(Transport transport) {
        Set<String> faults = new TreeSet<>(Description.super.faults(transport));
        faults.remove("crash");
        return faults;
    }

    /** The network is cut by nobody whose events are in the trace. */
    @Override
    default Map<String, String> untaken() {
        String reason = "no node sees it: messages are lost, as they may be without it";
        return Map.of("Cut", reason, "Heal", reason);
    }

    /**
     * Names the nodes of a run.
     *
     * @throws IllegalArgumentException there is nobody to separate
     */
    static List<String> nodes(int nodes) {
        if (nodes < 2) {
            throw new IllegalArgumentException("a register needs at least 2 nodes, not " + nodes);
        }
        return Deployment.names("n", nodes);
    }

    /**
     * Writes the history of a simulated run beside its trace. Over TCP nobody sees in which order things happen at different nodes, so
     * that there is no history to judge.
     *
     * @param promise what the history is a trace of
     */
    static Consumer<History> beside(RunOptions options, History.Promise promise) {
        return history -> {
            if (options.transport() == Transport.SIMULATED) {
                try {
                    history.write(file(options.trace()), promise);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Returns where the history of a run with that trace is. */
    static Path file(Path trace) {
        String name = trace.getFileName().toString();
        int dot = name.indexOf('.');
        return trace.resolveSibling(
                dot < 0 ? name + "-history" : name.substring(0, dot) + "-history" + name.substring(dot));
    }
}
