package dev.lockstep.net;

import tools.jackson.databind.JsonNode;

/**
 * What goes over a connection, each frame JSON behind its length in four bytes. The process that connects introduces itself and then
 * sends messages; the other one answers, and acknowledges.
 */
sealed interface Frame {
    /** The version of this protocol of frames. */
    int VERSION = 1;

    /**
     * First frame of the connecting process.
     *
     * @param cluster which group of processes, running which protocol
     * @param incarnation differs when the process was started anew, and so has lost the messages that were acknowledged to it
     */
    record Hello(int version, String cluster, String from, String to, String incarnation) implements Frame {}

    /** Answer to a hello: messages up to this number have arrived, go on behind it. */
    record Welcome(String incarnation, long received) implements Frame {}

    /** Last frame before the connection is closed. */
    record Refused(String reason) implements Frame {}

    /** The how-manieth message from this process to that, from 1; time is that of the sender's recorder. */
    record Data(long number, long time, JsonNode message) implements Frame {}

    /** All messages up to this number have arrived. */
    record Ack(long received) implements Frame {}
}
