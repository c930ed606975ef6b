package dev.lockstep.redis.real.replication;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Translates the names and offsets of Redis into those of the spec, for one server. Redis names histories at random; here a replication id is
 * the how-manieth of a server. Redis counts bytes; here an offset counts parts of the stream.
 */
final class Numbers {
    /** An id that no server of the spec gives. */
    private static final int NEVER = 1_000_000;

    private static final int UNKNOWN = -1;

    private final String server;
    private final Map<String, Map<String, Object>> ids;

    int issued;
    int run;
    int connection;
    int masterRun;
    boolean hasBacklog;

    /** Counts how much of its history it has, as parts and as bytes. */
    int offset;

    long bytes;

    /** Tells whether the snapshot on its disk names a history. How much that has follows. */
    private boolean isSaved;

    private int savedOffset;
    private long savedBytes;

    /** @param ids what is known of all servers */
    Numbers(String server, Map<String, Map<String, Object>> ids) {
        this.server = server;
        this.ids = ids;
    }

    /** Returns the offset that the server has, if it is what it says to have. */
    int at(long said) {
        return said == bytes ? offset : UNKNOWN;
    }

    /** Counts a part of the stream that ends there, if the server counts. */
    void executed(long end) {
        if (hasBacklog) {
            offset++;
            bytes = end;
        }
    }

    /** Takes all that another has. */
    void took(int offset, long bytes) {
        this.offset = offset;
        this.bytes = bytes;
    }

    /** Keeps a snapshot. That of a master without a backlog names no history. */
    void saved(boolean isMaster) {
        isSaved = !isMaster || hasBacklog;
        savedOffset = offset;
        savedBytes = bytes;
    }

    /** Starts again with its snapshot, or with nothing that names a history. */
    void restarted(boolean isMaster, long said) {
        issued++;
        run = issued;
        hasBacklog = isSaved && isMaster;
        boolean isExpected = said == (isSaved ? savedBytes : 0);
        offset = !isExpected ? UNKNOWN : isSaved ? savedOffset : 0;
        bytes = said;
    }

    /** Returns what the spec calls a replication id. One that is seen for the first time is the latest of this server. */
    Map<String, Object> id(String replid) {
        Map<String, Object> known = ids.get(replid);
        if (known == null) {
            known = named(issued);
            if (ids.containsValue(known)) {
                known = named(NEVER + ids.size()); // it has given one more than the spec knows of
            }
            ids.put(replid, known);
        }
        return known;
    }

    private Map<String, Object> named(int number) {
        Map<String, Object> id = new LinkedHashMap<>();
        id.put("server", server);
        id.put("number", number);
        return id;
    }

    static Map<String, Map<String, Object>> noIds() {
        return new HashMap<>();
    }
}
