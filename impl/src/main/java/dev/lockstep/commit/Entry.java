package dev.lockstep.commit;

/** Names the latest entry of a participant's log, on disk. Prepared and committed hold the intentions. */
public enum Entry {
    NONE("none"),
    PREPARED("prepared"),
    COMMITTED("committed"),
    DONE("done"),
    ABORTED("aborted");

    private final String name;

    Entry(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
