package dev.lockstep.cap;

/**
 * Describes a write of a node's client, which the primary of a {@link TConnectedRegister} may not have ordered yet.
 *
 * @param number its number among the operations of its node
 * @param value what it writes
 */
public record Write(int number, String value) {}
