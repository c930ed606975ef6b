package dev.lockstep.raft.kv;

import dev.lockstep.raft.Omission;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.raft.node.RaftStore;
import java.util.function.Consumer;

/** Servers of the key-value service with a classic mistake. */
enum Slip {
    NONE,

    /** A leader reads without asking whether it still leads. */
    READS_WITHOUT_ASKING,

    /** The twin: a leader counts answers to what it asked before. */
    COUNTS_ANSWERS_TO_EARLIER_ROUNDS,

    /** A leader reads before it has committed an entry of its own term, though it has asked whether it leads. */
    READS_BEFORE_IT_KNOWS_WHAT_IS_COMMITTED,

    /** The twin: to have appended that entry is enough. */
    READS_ONCE_IT_HAS_APPENDED_AN_ENTRY,

    /** Whoever is asked reads. */
    READS_ANYWHERE,

    /** A request that is in the log again is done again. */
    FORGETS_WHAT_IT_HAS_DONE,

    /** Messages and answers leave before what they follow from is on the disk. */
    SPEAKS_BEFORE_IT_HAS_WRITTEN;

    /** Makes servers that read too early, and others that are right. */
    Cores cores() {
        return switch (this) {
            case READS_WITHOUT_ASKING -> Omission.READS_WITHOUT_ASKING;
            case COUNTS_ANSWERS_TO_EARLIER_ROUNDS -> Omission.COUNTS_ANSWERS_TO_EARLIER_ROUNDS;
            case READS_ONCE_IT_HAS_APPENDED_AN_ENTRY -> Omission.READS_ONCE_IT_HAS_APPENDED_AN_ENTRY;
            case READS_BEFORE_IT_KNOWS_WHAT_IS_COMMITTED -> Omission.READS_BEFORE_IT_KNOWS_WHAT_IS_COMMITTED;
            default -> Cores.RIGHT;
        };
    }

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
                if (Slip.this == READS_ANYWHERE) {
                    read.accept(true);
                } else {
                    super.read(read);
                }
            }
        };
    }
}
