package dev.lockstep.paxos.node;

import dev.lockstep.paxos.Message;

/**
 * What nodes send each other.
 *
 * @param register its name: the instance of Paxos
 */
public record Packet(String register, Message message) {}
