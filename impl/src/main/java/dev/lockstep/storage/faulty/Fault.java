package dev.lockstep.storage.faulty;

/** Names a fault of a physical step. */
public enum Fault {
    NONE,

    /** The power fails: a write that has begun leaves any part of itself, any other step has not happened. */
    POWER_FAILURE,

    /**
     * An error is reported. A write leaves any part of itself. If a sync fails so, the writes since the sync before may be lost: reads show
     * them, and no later sync makes them durable.
     */
    IO_ERROR,

    /** A write finds the disk full when half of it is done. */
    DISK_FULL,

    /** A read is reported as done but gives something else; the next one does not. */
    GARBLED,

    /** A sync is reported as done, but nothing has changed on the disk. */
    LOST,

    /** A sync is reported as done, but only the first eight bytes of each write are on the disk. */
    TORN
}
