package dev.lockstep.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the records of a journal for a disk, and reads them. A record is a magic number, the CRC32C of the journal's name and of all that
 * follows, the number of the record in the file from 1, the length of the content, the content, and zeros up to a whole sector. All
 * integers are big-endian.
 */
final class JournalFormat {
    private static final int SECTOR = 512;
    private static final int MAGIC = 0x4c534a31; // LSJ1
    private static final int CHECKED = 8;
    private static final int HEADER = CHECKED + 8 + 4;

    private JournalFormat() {}

    /** Returns the number of bytes on the disk that a record takes whose content has this many bytes. */
    static long length(int content) {
        return ((long) HEADER + content + SECTOR - 1) / SECTOR * SECTOR;
    }

    static byte[] encode(String name, long number, byte[] content) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length(content.length)));
        buffer.putInt(MAGIC).putInt(0);
        buffer.putLong(number).putInt(content.length).put(content);
        buffer.putInt(4, checksum(name, buffer.array(), 0, buffer.capacity()));
        return buffer.array();
    }

    private static int checksum(String name, byte[] bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, start + CHECKED, length - CHECKED);
        return (int) crc.getValue();
    }

    /** Reads a file from its beginning. */
    static final class Cursor {
        private final String name;
        private final byte[] file;
        private int position;
        private long number = 1;

        Cursor(String name, byte[] file) {
            this.name = name;
            this.file = file;
        }

        /** Returns the position of the next record, whether it exists or not. */
        int position() {
            return position;
        }

        /** Returns the number of the next record. */
        long number() {
            return number;
        }

        /** Returns the content of the next record; null if it is bad or the file is over. */
        byte @Nullable [] next() {
            if (numberAt(position).orElse(0) != number) {
                return null;
            }
            byte[] content =
                    new byte[ByteBuffer.wrap(file, position + HEADER - 4, 4).getInt()];
            System.arraycopy(file, position + HEADER, content, 0, content.length);
            position += Math.toIntExact(length(content.length));
            number++;
            return content;
        }

        /** Returns the number of a good record behind the next one, which is bad; empty if there is none. */
        OptionalLong later() {
            for (int p = position + SECTOR; p < file.length; p += SECTOR) {
                OptionalLong found = numberAt(p);
                if (found.isPresent() && found.getAsLong() > number) {
                    return found;
                }
            }
            return OptionalLong.empty();
        }

        private OptionalLong numberAt(int start) {
            if (file.length - start < SECTOR) {
                return OptionalLong.empty();
            }
            ByteBuffer header = ByteBuffer.wrap(file, start, HEADER);
            int magic = header.getInt();
            int checksum = header.getInt();
            long found = header.getLong();
            int content = header.getInt();
            if (magic != MAGIC || content < 0 || length(content) > file.length - start) {
                return OptionalLong.empty();
            }
            return checksum == checksum(name, file, start, (int) length(content))
                    ? OptionalLong.of(found)
                    : OptionalLong.empty();
        }
    }
}
