package dev.lockstep.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** {@link StableRecords} whose values write and read themselves. */
public final class Records {
    /** Something that writes itself. */
    public interface Contents {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private final StableStorage storage;
    private final StableRecords records;

    /** @throws StorageException the storage cannot be read, or holds something else */
    public Records(StableStorage storage) {
        this.storage = storage;
        this.records = new StableRecords(storage);
    }

    public Set<String> names() {
        return records.names();
    }

    public DataInputStream read(String name) {
        return new DataInputStream(new ByteArrayInputStream(records.get(name).orElseThrow()));
    }

    /** Whether there is room for so many records more. */
    public boolean hasRoom(int more) {
        return storage.layout().pages() - records.names().size() >= more;
    }

    public boolean fits(String name, Contents contents) {
        int header = 2 + name.getBytes(StandardCharsets.UTF_8).length;
        return header + bytes(contents).length <= storage.layout().capacity();
    }

    /**
     * Returns when the record is durable.
     *
     * @throws StorageException the process must stop: the record is as before, or has the new value
     */
    public void write(String name, Contents contents) {
        records.put(name, bytes(contents));
    }

    /** Returns when the record is durably gone. */
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
