package dev.lockstep.multipaxos;

/** Tells what a leader is doing about its ballot; written as the spec writes it. */
public enum Phase {
    IDLE("idle"),
    NUMBERING("numbering"),
    PREPARING("preparing"),
    LEADING("leading");

    private final String name;

    Phase(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
