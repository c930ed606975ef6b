package dev.lockstep.cap;

import dev.lockstep.cap.run.QuorumProtocol;
import java.util.Set;

/** Nodes with a slip: each is right but for one operator of the spec. The models {@code specs/cap/models/broken-quorum-*} have the same. */
public enum QuorumSlip implements QuorumProtocol.Core {
    /** {@code broken-quorum-any-one}: two quorums need not have a node in common. */
    ANY_NODE_IS_A_QUORUM {
        @Override
        public QuorumRegister of(String id, Set<String> nodes, int rank) {
            return new QuorumRegister(id, nodes, rank) {
                @Override
                boolean isQuorum(Set<String> some) {
                    return !some.isEmpty();
                }
            };
        }
    },
    /** {@code broken-quorum-reads-not-stored}: a later read may return an older value. */
    DOES_NOT_STORE_WHAT_IT_READS {
        @Override
        public QuorumRegister of(String id, Set<String> nodes, int rank) {
            return new QuorumRegister(id, nodes, rank) {
                @Override
                boolean mayAnswer() {
                    return kind() == Kind.READ || super.mayAnswer();
                }
            };
        }
    },
    /** {@code broken-quorum-writes-unasked}: a write is later than what its node knows, and no more. */
    WRITES_WITHOUT_ASKING {
        @Override
        public QuorumRegister of(String id, Set<String> nodes, int rank) {
            return new QuorumRegister(id, nodes, rank) {
                @Override
                boolean knowsLatest() {
                    return kind() == Kind.WRITE || super.knowsLatest();
                }
            };
        }
    },
    /** {@code broken-quorum-any-number}. */
    HEARS_ANSWERS_TO_EARLIER_OPERATIONS {
        @Override
        public QuorumRegister of(String id, Set<String> nodes, int rank) {
            return new QuorumRegister(id, nodes, rank) {
                @Override
                boolean isOfThisOperation(Message m) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-quorum-any-phase}. */
    TAKES_WHAT_IS_KEPT_FOR_STORED {
        @Override
        public QuorumRegister of(String id, Set<String> nodes, int rank) {
            return new QuorumRegister(id, nodes, rank) {
                @Override
                boolean isOfThisPhase(Message m) {
                    return isWaiting();
                }
            };
        }
    },
    /** {@code broken-quorum-answers-unstored}. */
    ANSWERS_BEFORE_IT_STORES {
        @Override
        public QuorumRegister of(String id, Set<String> nodes, int rank) {
            return new QuorumRegister(id, nodes, rank) {
                @Override
                boolean isQuerying() {
                    return false;
                }
            };
        }
    },
    /** {@code broken-quorum-begins-again}. */
    BEGINS_TO_STORE_AGAIN {
        @Override
        public QuorumRegister of(String id, Set<String> nodes, int rank) {
            return new QuorumRegister(id, nodes, rank) {
                @Override
                boolean isQuerying() {
                    return isWaiting();
                }
            };
        }
    },
    /** No model has this: one answer more does no harm, and to ask for it is not what the spec says. */
    ASKS_WHO_HAS_ANSWERED {
        @Override
        public QuorumRegister of(String id, Set<String> nodes, int rank) {
            return new QuorumRegister(id, nodes, rank) {
                @Override
                boolean mustAsk(String q) {
                    return true;
                }
            };
        }
    },
    /** {@code broken-quorum-stores-older}. */
    STORES_WHAT_IS_OLDER {
        @Override
        public QuorumRegister of(String id, Set<String> nodes, int rank) {
            return new QuorumRegister(id, nodes, rank) {
                @Override
                Copy newer(Copy c, Copy d) {
                    return c;
                }
            };
        }
    }
}
