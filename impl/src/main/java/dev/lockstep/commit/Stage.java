package dev.lockstep.commit;

/** Tells what the coordinator is doing about the transaction; forgotten: it knows nothing of it any more. */
public enum Stage {
    IDLE("idle"),
    COLLECTING("collecting"),
    COMMITTING("committing"),
    COMMITTED("committed"),
    FORGOTTEN("forgotten"),
    DOWN("down");

    private final String name;

    Stage(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
