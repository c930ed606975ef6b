package dev.lockstep.run;

/** What travels over a transport that knows nothing of packets. */
sealed interface Frame {
    /** A packet as its wire writes it. */
    record Bytes(byte[] bytes) implements Frame {}
}
