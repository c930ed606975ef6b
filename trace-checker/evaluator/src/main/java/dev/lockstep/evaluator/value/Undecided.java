package dev.lockstep.evaluator.value;

import org.jspecify.annotations.Nullable;

/** Says that the result may differ from TLC's, or that TLC would have none. TLC itself must be asked. */
public final class Undecided extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private transient @Nullable Object place;

    /** Makes one without a stack trace, since it is no error. */
    public Undecided(String why) {
        super(why, null, false, false);
    }

    /**
     * Says where the spec has what is not decided, unless that is known already: the innermost place counts.
     *
     * @param where its text is the place; it is asked for that only if somebody wants to know
     */
    public Undecided at(Object where) {
        if (place == null) {
            place = where;
        }
        return this;
    }

    /** Names what is not decided: the place, if it is known, and the construct. */
    public String construct() {
        return place == null ? getMessage() : place + ": " + getMessage();
    }
}
