package dev.lockstep.storage;

import java.io.Closeable;
import java.io.IOException;

/** An open file of a {@link Disk}. */
public interface DiskFile extends Closeable {
    /** So many bytes from there on; fewer where the file ends. */
    byte[] read(long position, int length) throws IOException;

    /**
     * Writes all bytes there; until a {@link #sync} a crash leaves any part of them. The file grows if needed.
     *
     * @throws IOException some of them may have been written
     */
    void write(long position, byte[] bytes) throws IOException;

    /**
     * Forces all that has been written to the disk.
     *
     * @throws IOException nothing is known of what was written since the last sync, and a later sync that succeeds says nothing of it
     */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
