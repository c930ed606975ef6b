package dev.lockstep.redis.replication;

/** Tells where a replica is with its master: {@code repl_state}; written as the spec writes it. */
public enum Link {
    /** The server is a master. */
    NONE("none"),
    /** It is to connect. */
    CONNECT("connect"),
    /** It has asked to go on. */
    SYNC("sync"),
    /** The master has answered. */
    CONNECTED("connected");

    private final String name;

    Link(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
