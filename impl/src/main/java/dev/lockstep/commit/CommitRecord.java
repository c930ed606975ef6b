package dev.lockstep.commit;

/** Tells what the coordinator has on disk of the transaction. There is no record of an abort: it is presumed. */
public enum CommitRecord {
    NONE("none"),
    COMMIT("commit");

    private final String name;

    CommitRecord(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
