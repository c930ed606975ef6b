package dev.lockstep.checker.trace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file that is still being written as a stream of its whole lines. Where there are no more it waits, until the line <code>
 * {"end":true}</code>, or one that begins so, comes or {@link #end} is called; what was then a line without an end is left out. The file
 * may not be there yet.
 */
public final class GrowingFile extends InputStream {
    /** The last line of a trace of which the writer says that it is whole. It may say more, after a comma instead of the brace. */
    static final String END = "{\"end\":true}";

    private static final String END_AND_MORE = "{\"end\":true,";

    /** Waits until a file may have changed. */
    public interface Watch extends AutoCloseable {
        void await() throws IOException, InterruptedException;

        @Override
        void close() throws IOException;

        /** Wakes when the file's folder changes, and now and then: not every file system tells. */
        static Watch of(Path file) throws IOException {
            Path folder = file.toAbsolutePath().getParent();
            WatchService service = folder.getFileSystem().newWatchService();
            folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            return new Watch() {
                @Override
                public void await() throws InterruptedException {
                    WatchKey key = service.poll(200, TimeUnit.MILLISECONDS);
                    if (key != null) {
                        key.pollEvents();
                        key.reset();
                    }
                }

                @Override
                public void close() throws IOException {
                    service.close();
                }
            };
        }
    }

    private final Path file;
    private final Watch watch;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] line = new byte[0];
    private int taken;
    private @Nullable InputStream in;
    private volatile boolean ended;

    /** The last line has come. */
    private boolean isOver;

    public GrowingFile(Path file, Watch watch) {
        this.file = file;
        this.watch = watch;
    }

    /** Ends the stream: what is in the file now is all that will be read. Any thread may call it. */
    public void end() {
        ended = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (taken == line.length && !nextLine()) {
            return -1;
        }
        int count = Math.min(length, line.length - taken);
        System.arraycopy(line, taken, bytes, offset, count);
        taken += count;
        return count;
    }

    private boolean nextLine() throws IOException {
        if (isOver) {
            return false;
        }
        partial.reset();
        while (true) {
            int start = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            if (position < limit) {
                partial.write(buffer, start, ++position - start);
                line = partial.toByteArray();
                taken = 0;
                String text = new String(line, StandardCharsets.UTF_8).strip();
                isOver = text.startsWith(END_AND_MORE);
                return !text.equals(END);
            }
            partial.write(buffer, start, position - start);
            if (!fill()) {
                return false;
            }
        }
    }

    /** Reads more of the file; false: there is no more, and no more comes. */
    private boolean fill() throws IOException {
        while (true) {
            boolean last = ended; // before reading: what was written before the end is read
            if (in == null && Files.exists(file)) {
                in = Files.newInputStream(file);
            }
            int count = in == null ? -1 : in.read(buffer);
            if (count > 0) {
                position = 0;
                limit = count;
                return true;
            }
            if (last) {
                return false;
            }
            try {
                watch.await();
            } catch (InterruptedException e) {
                ended = true;
            }
        }
    }

    @Override
    public void close() throws IOException {
        watch.close();
        if (in != null) {
            in.close();
        }
    }
}
