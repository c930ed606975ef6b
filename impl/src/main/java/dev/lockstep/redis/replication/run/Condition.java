package dev.lockstep.redis.replication.run;

import dev.lockstep.redis.replication.AofState;
import dev.lockstep.redis.replication.Group;
import dev.lockstep.redis.replication.Link;
import dev.lockstep.redis.replication.Persistence;
import dev.lockstep.redis.replication.RedisServer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Names conditions under which a client's write is acknowledged and a replica is promoted, and what TLC finds of each. */
enum Condition {
    NO_WAIT("the answer to the write", "any", 0, 0, Persistence.ALWAYS, Crashes.OF_MASTERS, "broken-no-wait"),
    MIN_REPLICAS(
            "the same, `min-replicas-to-write`",
            "any",
            0,
            1,
            Persistence.ALWAYS,
            Crashes.OF_MASTERS,
            "broken-min-replicas"),
    ALL("`WAIT` for all", "any, the old master is up", 2, 1, Persistence.NO, Crashes.NONE, "RedisReplication-wait-all"),
    ALL_EVERYSEC(
            "the same, `appendfsync everysec`",
            "any",
            2,
            1,
            Persistence.EVERYSEC,
            Crashes.OF_ALL,
            "broken-wait-all-everysec"),
    ALL_ALWAYS(
            "the same, `appendfsync always`",
            "any",
            2,
            1,
            Persistence.ALWAYS,
            Crashes.OF_ALL,
            "broken-wait-all-rewrite") {
        @Override
        Set<String> inSync() {
            return Set.of();
        }
    },
    ALL_REWRITTEN(
            "the same, and no log is being rewritten then",
            "any",
            2,
            1,
            Persistence.ALWAYS,
            Crashes.OF_ALL,
            "RedisReplication-wait-all-rewritten") {
        @Override
        Set<String> inSync() {
            return Set.of();
        }

        @Override
        boolean isPromised(RedisServer master, Collection<RedisServer> all) {
            return all.stream()
                    .allMatch(each -> each.isReady()
                            && each.aofState() == AofState.ON
                            && (each == master
                                    || each.link() == Link.CONNECTED
                                            && each.masterHost().equals(Optional.of(master.id()))));
        }
    },
    PRIORITY("`WAIT 1`", "by priority", 1, 1, Persistence.ALWAYS, Crashes.OF_MASTERS, "broken-wait-priority") {
        @Override
        boolean isBest(RedisServer candidate, List<RedisServer> candidates) {
            return candidates.get(candidates.size() - 1) == candidate;
        }
    },
    AWAY(
            "the same",
            "the greatest offset of those that are up",
            1,
            1,
            Persistence.NO,
            Crashes.OF_ALL,
            "broken-wait-away") {
        @Override
        boolean isBest(RedisServer candidate, List<RedisServer> candidates) {
            return hasGreatestOffset(candidate, candidates);
        }
    },
    UNFENCED(
            "the same",
            "the greatest offset of both, the old master is up",
            1,
            1,
            Persistence.NO,
            Crashes.NONE,
            "broken-wait-unfenced") {
        @Override
        boolean isBest(RedisServer candidate, List<RedisServer> candidates) {
            return candidates.size() == REPLICAS && hasGreatestOffset(candidate, candidates);
        }
    },
    ENOUGH(
            "the same",
            "the greatest offset of both, the old master is down for good",
            1,
            1,
            Persistence.NO,
            Crashes.FOR_GOOD,
            "RedisReplication-wait-enough") {
        @Override
        boolean isBest(RedisServer candidate, List<RedisServer> candidates) {
            return candidates.size() == REPLICAS && hasGreatestOffset(candidate, candidates);
        }
    };

    /** Tells which servers crash, and which of them come back. */
    enum Crashes {
        /** A replica is promoted while all are up. */
        NONE,
        /** Only masters are to crash, and they come back. */
        OF_MASTERS,
        /** The master crashes, once, and never comes back. */
        FOR_GOOD,
        /** Any server crashes, and comes back. */
        OF_ALL
    }

    private static final int REPLICAS = 2;

    private static final List<String> NAMES = List.of("r1", "r2", "r3");

    private final String acknowledged;
    private final String promoted;
    private final int waitFor;
    private final int minReplicas;
    private final Persistence persistence;
    private final Crashes crashes;
    private final String model;

    Condition(
            String acknowledged,
            String promoted,
            int waitFor,
            int minReplicas,
            Persistence persistence,
            Crashes crashes,
            String model) {
        this.acknowledged = acknowledged;
        this.promoted = promoted;
        this.waitFor = waitFor;
        this.minReplicas = minReplicas;
        this.persistence = persistence;
        this.crashes = crashes;
        this.model = model;
    }

    Group group() {
        Map<String, Persistence> all = new TreeMap<>();
        NAMES.forEach(name -> all.put(name, persistence));
        return new Group(all, NAMES.get(0), inSync(), 8, waitFor, minReplicas);
    }

    /** Names the replicas that are connected at first; the others take all data anew, and rewrite their logs. */
    Set<String> inSync() {
        return Set.copyOf(NAMES.subList(1, NAMES.size()));
    }

    /** Tells whether a client that WAIT has told of enough replicas counts its write as safe. */
    boolean isPromised(RedisServer master, Collection<RedisServer> all) {
        return true;
    }

    Crashes crashes() {
        return crashes;
    }

    String acknowledged() {
        return acknowledged;
    }

    String promoted() {
        return promoted;
    }

    /** Returns the model that shows it: that it holds, or a counterexample. */
    String model() {
        return model;
    }

    /** Tells whether TLC finds that no acknowledged write is lost. */
    boolean holds() {
        return !model.startsWith("broken");
    }

    /**
     * Tells whether this replica is promoted now. Where any may be, it is one with the least offset: of those that anybody could choose, the
     * one that lacks most.
     *
     * @param candidates those that are up, in the order of their names
     */
    boolean isBest(RedisServer candidate, List<RedisServer> candidates) {
        return candidates.stream().allMatch(other -> other.masterReplOffset() >= candidate.masterReplOffset());
    }

    private static boolean hasGreatestOffset(RedisServer candidate, List<RedisServer> candidates) {
        return candidates.stream().allMatch(other -> other.masterReplOffset() <= candidate.masterReplOffset());
    }
}
