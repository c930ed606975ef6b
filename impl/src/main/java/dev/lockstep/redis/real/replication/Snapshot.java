package dev.lockstep.redis.real.replication;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Passes over the snapshot that a master sends before its stream. It has a length, or ends with a mark that it begins with. */
final class Snapshot {
    private static final String MARKED = "$EOF:";

    private final ByteArrayOutputStream come = new ByteArrayOutputStream();

    /** Takes more bytes, and returns those behind the snapshot; null: it is not whole yet. */
    byte @Nullable [] add(byte[] bytes, int count) {
        come.write(bytes, 0, count);
        byte[] all = come.toByteArray();
        int begin = 0;
        while (begin < all.length && all[begin] == '\n') {
            begin++; // so the connection is kept open
        }
        int head = indexOf(all, "\r\n".getBytes(StandardCharsets.US_ASCII), begin);
        if (head < 0) {
            return null;
        }
        String first = new String(all, begin, head - begin, StandardCharsets.US_ASCII);
        int end;
        if (first.startsWith(MARKED)) {
            byte[] mark = first.substring(MARKED.length()).getBytes(StandardCharsets.US_ASCII);
            int found = indexOf(all, mark, head + 2);
            end = found < 0 ? -1 : found + mark.length;
        } else {
            end = head + 2 + Integer.parseInt(first.substring(1));
        }
        return end < 0 || end > all.length ? null : Arrays.copyOfRange(all, end, all.length);
    }

    private static int indexOf(byte[] all, byte[] part, int from) {
        for (int i = from; i + part.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        return -1;
    }
}
