package dev.lockstep.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Encodes a page for a disk, and decodes it. A page is a magic number, the CRC32C of all that follows, the version, the numbers of the page
 * and of the copy, the length of the value, the value, and zeros. All integers are big-endian.
 */
final class PageFormat {
    static final int OVERHEAD = 4 + 4 + 8 + 4 + 4 + 4;
    private static final int MAGIC = 0x4c535047; // LSPG
    private static final int CHECKED = 8;

    private PageFormat() {}

    static byte[] encode(Content content, int page, Copy copy, int pageSize) {
        byte[] value = content.value().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer buffer = ByteBuffer.allocate(pageSize);
        buffer.putInt(MAGIC).putInt(0);
        buffer.putLong(content.version()).putInt(page).putInt(copy.ordinal());
        buffer.putInt(value.length).put(value);
        buffer.putInt(4, checksum(buffer.array()));
        return buffer.array();
    }

    /**
     * Decodes a copy of a page. The result is {@link Content#BAD} unless the bytes are exactly what {@link #encode} makes of some content
     * for this page and copy.
     */
    static Content decode(byte[] bytes, int page, Copy copy, int pageSize) {
        if (bytes.length != pageSize) {
            return Content.BAD;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt() != MAGIC || buffer.getInt() != checksum(bytes)) {
            return Content.BAD;
        }
        long version = buffer.getLong();
        boolean misplaced = buffer.getInt() != page || buffer.getInt() != copy.ordinal();
        int length = buffer.getInt();
        if (version < 1 || misplaced || length < 0 || length > buffer.remaining()) {
            return Content.BAD;
        }
        return new Content(version, new String(bytes, buffer.position(), length, StandardCharsets.ISO_8859_1));
    }

    private static int checksum(byte[] page) {
        CRC32C crc = new CRC32C();
        crc.update(page, CHECKED, page.length - CHECKED);
        return (int) crc.getValue();
    }
}
