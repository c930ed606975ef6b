package dev.lockstep.run;

import dev.lockstep.core.Message;
import dev.lockstep.host.Core;
import dev.lockstep.net.Wire;
import java.util.List;

/**
 * Describes a {@link Deployment} whose nodes play roles: it says which messages and records there are.
 *
 * @param <N> the nodes
 * @param <A> what clients ask for and are told
 */
public interface RoleDeployment<M extends Message, N extends Core<Packet<M>>, A>
        extends Deployment<Packet<M>, N, A>, Roles<M> {
    /**
     * Tells what is written as bytes.
     *
     * @param messages their type: a sealed interface of records
     * @param news what clients ask for and are told: a record, or a sealed interface of records
     * @param records those that processes write, in an order that never changes; none if nodes have a store of their own kind
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
}
