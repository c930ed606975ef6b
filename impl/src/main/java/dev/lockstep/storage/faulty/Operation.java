package dev.lockstep.storage.faulty;

/** Describes a physical step that is about to be taken on a file. The position and the length are 0 where they mean nothing. */
public record Operation(Kind kind, String disk, String file, long position, int length) {
    public enum Kind {
        CREATE,
        RENAME,
        READ,
        WRITE,
        SYNC
    }
}
