package dev.lockstep.redis.replication;

/**
 * Describes a client that has written, and waits for replicas.
 *
 * @param value what it has written
 * @param offset what a replica must have acknowledged to count
 */
public record Waiting(String value, int offset) {}
