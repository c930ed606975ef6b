package dev.lockstep.commit.node;

import java.io.IOException;

/** Stable storage: pages that survive crashes. */
public interface Pages {
    /** How many there are, numbered from 0. */
    int count();

    /** Bytes that a page holds, at most. */
    int capacity();

    /** Empty: it was never written. */
    byte[] read(int page) throws IOException;

    /**
     * Returns when the page is durable. A crash meanwhile leaves the old contents or the new.
     *
     * @throws IOException it is not known what the page holds: the process must stop
     */
    void write(int page, byte[] contents) throws IOException;
}
