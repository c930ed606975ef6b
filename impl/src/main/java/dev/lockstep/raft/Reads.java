package dev.lockstep.raft;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads that are not in the log: D. Ongaro, "Consensus: Bridging Theory and Practice", 2014, section 6.4. A leader that a quorum still
 * answers after the read arrived has led until then, so nothing that it does not know was acknowledged before. The rounds of questions are
 * numbered beside the protocol's messages: a message of a leader has the number of the latest round, an answer that of what it answers.
 */
public class Reads {
    private final List<Consumer<Boolean>> current = new ArrayList<>();

    /** The reads that arrived when a round was under way. */
    private final List<Consumer<Boolean>> next = new ArrayList<>();

    /** The latest round that each has answered. What was answered in an earlier term is of an earlier round. */
    private final Map<String, Long> answered = new TreeMap<>();

    private long round;

    /** Returns the round of what the leader sends now. */
    public long round() {
        return round;
    }

    public void add(Consumer<Boolean> read) {
        next.add(read);
    }

    /** Counts an answer that the leader counts. */
    public void answered(String from, long itsRound) {
        answered.merge(from, itsRound, Math::max);
    }

    /** Lets the reads happen that may now. All that is known to be committed has been applied. */
    public void proceed(RaftServer server) {
        if (!current.isEmpty() && isConfirmed(server)) {
            end(current, true);
        }
    }

    /** A quorum has answered this round of questions. */
    boolean isConfirmed(RaftServer server) {
        Set<String> heard = new HashSet<>(Set.of(server.id()));
        answered.forEach((v, itsRound) -> {
            if (itsRound >= round) {
                heard.add(v);
            }
        });
        return server.log().config().isQuorum(heard);
    }

    /**
     * Returns whether a round has begun, so that others are to be asked. A leader begins none before it has committed an entry of its own
     * term.
     */
    public boolean begins(RaftServer server) {
        if (!knowsWhatIsCommitted(server) || !current.isEmpty() || next.isEmpty()) {
            return false;
        }
        round++;
        current.addAll(next);
        next.clear();
        return true;
    }

    boolean knowsWhatIsCommitted(RaftServer server) {
        return server.role() == Role.LEADER && server.log().termAt(server.commitIndex()) == server.term();
    }

    /** The server does not lead, or does so in another term. */
    public void forget() {
        end(current, false);
        end(next, false);
    }

    private static void end(List<Consumer<Boolean>> reads, boolean mayRead) {
        List<Consumer<Boolean>> ended = List.copyOf(reads);
        reads.clear();
        ended.forEach(read -> read.accept(mayRead));
    }
}
