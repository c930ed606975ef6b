package dev.lockstep.net;

import tools.jackson.databind.JsonNode;

/**
 * Tells what goes over a connection. Each frame is JSON behind its length in four bytes. The process that connects introduces itself and
 * then sends messages; the other one answers, and acknowledges.
 */
sealed interface Frame {
    /** The version of this protocol of frames. */
    int VERSION = 1;

    /**
     * Opens a connection: the first frame, from the process that connects.
     *
     * @param cluster the group of processes and the protocol that they run
     * @param incarnation a name that changes when the process is started anew, which loses the messages that were acknowledged to it
     */
    record Hello(int version, String cluster, String from, String to, String incarnation) implements Frame {}

    /** Answers a hello. Messages up to this number have arrived, and the sender goes on behind it. */
    record Welcome(String incarnation, long received) implements Frame {}

    /** Closes a connection: the last frame. */
    record Refused(String reason) implements Frame {}

    /**
     * Carries a message. Its number counts the messages from this process to the other, from 1; its time is that of the sender's recorder.
     */
    record Data(long number, long time, JsonNode message) implements Frame {}

    /** Acknowledges that all messages up to this number have arrived. */
    record Ack(long received) implements Frame {}
}
