package dev.lockstep.commit;

/** Tells what the coordinator has told its client. */
public enum Outcome {
    NONE("none"),
    COMMIT("commit"),
    ABORT("abort");

    private final String name;

    Outcome(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
