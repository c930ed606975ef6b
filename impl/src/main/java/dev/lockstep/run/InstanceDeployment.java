package dev.lockstep.run;

import dev.lockstep.core.Message;
import dev.lockstep.net.Wire;
import java.util.List;
import java.util.function.Supplier;

/**
 * A {@link Deployment} whose nodes are {@link InstanceNode}s and nothing more: it says which messages and records there are, and makes the processes.
 *
 * @param <A> what clients ask for and are told
 */
public interface InstanceDeployment<M extends Message, A> extends Deployment<Packet<M>, InstanceNode<M>, A>, Roles<M> {
    /**
     * What is written as bytes.
     *
     * @param messages their type: a sealed interface of records
     * @param news what clients ask for and are told: a record, or a sealed interface of records
     * @param records those that processes write, in an order that never changes
     */
    record Types<M, A>(Class<M> messages, Class<A> news, List<Class<? extends Record>> records) {
        @SafeVarargs
        public Types(Class<M> messages, Class<A> news, Class<? extends Record>... records) {
            this(messages, news, List.of(records));
        }
    }

    Types<M, A> types();

    @Override
    default Class<A> news() {
        return types().news();
    }

    @Override
    default Wire<Packet<M>> wire() {
        return Packet.wire(types().messages());
    }

    @Override
    default boolean mayCome(Packet<M> packet, String from, String to) {
        return node(packet.message().from()).equals(from)
                && node(packet.message().to()).equals(to);
    }

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
