package dev.lockstep.evaluator.value;

/** Represents a model value, which equals itself and nothing else. One object for each name of a spec. */
public final class Model {
    private static final long OF_MODEL_VALUE = 0x2127599BF4325C37L;

    private final String name;
    private final long fingerprint;

    public Model(String name) {
        this.name = name;
        this.fingerprint = Fingerprint.ofText(name, OF_MODEL_VALUE);
    }

    long fingerprint() {
        return fingerprint;
    }

    public String name() {
        return name;
    }

    /**
     * Returns the type of a model value, as {@code A} for {@code A_x}; 0 for other values. Model values of a type are not comparable with
     * what is no model value of that type.
     */
    public static char type(Object value) {
        return value instanceof Model model && model.name.length() > 2 && model.name.charAt(1) == '_'
                ? model.name.charAt(0)
                : 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
