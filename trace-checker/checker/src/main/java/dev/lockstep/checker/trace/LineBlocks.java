package dev.lockstep.checker.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a file into blocks of whole lines, of about 64 KiB each. {@link TraceBlocks} reads them, also in another process. */
public final class LineBlocks implements Closeable {
    private static final int SIZE = 1 << 16;

    private final String file;
    private final boolean isGrowing;
    private final InputStream in;
    private byte[] buffer = new byte[SIZE];
    private int filled;
    private long offset;
    private long lines;
    private boolean isAtEnd;

    /**
     * Begins at the beginning of a file.
     *
     * @param file its name, for messages
     * @param in its bytes; closed with this
     * @param isGrowing whether more may come after what is there, which then is no gzip; otherwise the content says whether it is gzip
     * @throws InvalidInputException the file is neither gzip nor text, but named as the former
     */
    public LineBlocks(String file, InputStream in, boolean isGrowing) throws InvalidInputException {
        this.file = file;
        this.isGrowing = isGrowing;
        this.in = isGrowing ? in : Lines.content(file, in);
    }

    /** Goes on after so many bytes of text, and lines, of which {@link #offset} and {@link #lines} told. */
    public void skip(long bytes, long linesBefore) throws IOException {
        in.skipNBytes(bytes);
        offset = bytes;
        lines = linesBefore;
    }

    /** Returns how many bytes of text have been given. */
    public long offset() {
        return offset;
    }

    /** Returns how many lines have been given. */
    public long lines() {
        return lines;
    }

    /** Returns whether there is nothing more, and will be nothing more. */
    public boolean isAtEnd() {
        return isAtEnd;
    }

    /**
     * Returns the next lines, each with its end; the last one of a file may have none. Null: there are none now.
     *
     * @throws InvalidInputException the file cannot be read further
     */
    public byte @Nullable [] next() throws InvalidInputException {
        while (!isAtEnd) {
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            int count;
            try {
                count = in.read(buffer, filled, buffer.length - filled);
            } catch (IOException e) {
                isAtEnd = true;
                throw Lines.unreadable(file, lines + 1, e);
            }
            if (count <= 0) {
                isAtEnd = !isGrowing;
                return isGrowing || filled == 0 ? null : given(filled);
            }
            filled += count;
            int end = afterLastLine();
            boolean isTooLong = end == 0 && filled > Lines.MAX_LINE;
            if (end > 0 || isTooLong) {
                return given(isTooLong ? filled : end);
            }
        }
        return null;
    }

    private int afterLastLine() {
        int end = filled;
        while (end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private byte[] given(int end) {
        byte[] block = Arrays.copyOf(buffer, end);
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        filled -= end;
        offset += end;
        for (byte each : block) {
            lines += each == '\n' ? 1 : 0;
        }
        lines += block[end - 1] == '\n' ? 0 : 1;
        return block;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
