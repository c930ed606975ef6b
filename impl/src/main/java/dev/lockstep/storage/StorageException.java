package dev.lockstep.storage;

/**
 * Stable storage cannot go on, or refuses to open; the message says which file and why. The operation may or may not have happened. The
 * owner must stop, as if it had crashed, and open the storage again.
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
