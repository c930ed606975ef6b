package dev.lockstep.recorder;

import dev.lockstep.annotations.Grown;
import java.util.List;

/** Describes the change from one list to another. Elements were taken from its head, and others were put behind its end. */
record Shift(List<?> taken, List<?> put) {
    /** Returns the change that takes the fewest elements. If nothing else will do, it takes all of them. */
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

    /** Returns whether the list begins with these elements. Mostly they are the same objects. */
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
