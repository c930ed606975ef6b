package dev.lockstep.storage;

/**
 * Stable storage cannot go on, or refuses to open; the message says which file and why. What was asked for may or may not have happened:
 * its owner must stop, as if it had crashed, and open it again.
 */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
