package dev.lockstep.checker.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usual {@link Difference}, found without listing it: sets of which the one is a later version of the other, and sequences to which
 * something was appended, or of which the head was taken; or functions to such.
 */
final class Growing {
    private static final int MAX_DEPTH = 3;
    private static final int MOST = Integer.SIZE;

    private final Listed added;
    private final Listed removed;

    /** What an event lists, each once. */
    private static final class Listed {
        private final @Nullable List<Object> elements;
        private int found;

        Listed(@Nullable List<Object> elements) {
            this.elements = elements;
        }

        /** Whether the element is listed, and was not found as often before. */
        boolean finds(Object element) {
            if (elements == null) {
                return true;
            }
            for (int i = 0; i < elements.size(); i++) {
                if ((found & 1 << i) == 0 && elements.get(i).equals(element)) {
                    found |= 1 << i;
                    return true;
                }
            }
            return false;
        }

        boolean isMuch() {
            return elements != null && elements.size() > MOST;
        }

        boolean isAll() {
            return elements == null || Integer.bitCount(found) == elements.size();
        }
    }

    private Growing(Listed added, Listed removed) {
        this.added = added;
        this.removed = removed;
    }

    /** As {@link Difference#is}, if it is of this kind; false: it is another, or not that difference. */
    static boolean is(Object before, Object after, @Nullable List<Object> adds, @Nullable List<Object> removes) {
        int depth = 0;
        for (Object value = after; value instanceof Fun function; value = function.get(0)) {
            depth++;
        }
        Growing growing = new Growing(new Listed(adds), new Listed(removes));
        return depth <= MAX_DEPTH
                && !growing.added.isMuch()
                && !growing.removed.isMuch()
                && growing.walk(before, after, depth)
                && growing.added.isAll()
                && growing.removed.isAll();
    }

    /** Goes through collections below that many functions. */
    private boolean walk(Object before, Object after, int depth) {
        if (before == after) {
            return Difference.isChannel(after, depth);
        }
        if (depth > 0) {
            if (!(before instanceof Fun old) || !(after instanceof Fun current) || old.keys() != current.keys()) {
                return false;
            }
            for (int i = 0; i < current.keys().size(); i++) {
                if (!walk(old.get(i), current.get(i), depth - 1)) {
                    return false;
                }
            }
            return true;
        }
        return before instanceof FiniteSet a && after instanceof FiniteSet b && set(a, b)
                || before instanceof Seq s && after instanceof Seq t && sequence(s, t);
    }

    private boolean set(FiniteSet before, FiniteSet after) {
        if (!before.isVersionOf(after)) {
            return false;
        }
        for (int i = before.size(); i < after.size(); i++) {
            if (!added.finds(after.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean sequence(Seq before, Seq after) {
        int taken = 0;
        if (!after.begins(before, 0)) {
            taken = 1;
            if (before.length() == 0 || !after.begins(before, 1) || !removed.finds(before.get(0))) {
                return false;
            }
        }
        for (int i = before.length() - taken; i < after.length(); i++) {
            if (!added.finds(after.get(i))) {
                return false;
            }
        }
        return true;
    }
}
