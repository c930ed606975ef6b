package dev.lockstep.checker.value;

/** A model value: equal to itself, and to nothing else. One object for each name of a spec. */
public final class Model {
    private final String name;

    public Model(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Of a type, as {@code A_x} is of type {@code A}: not comparable with values that are no model values of that type. */
    boolean isTyped() {
        return name.length() > 2 && name.charAt(1) == '_';
    }

    @Override
    public String toString() {
        return name;
    }
}
