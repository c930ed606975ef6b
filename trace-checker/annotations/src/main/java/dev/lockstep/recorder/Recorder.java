package dev.lockstep.recorder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Contract only; see the recorder's work item. */
public final class Recorder implements Closeable {
    public static Recorder open(Path file, Header header) throws IOException {
        throw new IOException("not yet");
    }

    public void attach(Object core) {}

    public void detach(Object core) {}

    public long clock() {
        return 0;
    }

    public void witness(long clock) {}

    @Override
    public void close() throws IOException {}
}
