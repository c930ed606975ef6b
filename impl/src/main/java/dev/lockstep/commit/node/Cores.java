package dev.lockstep.commit.node;

import dev.lockstep.commit.CommitRecord;
import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Participant;
import dev.lockstep.commit.Phase;
import dev.lockstep.commit.Stage;
import java.util.Set;

/** Makes the cores of a cluster's nodes: the right ones, or for tests such with a slip. */
public interface Cores {
    Cores RIGHT = new Cores() {};

    default Coordinator coordinator(
            Cluster cluster, Stage stage, Set<String> votes, Set<String> acks, CommitRecord record) {
        return new Coordinator(cluster.coordinator(), cluster.participants(), stage, votes, acks, record);
    }

    default Participant participant(Cluster cluster, String id, Phase phase, Entry log, Set<String> data) {
        return new Participant(id, cluster.coordinator(), cluster.pages(), phase, log, data);
    }

    /** Returns whether a transaction that changes data and is in this phase keeps others from the data: InDoubt.tla, {@code Locked}. */
    default boolean locks(Phase phase) {
        return true;
    }
}
