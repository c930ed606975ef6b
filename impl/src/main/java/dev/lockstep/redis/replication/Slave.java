package dev.lockstep.redis.replication;

/**
 * Holds what a server knows of one that replicates it, or has.
 *
 * @param connection the latest connection of that replica that was served
 * @param ack the offset that it has acknowledged on it
 * @param online the connection is open, as far as is known here
 */
public record Slave(int connection, int ack, boolean online) {
    static Slave online(int connection) {
        return new Slave(connection, 0, true);
    }

    static Slave offline(int connection) {
        return new Slave(connection, 0, false);
    }
}
