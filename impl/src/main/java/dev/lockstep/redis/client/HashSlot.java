package dev.lockstep.redis.client;

import java.nio.charset.StandardCharsets;

/** Tells the hash slot of a key. It is CRC16 of the key, or of its hash tag, modulo 16384 (Redis cluster specification, "Key distribution model"). */
public final class HashSlot {
    /** So many slots are there. */
    public static final int COUNT = 16384;

    private static final int POLYNOMIAL = 0x1021;
    private static final int TOP = 0x8000;
    private static final int MASK = 0xffff;

    private HashSlot() {}

    /** Returns the slot of a key, 0 to 16383. */
    public static int of(String key) {
        return crc16(hashed(key).getBytes(StandardCharsets.UTF_8)) % COUNT;
    }

    /** Returns what of the key is hashed. It is what is between the first brace and the next closing one, if that is not empty. */
    static String hashed(String key) {
        int open = key.indexOf('{');
        int close = open < 0 ? -1 : key.indexOf('}', open);
        return close > open + 1 ? key.substring(open + 1, close) : key;
    }

    /** Computes CRC16 as XMODEM does: polynomial 1021, no reflection, begun with 0. */
    static int crc16(byte[] bytes) {
        int crc = 0;
        for (byte each : bytes) {
            crc ^= (each & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & TOP) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            crc &= MASK;
        }
        return crc;
    }
}
