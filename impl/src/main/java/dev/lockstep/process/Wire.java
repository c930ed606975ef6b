package dev.lockstep.process;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Messages as bytes. */
public interface Wire<M> {
    /** What {@link #read} reads. */
    void write(M message, DataOutput out) throws IOException;

    /** @throws IOException the bytes are no message */
    M read(DataInput in) throws IOException;
}
