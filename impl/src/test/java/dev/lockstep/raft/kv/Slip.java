package dev.lockstep.raft.kv;

import dev.lockstep.raft.node.RaftStore;
import java.util.function.Consumer;

/** Servers of the key-value service with a classic mistake. */
enum Slip {
    NONE,

    /** A leader reads without asking whether it still leads. */
    READS_WITHOUT_ASKING,

    /** Whoever is asked reads. */
    READS_ANYWHERE,

    /** A request that is in the log again is done again. */
    FORGETS_WHAT_IT_HAS_DONE,

    /** Messages and answers leave before what they follow from is on the disk. */
    SPEAKS_BEFORE_IT_HAS_WRITTEN;

    RaftStore store(RaftStore right) {
        return this == SPEAKS_BEFORE_IT_HAS_WRITTEN ? new LateStore(right) : right;
    }

    KeyValueNode node(KeyValueNode.Maker maker, long sessionLife) {
        KeyValueStore store = new KeyValueStore(sessionLife) {
            @Override
            boolean isNew(Request.Change change, long done) {
                return Slip.this == FORGETS_WHAT_IT_HAS_DONE || super.isNew(change, done);
            }
        };
        return new KeyValueNode(maker, store) {
            @Override
            void read(Consumer<Boolean> read) {
                switch (Slip.this) {
                    case READS_WITHOUT_ASKING -> read.accept(leads());
                    case READS_ANYWHERE -> read.accept(true);
                    default -> super.read(read);
                }
            }
        };
    }
}
