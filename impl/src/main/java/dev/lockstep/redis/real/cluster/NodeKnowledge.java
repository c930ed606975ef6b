package dev.lockstep.redis.real.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a node knows, as far as its log and the messages that it takes tell. It decides nothing: it is for finding out where a node sent what
 * no line tells of.
 */
final class NodeKnowledge {
    private final ClusterLayout layout;
    private final Map<String, String> flags = new TreeMap<>();
    private final Map<String, Long> heard = new HashMap<>();
    private final Map<String, Map<String, Long>> reports = new TreeMap<>();
    private long current;
    private long own;
    private String master;
    private @Nullable Set<Integer> slots;
    private Set<Integer> unclaimed = new TreeSet<>();

    /** Whether the node takes the one that it follows for a master. */
    private boolean isOfMaster = true;

    /** Names who has claimed each slot that the master does not have. The master's older claims of it are not taken. */
    private final Map<Integer, String> others = new HashMap<>();

    /**
     * Holds what is known of a node at some time.
     *
     * @param flags whom it takes for failing: {@code up}, {@code pfail} or {@code fail}
     * @param current its currentEpoch
     * @param master whom it follows; {@code none}: it is a master
     * @param config the configEpoch of the master, which may be itself; -1: that is not known
     * @param slots the slots of the spec that it takes for those of the master; null: that is not known
     */
    record Known(
            Map<String, String> flags,
            long current,
            String master,
            long config,
            @Nullable Set<Integer> slots) {}

    NodeKnowledge(String node, ClusterLayout layout) {
        this.layout = layout;
        own = layout.epoch(node);
        master = layout.master(node);
        restart(Map.of(), layout.masters(), master);
        layout.nodes().forEach(each -> heard.put(each, (long) layout.epoch(each)));
    }

    /** The node begins with what it has found on disk. */
    void restart(Map<String, String> flagged, long epoch, String followed) {
        layout.nodes().forEach(each -> flags.put(each, flagged.getOrDefault(each, "up")));
        layout.nodes().forEach(each -> reports.put(each, new TreeMap<>()));
        heard.clear();
        others.clear();
        current = epoch;
        follow(followed);
    }

    Known known() {
        return new Known(Map.copyOf(flags), current, master, config(), slots == null ? null : Set.copyOf(slots));
    }

    Map<String, String> flags() {
        return Map.copyOf(flags);
    }

    void flag(String other, String how) {
        flags.put(other, how);
    }

    /** A master says of another node whether it takes it for failing. */
    void report(String from, String other, boolean isSuspect, long micros) {
        Map<String, Long> reporters = reports.getOrDefault(other, new TreeMap<>());
        if (isSuspect) {
            reporters.put(from, micros);
        } else {
            reporters.remove(from);
        }
    }

    /**
     * Forgets a report of another node if it is too old to be counted.
     *
     * @param before the time, in microseconds since 1970, before which reports are too old
     * @return the report was there, and is forgotten
     */
    boolean forget(String other, String from, long before) {
        Map<String, Long> reporters = reports.getOrDefault(other, new TreeMap<>());
        boolean isOld = reporters.getOrDefault(from, Long.MAX_VALUE) < before;
        if (isOld) {
            reporters.remove(from);
        }
        return isOld;
    }

    /** Returns the masters that have reported a node. */
    Set<String> reporters(String other) {
        return new TreeSet<>(reports.getOrDefault(other, new TreeMap<>()).keySet());
    }

    /** Returns the epoch that the node tells: that of its master, if it has one. */
    private long config() {
        return master.equals(ClusterLayout.NONE) ? own : heard.getOrDefault(master, -1L);
    }

    void follow(String other) {
        master = other;
        isOfMaster = true;
        slots = null;
        others.values().removeIf(other::equals);
    }

    /** The node has taken a configEpoch for itself. */
    void take(long epoch) {
        own = epoch;
        current = Math.max(current, epoch);
    }

    /** The node has begun an election. */
    void begin(long epoch) {
        current = epoch;
    }

    /**
     * The node takes a header.
     *
     * @return one of the epochs is news
     */
    boolean hear(String from, BusMessage message) {
        boolean isNews = message.currentEpoch() > current || message.configEpoch() > heard.getOrDefault(from, 0L);
        current = Math.max(current, message.currentEpoch());
        heard.merge(from, message.configEpoch(), Math::max);
        return isNews;
    }

    /** Somebody tells of the configuration of another node. */
    void hearOf(String other, BusMessage update) {
        if (update.config() > heard.getOrDefault(other, 0L)) {
            claim(other, update.config(), layout.spec(update.owned()));
            heard.put(other, update.config());
        }
    }

    /** Another node says that it is a replica. If it was a master, its slots are nobody's, also if what it says is old. */
    void hearReplica(String other) {
        others.values().removeIf(other::equals);
        if (other.equals(master) && isOfMaster) {
            isOfMaster = false;
            slots = new TreeSet<>();
            unclaimed = new TreeSet<>();
        }
    }

    /** Takes a claim of another node. What it has stopped claiming goes to whoever claims it. */
    void claim(String other, long epoch, List<Integer> claimed) {
        others.entrySet().removeIf(each -> each.getValue().equals(other) && !claimed.contains(each.getKey()));
        if (other.equals(master)) {
            isOfMaster = true;
            if (slots != null) {
                claimed.stream()
                        .filter(each -> epoch > heard.getOrDefault(others.get(each), -1L))
                        .forEach(slots::add);
                others.keySet().removeAll(slots);
                unclaimed = new TreeSet<>(slots);
                unclaimed.removeAll(claimed);
            }
            return;
        }
        for (int each : claimed) {
            if (slots == null || !slots.contains(each) || epoch > config() || unclaimed.contains(each)) {
                others.merge(each, other, (one, two) -> epoch >= heard.getOrDefault(one, -1L) ? two : one);
                if (slots != null) {
                    slots.remove(each);
                }
            }
        }
    }

    /** The node is told that it has a slot, or has it no more. */
    void set(int slot, boolean isOwn) {
        if (slots != null && isOwn) {
            slots.add(slot);
            others.remove(slot);
        } else if (slots != null) {
            slots.remove(slot);
        }
    }

    /** The node has said which slots its master has. */
    void said(BusMessage message) {
        slots = new TreeSet<>(layout.spec(message.slots()));
        others.keySet().removeAll(slots);
    }
}
