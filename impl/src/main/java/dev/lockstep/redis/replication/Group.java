package dev.lockstep.redis.replication;

import java.util.Map;
import java.util.Set;

/**
 * Tells what is the same at all servers of a run: the spec's constants.
 *
 * @param persistence the policy of each server
 * @param first the server that is master at first
 * @param inSync the replicas that are connected at first; the others are yet to connect
 * @param backlogSize how many writes the backlog holds
 * @param waitFor how many replicas a client waits for; 0: it does not
 * @param minReplicas {@code min-replicas-to-write}
 */
public record Group(
        Map<String, Persistence> persistence,
        String first,
        Set<String> inSync,
        int backlogSize,
        int waitFor,
        int minReplicas) {
    public Group {
        persistence = Map.copyOf(persistence);
        inSync = Set.copyOf(inSync);
    }

    public Set<String> servers() {
        return persistence.keySet();
    }
}
