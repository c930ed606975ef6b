package dev.lockstep.run;

import dev.lockstep.core.Message;
import java.util.List;
import java.util.function.Supplier;

/**
 * Describes a {@link Deployment} whose nodes are {@link InstanceNode}s and nothing more: it only makes the processes.
 *
 * @param <A> what clients ask for and are told
 */
public interface InstanceDeployment<M extends Message, A> extends RoleDeployment<M, InstanceNode<M>, A> {
    @Override
    default InstanceNode<M> node(String id, NodeDisk disk, NodeTrace trace, Clients<InstanceNode<M>, A> clients) {
        List<Class<? extends Record>> records = types().records();
        Supplier<Store> store =
                records.isEmpty() ? Store::none : () -> new RecordStore(disk.get(), records, trace::events);
        InstanceNode<M> node =
                new InstanceNode<>(id, this, store, trace, (instance, roles) -> clients.stepped(id, instance, roles));
        node.resume();
        return node;
    }
}
