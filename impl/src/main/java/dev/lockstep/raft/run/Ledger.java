package dev.lockstep.raft.run;

import dev.lockstep.raft.Entry;
import dev.lockstep.raft.node.RaftNode;
import dev.lockstep.raft.node.RaftNode.Position;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Keeps what the servers of one run applied and what their clients were told, and checks it. All must apply the same at an index, what was
 * acknowledged stays, and a term has one leader. Sees the servers from outside, and shares nothing with the protocol.
 */
final class Ledger {
    private final TreeMap<Integer, Entry> applied = new TreeMap<>();
    private final Map<Integer, Long> digests = new HashMap<>();
    private final Map<Integer, String> leaders = new TreeMap<>();
    private final Set<String> commands = new HashSet<>();
    private Set<String> members;
    private long acknowledged;
    private long changes;

    /** @param initial the servers that the cluster begins with */
    Ledger(Set<String> initial) {
        members = initial;
    }

    /**
     * @param digest the digest of the server's state machine after that entry
     * @throws IllegalStateException another entry was applied there, or the state machine is another
     */
    void applied(String server, int index, Entry entry, long digest) {
        Entry other = applied.putIfAbsent(index, entry);
        if (other != null && !other.equals(entry)) {
            throw new IllegalStateException(
                    "agreement: " + server + " applies " + entry + " at " + index + ", another " + other);
        }
        restored(server, index, digest);
        if (other == null && entry instanceof Entry.Command command && !commands.add(command.command())) {
            repeated(command.command());
        }
        if (other == null
                && entry instanceof Entry.Config config
                && !config.config().isJoint()) {
            members = config.config().target();
            changes++;
        }
    }

    /**
     * Checks a command that is there again. A leader's no-op may stand in the log as often as there are leaders; what a client asks for
     * once, once.
     */
    private void repeated(String command) {
        if (!command.equals(RaftNode.NOOP)) {
            throw new IllegalStateException("validity: " + command + ", asked for once, is in the log twice");
        }
    }

    /** Notes that the server's state machine is this after that index, by the snapshot of another. */
    void restored(String server, int index, long digest) {
        Long known = digests.putIfAbsent(index, digest);
        if (known != null && known != digest) {
            throw new IllegalStateException(
                    "state machines: after " + index + ", " + server + " is not what another was");
        }
    }

    /** A client was told that its command is in the log. */
    void acknowledged(String command, Position position) {
        Entry entry = applied.get(position.index());
        if (!(entry instanceof Entry.Command c && c.command().equals(command))) {
            throw new IllegalStateException(
                    "lost: " + command + " was acknowledged at " + position + ", where there is " + entry);
        }
        acknowledged++;
    }

    /** @throws IllegalStateException another leads in that term */
    void leads(String server, int term) {
        String other = leaders.putIfAbsent(term, server);
        if (other != null && !other.equals(server)) {
            throw new IllegalStateException("election safety: " + other + " and " + server + " lead in term " + term);
        }
    }

    /** Returns what was applied at that index. */
    Entry entry(int index) {
        return Optional.ofNullable(applied.get(index)).orElseThrow();
    }

    /** Returns the servers of the latest change that has finished. */
    Set<String> members() {
        return members;
    }

    /** Returns the highest index that was applied anywhere. */
    int length() {
        return Optional.ofNullable(applied.lastEntry()).map(Map.Entry::getKey).orElse(0);
    }

    long acknowledged() {
        return acknowledged;
    }

    /** Changes of membership that have finished. */
    long changes() {
        return changes;
    }

    /** Returns how often the cluster got another leader. */
    long leaderChanges() {
        return Math.max(0, leaders.size() - 1);
    }
}
