package dev.lockstep.net;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes messages as bytes, and reads them. */
public interface Wire<M> {
    /** Writes a message so that {@link #read} can read it. */
    void write(M message, DataOutput out) throws IOException;

    /**
     * Reads a message.
     *
     * @throws IOException the bytes are no message
     */
    M read(DataInput in) throws IOException;
}
