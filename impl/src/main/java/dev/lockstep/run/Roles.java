package dev.lockstep.run;

import dev.lockstep.core.Message;
import dev.lockstep.core.Process;
import java.util.List;
import java.util.Optional;

/** Tells which processes of a protocol a node plays, in each instance of it, and where the others are. */
public interface Roles<M extends Message> {
    /** Names the processes that the node plays in every instance. */
    default List<String> roles(String node) {
        return List.of(node);
    }

    /** Names the node that plays this role. */
    default String node(String role) {
        return role;
    }

    /**
     * Makes a process that is up, with what is on its disk. After a crash it is crashed at once and restarted, so that what it has in memory does
     * not matter then.
     *
     * @param begun this node begins the instance; otherwise others have been in it, or this node has before
     */
    Process<M> process(String role, String instance, Optional<? extends Record> onDisk, boolean begun);

    /** Decides when the timeouts of an instance happen at a node. */
    default Patience<M> patience(String node, String instance) {
        return new Patience.UntilItMoves<>();
    }

    /** Returns the process of that class among those of one instance. */
    static <P> P of(Class<P> type, List<? extends Process<?>> roles) {
        for (Process<?> role : roles) {
            if (type.isInstance(role)) {
                return type.cast(role);
            }
        }
        throw new IllegalArgumentException("no " + type.getSimpleName() + " among " + roles);
    }
}
