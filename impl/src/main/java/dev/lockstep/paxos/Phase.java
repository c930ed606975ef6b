package dev.lockstep.paxos;

/** Tells what a proposer is doing about its ballot; written as the spec writes it. */
public enum Phase {
    IDLE("idle"),
    NUMBERING("numbering"),
    PREPARING("preparing"),
    PROPOSING("proposing");

    private final String name;

    Phase(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
