package dev.lockstep.raft;

import dev.lockstep.raft.Message.AskPreVote;
import dev.lockstep.raft.Message.AskVote;
import dev.lockstep.raft.node.Cores;
import java.util.function.BiPredicate;

/**
 * What a core does that ignores an input which it should refuse, so that the sender gets no answer. The trace has no event of it, and is a
 * behaviour of the spec.
 */
public enum Silence implements Cores {
    /** Section 5.1: the leader of a term that is over does not learn of the later one. */
    IGNORES_STALE_ENTRIES((server, m) -> m instanceof Message.Append && isStale(server, m)),
    /** Section 7. */
    IGNORES_STALE_SNAPSHOTS((server, m) -> m instanceof Message.Snapshot && isStale(server, m)),
    /** Section 5.3: the leader does not learn that it has to go back. */
    IGNORES_ENTRIES_THAT_IT_CANNOT_TAKE(
            (server, message) -> message instanceof Message.Append m && !isStale(server, m) && !server.isConsistent(m)),
    /** Section 5.2. */
    IGNORES_CANDIDATES_OF_TERMS_THAT_ARE_OVER((server, m) -> m instanceof AskVote && isStale(server, m)),
    /** Dissertation, section 9.6. */
    IGNORES_WHO_ASKS_ABOUT_A_TERM_THAT_IS_OVER((server, m) -> m instanceof AskPreVote && isStale(server, m));

    private final BiPredicate<RaftServer, Message> isIgnored;

    Silence(BiPredicate<RaftServer, Message> isIgnored) {
        this.isIgnored = isIgnored;
    }

    private static boolean isStale(RaftServer server, Message m) {
        return m.term() < server.term();
    }

    @Override
    public RaftServer server(String id, Group group, HardState stable, boolean isDown) {
        return new RaftServer(id, group, stable, isDown) {
            @Override
            public void receive(Message message) {
                if (!isIgnored.test(this, message)) {
                    super.receive(message);
                }
            }
        };
    }
}
