package dev.lockstep.mutex;

/** Tells where a process stands with the resource; written as the spec writes it. */
public enum Phase {
    IDLE("idle"),
    WAITING("waiting"),
    HOLDING("holding");

    private final String name;

    Phase(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
