package dev.lockstep.recorder;

import dev.lockstep.annotations.Grown;
import java.util.List;

/** How a list became another: elements were taken from its head, and others put behind its end. */
record Shift(List<?> taken, List<?> put) {
    /** The one that takes the fewest: all of them, if nothing else will do. */
    static Shift between(List<?> before, List<?> after) {
        if (before == after) {
            return new Shift(List.of(), List.of());
        }
        if (after instanceof Grown grown && grown.grewOutOf(before)) {
            return new Shift(List.of(), after.subList(before.size(), after.size()));
        }
        int taken = 0;
        while (!continues(before.subList(taken, before.size()), after)) {
            taken++;
        }
        return new Shift(before.subList(0, taken), after.subList(before.size() - taken, after.size()));
    }

    /** Whether the list begins with these. Mostly they are the very same objects. */
    private static boolean continues(List<?> rest, List<?> list) {
        if (rest.size() > list.size()) {
            return false;
        }
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i) != list.get(i) && !rest.get(i).equals(list.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean isNone() {
        return taken.isEmpty() && put.isEmpty();
    }
}
