package dev.lockstep.run;

import dev.lockstep.core.Process;
import dev.lockstep.storage.StableStorage;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Plays the clients of a run, and judges what they are told. In a run of processes there is one such object in each node's process, which
 * asks, and one beside all of them, which judges.
 *
 * @param <N> the nodes
 * @param <A> what clients ask for and are told, as records
 */
public interface Clients<N, A> extends Memberships {
    /**
     * Something that a client of a node may do now.
     *
     * @param name for schedules that are read by people
     * @param opens whether it begins new work, so that it is left out once a run winds down
     */
    record Call(String name, boolean opens, Runnable action) {}

    /** Tells of something that a client of a node asked for or was told. */
    @FunctionalInterface
    interface Teller<A> {
        void tell(String node, A news);
    }

    /** Lists what the clients of this node may do now. */
    List<Call> calls(N node);

    /** The processes of this instance have taken steps at this node, or may have. */
    default void stepped(String node, String instance, List<? extends Process<?>> processes) {}

    /** Lets time pass in a simulated run: so many choices have been made. */
    default void passed(long choices) {}

    /** The node has crashed and is back: it has forgotten who waits. */
    default void restarted(N node) {}

    /**
     * Judges what clients asked for and were told. The news of one node come in order. In a run of processes those of different nodes come
     * in any order, since each has a pipe of its own.
     *
     * @throws IllegalStateException the news cannot be; the message names the property and tells why
     */
    void told(String node, A news);

    /**
     * Judges the whole run, when nothing is left to happen.
     *
     * @param disks opens the storage of a node
     * @throws IllegalStateException something was never done, or is not as clients were told
     */
    void check(Function<String, StableStorage> disks);

    /** Returns what is worth telling of the run, in order. */
    default Map<String, Long> figures() {
        return Map.of();
    }
}
