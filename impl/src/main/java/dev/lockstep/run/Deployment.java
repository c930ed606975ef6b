package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.process.Wire;
import dev.lockstep.recorder.Header;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The nodes of one run and their clients.
 *
 * @param <P> what nodes send each other
 * @param <N> the nodes
 * @param <A> what clients ask for and are told
 */
public interface Deployment<P, N extends Core<P>, A> {
    /** What begins the trace. */
    Header header();

    /** Names the nodes; in the end those of a group stop when those of the group before are idle. */
    List<List<String>> nodes();

    /** Names so many nodes: p1, p2, ... */
    static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    /** Packets as bytes. */
    Wire<P> wire();

    /** Tells whether the first of these nodes may send this packet to the second: a run fails when somebody else does. */
    boolean mayCome(P packet, String from, String to);

    /** The type of what clients ask for and are told: a record, or a sealed interface of records. */
    Class<A> news();

    /**
     * Makes the clients.
     *
     * @param choice a number below its argument
     * @param teller to be told of what they ask for and are told
     */
    Clients<N, A> clients(IntUnaryOperator choice, Clients.Teller<A> teller);

    /**
     * Makes a node.
     *
     * @param disk opens its storage, which is used for nothing else; again after each crash
     */
    N node(String id, Supplier<StableStorage> disk, NodeTrace trace, Clients<N, A> clients);

    /** The size of a node's storage; enough for the whole run. */
    default Layout layout(String node) {
        return new Layout(node, 16, 512);
    }

    /** Choices of a simulated run within which everything ends once no client asks for anything new and nothing fails any more. */
    default int patience() {
        return 20_000;
    }

    /** Ticks of 20 ms after which the timeouts of a process happen: much longer than its disk takes. */
    default int ticks() {
        return 4;
    }

    /** Ticks of 20 ms that the clients of a process idle after a call, up to three times as many at random; 0: they call whenever they can. */
    default int idle() {
        return 0;
    }
}
