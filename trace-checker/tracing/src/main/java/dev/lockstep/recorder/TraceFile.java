package dev.lockstep.recorder;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a file of whole lines. Lines are handed to the operating system at once, so that a crash of the process cuts at most those that
 * are being written. After a failure nothing more is written.
 */
final class TraceFile implements Closeable {
    private final Path path;
    private final OutputStream out;
    private Throwable failure;

    /**
     * Creates or replaces a file. It is compressed if its name ends in {@code .gz}. A crash then leaves no trailer, which readers report.
     */
    TraceFile(Path path) throws IOException {
        this.path = path;
        // Not a channel: those are closed when the writing thread is interrupted.
        OutputStream file = new FileOutputStream(path.toFile());
        try {
            out = path.getFileName().toString().endsWith(".gz") ? new GZIPOutputStream(file, 8192, true) : file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Continues a file after this many bytes, and drops the rest. */
    TraceFile(Path path, long length) throws IOException {
        this.path = path;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
        out = new FileOutputStream(path.toFile(), true);
    }

    /** Makes a file that writes to a given stream: tests use it to make writing fail. */
    TraceFile(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /**
     * Writes lines.
     *
     * @throws UncheckedIOException one of these lines, or an earlier one, could not be written
     */
    void write(Text lines) {
        check();
        try {
            lines.writeTo(out);
            out.flush();
        } catch (IOException e) {
            failure = e;
            check();
        }
    }

    /**
     * Tells that an event happened that is not in the file: nothing may follow the gap. The last line says so, {@code
     * {"incomplete":"why"}}, so that nobody takes the earlier lines for the whole trace.
     */
    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
            try {
                new Text()
                        .plain("{\"incomplete\":")
                        .string(String.valueOf(cause.getMessage()))
                        .plain("}\n")
                        .writeTo(out);
                out.flush();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    void check() {
        if (failure != null) {
            throw new UncheckedIOException(incomplete());
        }
    }

    private IOException incomplete() {
        return new IOException("the trace " + path + " is incomplete: " + failure.getMessage(), failure);
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            fail(e);
        }
        if (failure != null) {
            throw incomplete();
        }
    }
}
