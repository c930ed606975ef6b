package dev.lockstep.flink;

/** Says that a spec is another one than that by which the saved states were computed. */
public final class ChangedSpecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names both specs.
     *
     * @param saved the digest of the spec that the states are of
     * @param now the digest of the spec as it is
     */
    ChangedSpecException(String trace, String spec, String saved, String now) {
        super(trace + ": the saved states are of another spec " + spec + ": its modules, its config or its constants"
                + " have changed (digest " + saved + " then, " + now + " now). Restore the spec, or begin"
                + " anew without the savepoint.");
    }
}
