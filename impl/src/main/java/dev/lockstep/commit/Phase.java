package dev.lockstep.commit;

/** Tells what a participant is doing about the transaction; written as the spec writes it. */
public enum Phase {
    WORKING("working"),
    PREPARING("preparing"),
    PREPARED("prepared"),
    COMMITTING("committing"),
    COMMITTED("committed"),
    DONE("done"),
    ABORTING("aborting"),
    ABORTED("aborted"),
    DOWN("down");

    private final String name;

    Phase(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
