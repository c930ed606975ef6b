package dev.lockstep.gossip.run;

import dev.lockstep.gossip.Update;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects what clients have issued, and judges that times are unique and that no site holds what nobody has issued. */
final class Issued {
    private final Map<Integer, Update> byTime = new TreeMap<>();
    private final List<String> complaints = new ArrayList<>();
    private long deletions;

    /** Takes an update, which may be told more than once. */
    void add(Update update) {
        Update other = byTime.putIfAbsent(update.time(), update);
        if (other == null) {
            deletions += update.value().isEmpty() ? 1 : 0;
        } else if (!other.equals(update)) {
            complain("uniqueness: " + other + " and " + update + " have one time");
        }
    }

    /** Judges what a site holds in the end. */
    void judge(String site, Set<Update> held) {
        for (Update u : held) {
            if (!u.equals(byTime.get(u.time()))) {
                complain("validity: " + site + " holds " + u + ", which nobody has issued");
            }
        }
    }

    void complain(String what) {
        complaints.add(what);
    }

    /** @throws IllegalStateException there were complaints; the message is the first one */
    void requireNoComplaint() {
        if (!complaints.isEmpty()) {
            throw new IllegalStateException(complaints.get(0));
        }
    }

    /** Returns all updates, in the order of their times. */
    Collection<Update> updates() {
        return byTime.values();
    }

    long deletions() {
        return deletions;
    }
}
