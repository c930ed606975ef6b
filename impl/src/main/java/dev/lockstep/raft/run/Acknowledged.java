package dev.lockstep.raft.run;

import dev.lockstep.raft.node.RaftNode.Position;

/**
 * Tells what a client of a simulated run is told: its command is in the log.
 *
 * @param position where it is
 */
record Acknowledged(String command, Position position) {}
