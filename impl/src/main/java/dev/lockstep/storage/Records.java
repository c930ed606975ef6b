package dev.lockstep.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Keeps records on {@link StableRecords} that write and read themselves. Each also says how many events the trace of its owner had when it
 * was written. So, if the process was killed, one can tell which of its events had happened for good.
 */
public final class Records {
    /** Represents something that writes itself. */
    public interface Contents {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private final StableStorage storage;
    private final StableRecords records;
    private final LongSupplier events;
    private long traced;

    /** Opens the records of an owner without a trace. */
    public Records(StableStorage storage) {
        this(storage, () -> 0);
    }

    /**
     * Opens the records.
     *
     * @param events returns the number of events in the owner's trace so far
     * @throws StorageException the storage cannot be read, or holds something else
     */
    public Records(StableStorage storage, LongSupplier events) {
        this.storage = storage;
        this.records = new StableRecords(storage);
        this.events = events;
        for (String name : names()) {
            traced = Math.max(
                    traced, ByteBuffer.wrap(records.get(name).orElseThrow()).getLong());
        }
    }

    /** Returns the number of events in the owner's trace when the latest of these records was written. */
    public long traced() {
        return traced;
    }

    public Set<String> names() {
        return records.names();
    }

    public boolean contains(String name) {
        return records.contains(name);
    }

    public DataInputStream read(String name) {
        byte[] bytes = records.get(name).orElseThrow();
        return new DataInputStream(new ByteArrayInputStream(bytes, Long.BYTES, bytes.length - Long.BYTES));
    }

    /** Returns whether there is room for this many more records. */
    public boolean hasRoom(int more) {
        return records.room() >= more;
    }

    public boolean fits(String name, Contents contents) {
        int header = Long.BYTES + 2 + name.getBytes(StandardCharsets.UTF_8).length;
        return header + bytes(contents).length <= storage.layout().capacity();
    }

    /**
     * Writes a record, and returns when it is durable.
     *
     * @throws StorageException the process must stop: the record is as before, or has the new value
     */
    public void write(String name, Contents contents) {
        long written = events.getAsLong();
        records.put(name, bytes(out -> {
            out.writeLong(written);
            contents.writeTo(out);
        }));
        traced = Math.max(traced, written);
    }

    /** Removes a record, and returns when it is durably gone. */
    public void remove(String name) {
        records.remove(name);
    }

    public void close() {
        storage.close();
    }

    private static byte[] bytes(Contents contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            contents.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
