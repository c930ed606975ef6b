package dev.lockstep.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps, in a file that survives the process, the number of its trace's events whose effects others may have seen. In some specs a step and
 * the write that makes it durable are one action. If a process is killed between the two, it has recorded steps that it never took, as far
 * as anybody can tell. They must be dropped from its trace.
 */
final class Seen implements Closeable {
    private final FileChannel file;
    private long marked;

    /** @param file the file, which is created if it does not exist */
    Seen(Path file) throws IOException {
        this.file =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        ByteBuffer found = ByteBuffer.allocate(Long.BYTES);
        marked = this.file.read(found, 0) == Long.BYTES ? found.getLong(0) : 0;
    }

    long marked() {
        return marked;
    }

    /** Records the number of events that others may see. Call it before a message leaves. */
    void mark(long events) throws IOException {
        if (events > marked) {
            marked = events;
            file.write(ByteBuffer.allocate(Long.BYTES).putLong(0, events), 0);
        }
    }

    /**
     * Drops all events of the trace behind this many.
     *
     * @return the number of events that were dropped
     */
    static long drop(Path trace, long events) throws IOException {
        if (!Files.exists(trace)) {
            return 0;
        }
        long dropped = 0;
        try (RandomAccessFile file = new RandomAccessFile(trace.toFile(), "rw")) {
            byte[] bytes = Files.readAllBytes(trace);
            int lines = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n' && ++lines == events + 1) {
                    file.setLength(i + 1L);
                } else if (bytes[i] == '\n' && lines > events + 1) {
                    dropped++;
                }
            }
        }
        return dropped;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
