package dev.lockstep.raft.node;

import dev.lockstep.raft.Message.Appended;
import dev.lockstep.raft.RaftServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells which entries a leader sends to whom, and when. As long as it does not know where a server's log agrees with its own it asks with
 * one message at a time, further back each time; then it sends what there is without waiting for answers, and again what was lost.
 */
final class Replication {
    private final Pace pace;
    private final Map<String, Peer> peers = new TreeMap<>();

    /** Tells what is known of one server. */
    private static final class Peer {
        /** The first entry that it has not been sent. */
        private int next;

        /** Whether it is not known where the logs agree. */
        private boolean probing = true;

        /** No answer yet, and none is given up. */
        private boolean waiting;

        private int matchAtTick;

        Peer(int next) {
            this.next = next;
        }
    }

    Replication(Pace pace) {
        this.pace = pace;
    }

    /** A new term begins, or ends. */
    void forget() {
        peers.clear();
    }

    /** Sends these servers what they have not been sent. */
    void proceed(RaftServer server, Set<String> to) {
        peers.keySet().retainAll(to);
        for (String v : to) {
            if (peers.containsKey(v)) {
                send(server, v, peers.get(v));
            } else {
                Peer peer = new Peer(server.log().lastIndex() + 1);
                peers.put(v, peer);
                probe(server, v, peer);
            }
        }
    }

    private void send(RaftServer server, String v, Peer peer) {
        int last = server.log().lastIndex();
        int most = server.match(v) + pace.window();
        if (peer.probing) {
            probe(server, v, peer);
            return;
        }
        while (peer.next <= Math.min(last, most) && hasEntriesFrom(server, peer.next)) {
            int upTo = Math.min(last, peer.next + pace.batch() - 1);
            server.sendEntries(v, List.of(peer.next - 1, upTo));
            peer.next = upTo + 1;
        }
        if (!hasEntriesFrom(server, peer.next)) {
            peer.probing = true;
            probe(server, v, peer);
        }
    }

    /** Its snapshot has not taken their place. */
    private static boolean hasEntriesFrom(RaftServer server, int index) {
        return index > server.log().snapshot().index();
    }

    private void probe(RaftServer server, String v, Peer peer) {
        if (peer.waiting) {
            return;
        }
        peer.waiting = true;
        if (hasEntriesFrom(server, peer.next)) {
            int upTo = Math.min(server.log().lastIndex(), peer.next + pace.batch() - 1);
            server.sendEntries(v, List.of(peer.next - 1, upTo));
        } else {
            server.sendSnapshot(v);
        }
    }

    /** Asks these servers for an answer, if it is known what they have. */
    void ask(RaftServer server, Set<String> to) {
        peers.forEach((v, peer) -> {
            int match = server.match(v);
            if (to.contains(v) && !peer.probing && hasEntriesFrom(server, match + 1)) {
                server.sendEntries(v, List.of(match, match));
            }
        });
    }

    /** The leader has counted this answer. */
    void answered(RaftServer server, Appended m) {
        Peer peer = peers.get(m.from());
        if (peer == null) {
            return;
        }
        int match = server.match(m.from());
        if (m.success()) {
            peer.next = Math.max(peer.probing ? 0 : peer.next, match + 1);
            peer.probing = false;
        } else {
            goBack(server, peer, match);
        }
        peer.waiting = false;
    }

    /** Goes back by half of what may not agree; but before the snapshot is sent, to what follows it. */
    private static void goBack(RaftServer server, Peer peer, int match) {
        int refused = peer.next - 1;
        int snapshot = server.log().snapshot().index();
        int previous = peer.probing ? (match + refused) / 2 : match;
        peer.next = (refused > snapshot ? Math.max(previous, snapshot) : previous) + 1;
        peer.probing = true;
    }

    /** Lets time pass. These servers are to hear of the leader, and what has not arrived by now is sent again. */
    void tick(RaftServer server, Set<String> to) {
        peers.keySet().retainAll(to);
        peers.forEach((v, peer) -> {
            int match = server.match(v);
            boolean isStuck = match == peer.matchAtTick && match < peer.next - 1;
            peer.matchAtTick = match;
            if (!peer.probing && isStuck) {
                peer.next = match + 1;
            }
            if (peer.probing || isStuck || !hasEntriesFrom(server, peer.next)) {
                peer.probing = true;
                peer.waiting = false;
                probe(server, v, peer);
            } else {
                server.sendEntries(v, List.of(peer.next - 1, peer.next - 1));
            }
        });
    }
}
