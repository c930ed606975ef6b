package dev.lockstep.run;

/** Tells what travels over a transport that knows nothing of packets. */
sealed interface Frame {
    /** Holds a packet as its wire writes it. */
    record Bytes(byte[] bytes) implements Frame {}
}
