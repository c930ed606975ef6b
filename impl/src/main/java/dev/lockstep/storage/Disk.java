package dev.lockstep.storage;

import java.io.IOException;

/** The file layer: the files of one folder, on a disk that fails independently of others. */
public interface Disk {
    boolean exists(String name);

    /** An empty file; one of that name is emptied. */
    DiskFile create(String name) throws IOException;

    /** The file of that name, which exists. */
    DiskFile open(String name) throws IOException;

    /** Renames a closed file: done or not done, whatever crashes, and done for good on return. A file of the new name is replaced. */
    void rename(String from, String to) throws IOException;

    /** For messages: where the file is. */
    String path(String name);
}
