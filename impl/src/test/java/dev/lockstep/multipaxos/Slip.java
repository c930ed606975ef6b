package dev.lockstep.multipaxos;

import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Slips in what MultiPaxos has beside Paxos, each in one operator of the spec. The model that has the same is named with each. */
public enum Slip implements Cores {
    /** {@code broken-multi-gap-left} */
    LEAVES_THE_GAPS {
        @Override
        public Leader leader(String id, Group group, int slots, ProposerRecord stable) {
            return new Leader(id, group, slots, stable) {
                @Override
                Optional<String> inherited(int slot) {
                    return latestReported(slot);
                }
            };
        }
    },
    /** {@code broken-multi-noop-over-vote} */
    FILLS_WITH_NO_OPS_WHATEVER_IS_REPORTED {
        @Override
        public Leader leader(String id, Group group, int slots, ProposerRecord stable) {
            return new Leader(id, group, slots, stable) {
                @Override
                Optional<String> inherited(int slot) {
                    return super.inherited(slot).map(v -> NOOP);
                }
            };
        }
    },
    /** {@code broken-multi-first-slot-only} */
    REPORTS_THE_FIRST_SLOT_ONLY {
        @Override
        public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
            return new Acceptor(id, group, stable) {
                @Override
                List<Vote> reportedVotes() {
                    List<Vote> votes = new ArrayList<>(super.reportedVotes());
                    IntStream.range(1, votes.size()).forEach(i -> votes.set(i, Vote.NONE));
                    return List.copyOf(votes);
                }
            };
        }
    },
    RECOVERS_WITHOUT_ITS_ROUND {
        @Override
        public Leader leader(String id, Group group, int slots, ProposerRecord stable) {
            return new Leader(id, group, slots, stable) {
                @Override
                int recoveredRound() {
                    return 0;
                }
            };
        }
    },
    RECOVERS_WITHOUT_ITS_PROMISE {
        @Override
        public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
            return new Acceptor(id, group, stable) {
                @Override
                AcceptorRecord recovered() {
                    return new AcceptorRecord(0, stable().votes());
                }
            };
        }
    },
    ACCEPTS_BELOW_ITS_PROMISE {
        @Override
        public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
            return new Acceptor(id, group, stable) {
                @Override
                public boolean mayAccept(int ballot) {
                    return true;
                }
            };
        }
    },
    COUNTS_REPORTS_OF_ALL_SLOTS_TOGETHER {
        @Override
        public Learner learner(String id, Group group, int slots) {
            return new Learner(id, group, slots) {
                @Override
                boolean isSameProposal(Message.Accepted r, Message.Accepted m) {
                    return r.ballot() == m.ballot();
                }
            };
        }
    }
}
