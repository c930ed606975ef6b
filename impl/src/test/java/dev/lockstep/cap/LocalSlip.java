package dev.lockstep.cap;

import dev.lockstep.cap.run.LocalProtocol;

/** Nodes with a slip: each is right but for one operator of the spec. The models {@code specs/cap/models/broken-local-*} have the same. */
public enum LocalSlip implements LocalProtocol.Core {
    /** {@code broken-local-takes-all}. */
    TAKES_OLDER_COPIES {
        @Override
        public LocalRegister of(String id, int rank) {
            return new LocalRegister(id, rank) {
                @Override
                boolean isTaken(Message m) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-local-no-rank}. */
    HAS_NO_RANK {
        @Override
        public LocalRegister of(String id, int rank) {
            return new LocalRegister(id, rank) {
                @Override
                int rank() {
                    return 0;
                }
            };
        }
    },
    /** {@code broken-local-takes-nothing}. */
    TAKES_NOTHING {
        @Override
        public LocalRegister of(String id, int rank) {
            return new LocalRegister(id, rank) {
                @Override
                boolean isTaken(Message m) {
                    return false;
                }
            };
        }
    },
    /** {@code broken-local-write-as-read}. */
    ANSWERS_A_WRITE_AS_A_READ {
        @Override
        public LocalRegister of(String id, int rank) {
            return new LocalRegister(id, rank) {
                @Override
                boolean isRead() {
                    return true;
                }
            };
        }
    },
    /** {@code broken-local-read-as-write}. */
    DOES_A_READ_AS_A_WRITE {
        @Override
        public LocalRegister of(String id, int rank) {
            return new LocalRegister(id, rank) {
                @Override
                boolean isRead() {
                    return false;
                }
            };
        }
    },
    /** {@code broken-local-not-counted}: a write has the time of the one before. */
    DOES_NOT_COUNT_WRITES {
        @Override
        public LocalRegister of(String id, int rank) {
            return new LocalRegister(id, rank) {
                @Override
                int nextTime() {
                    return Math.max(1, copy.time());
                }
            };
        }
    }
}
