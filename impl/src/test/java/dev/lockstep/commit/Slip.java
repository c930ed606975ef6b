package dev.lockstep.commit;

import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.Cores;
import java.util.List;
import java.util.Set;

/** The classic slips: each core is right but for one operator of the spec. The models {@code specs/commit/models/broken-*} have the same. */
public enum Slip implements Cores {
    VOTES_BEFORE_THE_STABLE_WRITE {
        @Override
        public Participant participant(Cluster c, String id, Phase phase, Entry log, Set<String> data) {
            return new Participant(id, c.coordinator(), c.pages(), phase, log, data) {
                @Override
                Entry written(Entry old, Entry next) {
                    return next == Entry.PREPARED ? old : next;
                }
            };
        }
    },
    ABORTS_IN_DOUBT_WHEN_ITS_PATIENCE_ENDS {
        @Override
        public Participant participant(Cluster c, String id, Phase phase, Entry log, Set<String> data) {
            return new Participant(id, c.coordinator(), c.pages(), phase, log, data) {
                @Override
                public boolean mayAbortAlone() {
                    return phase() == Phase.WORKING || phase() == Phase.PREPARED;
                }
            };
        }
    },
    DECIDES_ON_A_MAJORITY {
        @Override
        public Coordinator coordinator(Cluster c, Stage stage, Set<String> votes, Set<String> acks, CommitRecord r) {
            return new Coordinator(c.coordinator(), c.participants(), stage, votes, acks, r) {
                @Override
                boolean allVotedYes() {
                    return 2 * votes.size() > participants.size();
                }
            };
        }
    },
    DECIDES_BEFORE_THE_STABLE_WRITE {
        @Override
        public Coordinator coordinator(Cluster c, Stage stage, Set<String> votes, Set<String> acks, CommitRecord r) {
            return new Coordinator(c.coordinator(), c.participants(), stage, votes, acks, r) {
                @Override
                CommitRecord written(CommitRecord old, CommitRecord next) {
                    return next == CommitRecord.COMMIT ? old : next;
                }
            };
        }
    },
    FORGETS_BEFORE_ALL_ACKNOWLEDGE {
        @Override
        public Coordinator coordinator(Cluster c, Stage stage, Set<String> votes, Set<String> acks, CommitRecord r) {
            return new Coordinator(c.coordinator(), c.participants(), stage, votes, acks, r) {
                @Override
                boolean allAcknowledged() {
                    return !acks.isEmpty();
                }
            };
        }
    },
    IS_DONE_BEFORE_ITS_PAGES_ARE_WRITTEN {
        @Override
        public Participant participant(Cluster c, String id, Phase phase, Entry log, Set<String> data) {
            return new Participant(id, c.coordinator(), c.pages(), phase, log, data) {
                @Override
                boolean allApplied() {
                    return true;
                }
            };
        }
    },
    RECOVERS_BY_GUESSING_THAT_IT_COMMITTED {
        @Override
        public Participant participant(Cluster c, String id, Phase phase, Entry log, Set<String> data) {
            return new Participant(id, c.coordinator(), c.pages(), phase, log, data) {
                @Override
                Phase recovered(Entry entry) {
                    return entry == Entry.PREPARED ? Phase.COMMITTING : super.recovered(entry);
                }
            };
        }
    },
    RECOVERS_WITHOUT_ITS_VOTE {
        @Override
        public Participant participant(Cluster c, String id, Phase phase, Entry log, Set<String> data) {
            return new Participant(id, c.coordinator(), c.pages(), phase, log, data) {
                @Override
                Phase recovered(Entry entry) {
                    return entry == Entry.PREPARED ? Phase.WORKING : super.recovered(entry);
                }
            };
        }
    },
    RECOVERS_BY_PRESUMING_THE_COMMIT {
        @Override
        public Coordinator coordinator(Cluster c, Stage stage, Set<String> votes, Set<String> acks, CommitRecord r) {
            return new Coordinator(c.coordinator(), c.participants(), stage, votes, acks, r) {
                @Override
                Stage recoveredStage(CommitRecord record) {
                    return Stage.COMMITTED;
                }
            };
        }
    },
    DOES_NOT_ASK_WHEN_IN_DOUBT {
        @Override
        public Participant participant(Cluster c, String id, Phase phase, Entry log, Set<String> data) {
            return new Participant(id, c.coordinator(), c.pages(), phase, log, data) {
                @Override
                List<Message> inquiries() {
                    return List.of();
                }
            };
        }
    },
    DOES_NOT_TELL_AGAIN {
        @Override
        public Coordinator coordinator(Cluster c, Stage stage, Set<String> votes, Set<String> acks, CommitRecord r) {
            return new Coordinator(c.coordinator(), c.participants(), stage, votes, acks, r) {
                @Override
                Set<String> unacknowledged() {
                    return Set.of();
                }
            };
        }
    },
    LETS_OTHERS_AT_DATA_IN_DOUBT {
        @Override
        public boolean locks(Phase phase) {
            return phase != Phase.PREPARED;
        }
    }
}
