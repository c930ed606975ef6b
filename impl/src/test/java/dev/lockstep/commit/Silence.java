package dev.lockstep.commit;

import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.Cores;
import java.util.Set;

/** What a core does that ignores an input which it should answer. The trace has no event of it, and is a behaviour of the spec. */
public enum Silence implements Cores {
    ACKNOWLEDGES_ONLY_ONCE {
        @Override
        public Participant participant(Cluster c, String id, Phase phase, Entry log, Set<String> data) {
            return new Participant(id, c.coordinator(), c.pages(), phase, log, data) {
                @Override
                public void receive(Message message) {
                    if (!(message instanceof Message.Commit && phase() == Phase.DONE)) {
                        super.receive(message);
                    }
                }
            };
        }
    },
    DOES_NOT_TELL_WHO_ASKS_THAT_IT_HAS_COMMITTED {
        @Override
        public Coordinator coordinator(Cluster c, Stage stage, Set<String> votes, Set<String> acks, CommitRecord r) {
            return ignoring(c, stage, votes, acks, r, Stage.COMMITTED);
        }
    },
    DOES_NOT_TELL_WHO_ASKS_THAT_IT_KNOWS_NOTHING {
        @Override
        public Coordinator coordinator(Cluster c, Stage stage, Set<String> votes, Set<String> acks, CommitRecord r) {
            return ignoring(c, stage, votes, acks, r, Stage.FORGOTTEN);
        }
    };

    private static Coordinator ignoring(
            Cluster c, Stage stage, Set<String> votes, Set<String> acks, CommitRecord record, Stage where) {
        return new Coordinator(c.coordinator(), c.participants(), stage, votes, acks, record) {
            @Override
            public void receive(Message message) {
                if (!(message instanceof Message.Inquiry && stage() == where)) {
                    super.receive(message);
                }
            }
        };
    }
}
