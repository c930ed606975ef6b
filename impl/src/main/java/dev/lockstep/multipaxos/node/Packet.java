package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.Message;

/** What nodes send each other about one log. */
public sealed interface Packet {
    String log();

    /** A message of the protocol. */
    record Carried(String log, Message message) implements Packet {}

    /** A client's command, passed on to the node that seems to lead. */
    record Request(String log, String command) implements Packet {}
}
