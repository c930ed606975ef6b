package dev.lockstep.cap;

/** Tells what an operation does; written as the spec writes it. */
public enum Kind {
    READ("read"),
    WRITE("write");

    private final String name;

    Kind(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
