package dev.lockstep.run;

import dev.lockstep.core.Message;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Simulation;
import java.util.Map;

/**
 * Describes a {@link Deployment} whose nodes are {@link BatchNode}s. They have one process each, whose state is on its disk.
 *
 * @param <A> what clients ask for and are told
 */
public interface BatchDeployment<M extends Message, A> extends InstanceDeployment<M, A> {
    /**
     * Returns how likely each fault is for a network that loses, repeats and delays messages.
     *
     * @param crash how likely a crash is
     * @param partition how likely a partition is
     */
    static Map<Fault, Integer> likely(int crash, int partition) {
        return Map.of(
                Fault.CRASH,
                crash,
                Fault.LOSS,
                20,
                Fault.DUPLICATION,
                40,
                Fault.REORDER,
                Simulation.FAULT,
                Fault.DELAY,
                Simulation.FAULT,
                Fault.PARTITION,
                partition);
    }

    @Override
    default boolean takesBatches() {
        return true;
    }

    @Override
    default InstanceNode<M> node(String id, NodeDisk disk, NodeTrace trace, Clients<InstanceNode<M>, A> clients) {
        return new BatchNode<>(
                id,
                this,
                () -> new RecordStore(disk.get(), types().records(), trace::events),
                trace,
                (instance, its) -> clients.stepped(id, instance, its));
    }
}
