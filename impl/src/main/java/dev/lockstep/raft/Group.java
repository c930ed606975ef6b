package dev.lockstep.raft;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the constants of Raft.tla.
 *
 * @param servers all that are ever in the cluster
 * @param initial those that it begins with
 * @param preVote whether a server asks if it would be elected before it stands
 * @param checkQuorum whether leaders that lost their quorum resign, and are protected
 */
public record Group(Set<String> servers, Set<String> initial, boolean preVote, boolean checkQuorum) {
    public Group {
        // sorted, so that what is done for all of them is done in the same order in every run
        servers = Collections.unmodifiableSet(new TreeSet<>(servers));
        initial = Collections.unmodifiableSet(new TreeSet<>(initial));
        if (initial.isEmpty() || !servers.containsAll(initial)) {
            throw new IllegalArgumentException("a cluster of " + servers + " cannot begin with " + initial);
        }
    }

    /** Returns what each server begins with. */
    public HardState hardState() {
        return HardState.initial(Configuration.simple(initial));
    }
}
