package dev.lockstep.redis.real.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads messages of the bus of Redis Cluster out of the bytes of a stream as they come. */
final class BusReader {
    private static final int PREFIX = 8;
    private static final int SIGNATURE = 0x52436d62; // RCmb

    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * Takes the next bytes of the stream, and returns the messages that are whole by now.
     *
     * @throws IllegalArgumentException these are no messages of the bus
     */
    List<BusMessage> read(byte[] more, int count) {
        bytes.write(more, 0, count);
        List<BusMessage> messages = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(bytes.toByteArray());
        while (rest.remaining() >= PREFIX) {
            int start = rest.position();
            int length = rest.getInt(start + 4);
            if (rest.getInt(start) != SIGNATURE || length < PREFIX) {
                throw new IllegalArgumentException(
                        "no message of the bus begins with " + rest.getInt(start) + ", " + length);
            }
            if (rest.remaining() < length) {
                break;
            }
            messages.add(BusMessage.read(rest.slice(start, length)));
            rest.position(start + length);
        }
        bytes = new ByteArrayOutputStream();
        bytes.write(rest.array(), rest.position(), rest.remaining());
        return messages;
    }
}
