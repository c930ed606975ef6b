package dev.lockstep.redis.replication;

import java.util.Optional;

/**
 * Holds what survives a crash of a server. Only the first is a file of Redis. The second is in its configuration; the rest keeps apart what
 * Redis keeps apart by random names and by TCP.
 *
 * @param disk the snapshot or the log
 * @param masterHost the configured master; empty: it is one
 * @param connection the number of its latest connection as a replica
 * @param issued how many replication and run ids it has given
 * @param run the number of its present run
 */
public record Stable(OnDisk disk, Optional<String> masterHost, int connection, int issued, int run) {}
