package dev.lockstep.storage.faulty;

/** The power has failed; nothing works before {@link FaultyDisk#restart}. */
public final class PowerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PowerFailure(String message) {
        super(message);
    }
}
