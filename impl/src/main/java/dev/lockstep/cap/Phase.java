package dev.lockstep.cap;

/** Tells where a node of {@link QuorumRegister} is with its client's operation; written as the spec writes it. */
public enum Phase {
    IDLE("idle"),
    QUERY("query"),
    STORE("store");

    private final String name;

    Phase(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
