package dev.lockstep.explore;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import java.util.List;
import java.util.Map;

/**
 * Says what may happen to a process that does not come from the process itself. This is how messages reach it, what its clients ask for,
 * and whether it crashes.
 *
 * @param <M> the protocol's messages
 */
public interface Environment<M extends Message> {
    /** Returns whether this message is for this process. Where one node has several roles, the kind of message tells which. */
    default boolean isFor(Process<M> process, M message) {
        return message.to().equals(process.id());
    }

    /** Returns the ways in which the process can take the message: more than one if its client has a say. */
    default List<Runnable> receipts(Process<M> process, M message) {
        return List.of(() -> process.receive(message));
    }

    /** Returns what clients may ask of a process that takes inputs, besides the {@link Process#steps} that it lists itself. */
    default List<Step> calls(Process<M> process) {
        return List.of();
    }

    /** Returns whether processes crash: then each does so in any state, and each that has crashed restarts. */
    default boolean crashes(Process<M> process) {
        return false;
    }

    /** Returns whether the process takes this step, which it lists itself. A model may leave some out. */
    default boolean takes(Process<M> process, Step step) {
        return true;
    }

    /** Does what belongs to the step that the process has just taken: nobody sees the process between the two. */
    default void ended(Process<M> process) {}

    /** Returns how often each process takes a step of this name at most. What clients ask for has no bound of its own. */
    default Map<String, Integer> most() {
        return Map.of();
    }
}
