package dev.lockstep.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Holds the header of each file: magic number, version of the format, layout, copy, CRC32C. It never changes. */
record FileHeader(int format, Layout layout, Copy copy) {
    static final int SIZE = 512;
    static final int FORMAT = 1;
    private static final long MAGIC = 0x4c4f434b53544550L; // LOCKSTEP
    private static final int CHECKED = SIZE - 4;

    byte[] encode() {
        byte[] name = layout.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(SIZE);
        buffer.putLong(MAGIC).putInt(format).putInt(copy.ordinal());
        buffer.putInt(layout.pages()).putInt(layout.pageSize());
        buffer.putInt(name.length).put(name);
        buffer.putInt(CHECKED, checksum(buffer.array()));
        return buffer.array();
    }

    /**
     * Reads a header. The result is empty if the bytes are no header, or a bad one.
     *
     * @throws StorageException the header is good and of a later format
     */
    static Optional<FileHeader> decode(byte[] bytes, String path) {
        if (bytes.length != SIZE) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong() != MAGIC || buffer.getInt(CHECKED) != checksum(bytes)) {
            return Optional.empty();
        }
        int format = buffer.getInt();
        if (format != FORMAT) {
            throw new StorageException(path + " has format " + format + "; this program reads format " + FORMAT);
        }
        Copy copy = Copy.values()[buffer.getInt()];
        int pages = buffer.getInt();
        int pageSize = buffer.getInt();
        byte[] name = new byte[buffer.getInt()];
        buffer.get(name);
        return Optional.of(
                new FileHeader(format, new Layout(new String(name, StandardCharsets.UTF_8), pages, pageSize), copy));
    }

    private static int checksum(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, CHECKED);
        return (int) crc.getValue();
    }
}
