package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.net.Wire;
import dev.lockstep.recorder.Header;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Deploys the nodes of one run and their clients.
 *
 * @param <P> what nodes send each other
 * @param <N> the nodes
 * @param <A> what clients ask for and are told
 */
public interface Deployment<P, N extends Core<P>, A> {
    /** The bytes that the name of a node takes in a record, at most, if it is short. */
    int BYTES_OF_A_NAME = 16;

    /** Returns what begins the trace. */
    Header header();

    /** Returns what begins the trace of a run of threads that is over. Clients may have measured some of the spec's constants. */
    default Header header(Clients<N, A> clients) {
        return header();
    }

    /** Names the nodes; in the end those of a group stop when those of the group before are idle. */
    List<List<String>> nodes();

    /** Names so many nodes: p1, p2, ... */
    static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    /** Writes packets as bytes. */
    Wire<P> wire();

    /** Tells whether the first of these nodes may send this packet to the second. A run fails when somebody else does. */
    boolean mayCome(P packet, String from, String to);

    /** Returns the type of what clients ask for and are told: a record, or a sealed interface of records. */
    Class<A> news();

    /**
     * Makes the clients.
     *
     * @param choice a number below its argument
     * @param teller the teller to be told of what they ask for and are told
     */
    Clients<N, A> clients(IntUnaryOperator choice, Clients.Teller<A> teller);

    /**
     * Makes a node.
     *
     * @param disk its storage, which is used for nothing else
     */
    N node(String id, NodeDisk disk, NodeTrace trace, Clients<N, A> clients);

    /** Returns how many events of a node's trace its disk tells of. */
    default long traced(String node, NodeDisk disk) {
        Records records = new Records(disk.get());
        try {
            return records.traced();
        } finally {
            records.close();
        }
    }

    /** Tells whether nodes take inputs in batches: a simulated run draws how many inputs one takes before it is drained. */
    default boolean takesBatches() {
        return false;
    }

    /** Returns the size of a node's storage; enough for the whole run. A page holds a record that may name each of the nodes. */
    default Layout layout(String node) {
        int named = nodes().stream().mapToInt(List::size).sum() * BYTES_OF_A_NAME;
        return new Layout(node, 16, 512 * (1 + named / 512));
    }

    /**
     * Returns the choices within which a simulated run of five nodes ends; a run of more nodes has more. They count once no client asks for
     * anything new and nothing fails any more.
     */
    default int patience() {
        return 20_000;
    }

    /** Ticks of 20 ms after which the timeouts of a process happen: much longer than its disk takes. */
    default int ticks() {
        return 4;
    }

    /**
     * Returns the ticks of 20 ms that the clients of a process idle after a call. They idle up to three times as many at random; 0: they
     * call whenever they can.
     */
    default int idle() {
        return 0;
    }

    // ---------------------------------------------------------------- runs of processes

    /**
     * Tells the node of a process how many ticks of 20 ms have passed. A node needs it whose timeouts are no steps of the roles that it
     * plays.
     */
    default void passTime(N node, long ticks) {}

    /** Tells how many times as many events there are between two kills as usual. */
    default int pace() {
        return 1;
    }

    /**
     * Opens the node of a process to clients in other processes.
     *
     * @param host takes inputs of the node
     * @param folder the folder of the run
     */
    default void open(N node, Executor host, Path folder) throws IOException {}

    /**
     * Makes clients that are no part of a node's process; they begin at once.
     *
     * @param folder the folder of the run
     * @param trace the trace that the run will write; they may write files beside it
     */
    default Optional<ExternalClients> external(Path folder, Path trace) {
        return Optional.empty();
    }
}
