package dev.lockstep.redis.replication;

/** Tells how far a master is that hands over to a replica, in the words of {@code INFO replication}. */
public enum FailoverState {
    NO_FAILOVER("no-failover"),
    WAITING_FOR_SYNC("waiting-for-sync"),
    FAILOVER_IN_PROGRESS("failover-in-progress");

    private final String name;

    FailoverState(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
