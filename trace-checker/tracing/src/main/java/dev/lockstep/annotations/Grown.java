package dev.lockstep.annotations;

import java.util.List;

/**
 * Knows which list it grew out of. In a {@link Variable} of which the changes are written it need not be compared with what it was element
 * by element, which takes longer with each element.
 */
public interface Grown {
    /**
     * Returns true only if the other's elements are this list's first, the very same objects. It returns false also if it does not know.
     */
    boolean grewOutOf(List<?> other);
}
