package dev.lockstep.redis.replication;

/** Tells what a server keeps on its disk, and when; written as the spec writes it. */
public enum Persistence {
    /** It keeps nothing. */
    NO("no"),
    /** It keeps a snapshot: the latest that it was told to save, or has been sent. */
    RDB("rdb"),
    /** It keeps a log, written now and then. */
    EVERYSEC("everysec"),
    /** It keeps a log with every write of which anybody has heard. */
    ALWAYS("always");

    private final String name;

    Persistence(String name) {
        this.name = name;
    }

    public boolean hasLog() {
        return this == EVERYSEC || this == ALWAYS;
    }

    @Override
    public String toString() {
        return name;
    }
}
