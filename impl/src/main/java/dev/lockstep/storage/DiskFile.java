package dev.lockstep.storage;

import java.io.Closeable;
import java.io.IOException;

/** Represents an open file of a {@link Disk}. */
public interface DiskFile extends Closeable {
    /** Reads bytes from a position on; the result is shorter where the file ends. */
    byte[] read(long position, int length) throws IOException;

    /**
     * Writes all bytes at a position. Until {@link #sync} succeeds, a crash leaves any part of them. The file grows if needed.
     *
     * @throws IOException some of them may have been written
     */
    void write(long position, byte[] bytes) throws IOException;

    /**
     * Forces all earlier writes to the disk.
     *
     * @throws IOException writes since the last sync may be lost, even if a later sync succeeds
     */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
