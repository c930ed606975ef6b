package dev.lockstep.redis.replication;

/** Tells what becomes of the log of writes: {@code aof_state}; written as the spec writes it. */
public enum AofState {
    /** There is none. */
    OFF("off"),
    /** It is written. */
    ON("on"),
    /** It is rewritten in the background, and until that is done the old one is on disk. */
    WAIT_REWRITE("wait_rewrite");

    private final String name;

    AofState(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
