package dev.lockstep.storage;

import java.io.IOException;

/** Represents the file layer: the files of one folder, on a disk that fails independently of others. */
public interface Disk {
    boolean exists(String name);

    /** Creates an empty file, or empties the file of that name. */
    DiskFile create(String name) throws IOException;

    /** Opens a file that exists. */
    DiskFile open(String name) throws IOException;

    /**
     * Renames a closed file, and replaces a file of the new name. Whatever crashes, the renaming is done wholly or not at all; on return it
     * is durable.
     */
    void rename(String from, String to) throws IOException;

    /** Returns where the file is, for messages. */
    String path(String name);
}
