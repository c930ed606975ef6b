package dev.lockstep.recorder;

import dev.lockstep.recorder.CoreType.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads what a mapping file says of a class. */
final class MappedType {
    private MappedType() {}

    /**
     * Returns the type of the class.
     *
     * @param loader the loader of the class that the mapping describes: this one, or one above it
     * @throws IllegalStateException the mapping names a variable twice
     */
    static CoreType read(Class<?> type, Mapped mapped, ClassLoader loader) {
        List<Observed> variables = new ArrayList<>();
        for (Mapped.Reading variable : mapped.variables()) {
            variables.add(observed(variable));
        }
        Observed self = observed(mapped.self());
        return new CoreType(
                type,
                mapped.spec(),
                self,
                mapped.parameter(),
                List.copyOf(variables),
                List.of(),
                CoreType.once(() -> checkWoven(loader, mapped)));
    }

    private static Observed observed(Mapped.Reading reading) {
        String where = reading.path() + " (" + reading.where() + ")";
        Function<Object, Object> read = core -> {
            try {
                return Probe.value(core, reading.path());
            } catch (IllegalStateException e) {
                throw new IllegalStateException(reading.where() + ": " + e.getMessage(), e);
            }
        };
        return new Observed(reading.name(), where, read, false);
    }

    /** Loads the classes that have actions, and checks that the weaver has seen them. */
    private static void checkWoven(ClassLoader loader, Mapped mapped) {
        for (Mapped.Methods methods : mapped.actions()) {
            Woven woven;
            try {
                woven = Class.forName(methods.type(), false, loader).getDeclaredAnnotation(Woven.class);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(methods.where() + ": no class " + methods.type(), e);
            }
            int actual = woven == null ? 0 : woven.actions();
            if (actual != methods.count()) {
                throw new IllegalStateException(methods.where() + ": " + methods.type() + " has " + methods.count()
                        + " actions, " + actual + " woven, so its calls would not be recorded. "
                        + CoreType.remedy(methods.type()));
            }
        }
    }
}
