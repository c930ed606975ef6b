package dev.lockstep.run;

import java.util.Set;

/** Takes what members somebody wants a run to have. */
interface Memberships {
    /**
     * Tells that somebody wants these to be the members.
     *
     * @throws UnsupportedOperationException the members cannot be changed
     */
    default void wanted(Set<String> members) {
        throw new UnsupportedOperationException("the members cannot be changed");
    }
}
