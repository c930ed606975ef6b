package dev.lockstep.raft.node;

import dev.lockstep.raft.Message;

/**
 * What servers send each other.
 *
 * @param content of the state machine, if the message is a snapshot; otherwise nothing
 * @param round of heartbeats that the message is part of; an answer has that of what it answers. 0: none
 */
public record Packet(Message message, byte[] content, long round) {
    static final byte[] NOTHING = {};
}
