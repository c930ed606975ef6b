package dev.lockstep.redis.real.cluster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Holds a message of the bus of Redis Cluster 7.0, as far as the spec knows it. Nodes have their ids of 40 characters here.
 *
 * @param type the name that logs have for it: {@code ping}, {@code pong}, {@code fail}, {@code auth-req}, {@code auth-ack}, {@code update}, {@code mfstart}, ...
 * @param length the number of bytes, with the header
 * @param sender its id
 * @param slots which the sender claims, or its master
 * @param slaveof the id of its master; empty: it is a master
 * @param isPaused whether the sender has paused its clients
 * @param isForced whether a vote is asked for though the master may be up
 * @param gossip what it says of other nodes, of {@code ping} and {@code pong} only
 * @param about the node that has failed, or whose configuration it tells; else empty
 * @param config the configEpoch of that node, of {@code update} only
 * @param owned the slots of that node, of {@code update} only
 */
record BusMessage(
        String type,
        int length,
        String sender,
        long currentEpoch,
        long configEpoch,
        BitSet slots,
        String slaveof,
        boolean isPaused,
        boolean isForced,
        List<Gossip> gossip,
        String about,
        long config,
        BitSet owned) {
    static final int HEADER = 2256;

    private static final String[] TYPES = {
        "ping", "pong", "meet", "fail", "publish", "auth-req", "auth-ack", "update", "mfstart", "module", "publishshard"
    };
    private static final int ID = 40;
    private static final int SLOTS = 2048;
    private static final int GOSSIP = 104;
    private static final int PFAIL = 4;
    private static final int FAIL = 8;

    /**
     * Holds what a message says of another node.
     *
     * @param isSuspect whether the sender takes it for failing, PFAIL or FAIL
     */
    record Gossip(String id, boolean isSuspect) {}

    /** Reads a whole message. */
    static BusMessage read(ByteBuffer bytes) {
        int number = bytes.getShort(12);
        String type = number >= 0 && number < TYPES.length ? TYPES[number] : "unknown";
        List<Gossip> gossip = new ArrayList<>();
        String about = "";
        long config = 0;
        BitSet owned = new BitSet();
        switch (type) {
            case "ping", "pong", "meet" -> {
                for (int i = 0; i < bytes.getShort(14); i++) {
                    int at = HEADER + i * GOSSIP;
                    gossip.add(new Gossip(text(bytes, at), (bytes.getShort(at + 98) & (PFAIL | FAIL)) != 0));
                }
            }
            case "fail" -> about = text(bytes, HEADER);
            case "update" -> {
                config = bytes.getLong(HEADER);
                about = text(bytes, HEADER + 8);
                owned = bits(bytes, HEADER + 8 + ID);
            }
            default -> {
                about = ""; // the header says all
            }
        }
        int flags = bytes.get(2253);
        return new BusMessage(
                type,
                bytes.getInt(4),
                text(bytes, 40),
                bytes.getLong(16),
                bytes.getLong(24),
                bits(bytes, 80),
                text(bytes, 2128),
                (flags & 1) != 0,
                (flags & 2) != 0,
                gossip,
                about,
                config,
                owned);
    }

    private static String text(ByteBuffer bytes, int at) {
        byte[] text = new byte[ID];
        bytes.get(at, text);
        return text[0] == 0 ? "" : new String(text, StandardCharsets.US_ASCII);
    }

    private static BitSet bits(ByteBuffer bytes, int at) {
        byte[] bits = new byte[SLOTS];
        bytes.get(at, bits);
        return BitSet.valueOf(bits);
    }

    boolean isPing() {
        return type.equals("ping") || type.equals("pong") || type.equals("meet");
    }
}
