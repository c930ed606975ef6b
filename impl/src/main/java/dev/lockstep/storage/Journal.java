package dev.lockstep.storage;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A write-ahead log keeps records on one disk, in order. A record is durable when {@link #append} returns. After a crash all durable
 * records are there; the record that was being appended is there as a whole, or not at all. {@link #replace} puts one record, a snapshot,
 * in place of all others.
 *
 * <p>Each record begins on a sector of its own, so that a torn write harms no other record: see {@link JournalFormat}. A bad record at the
 * end of the file was not acknowledged, and is cut off. A bad record anywhere else has decayed, and the file is refused. If the last record
 * has decayed, this looks like a torn write: there is one copy only, so the journal is for processes whose peers have others.
 *
 * <p>After any {@link StorageException} the journal refuses all work; its owner stops and opens it again. The journal is used by one
 * thread.
 */
public final class Journal implements Closeable {
    private static final int CHUNK = 1 << 20;

    /**
     * The largest number of zeros that are written behind the last record. A record that goes there does not change the size of the file,
     * so that a sync need not write the size too.
     */
    private static final int MOST_ROOM = 1 << 20;

    private final Disk disk;
    private final String name;
    private DiskFile file;

    /** The position of the next record in the file. */
    private long end;

    private long number;

    /** The size of the file, which has zeros behind the last record. */
    private long size;

    private @Nullable StorageException failure;

    private Journal(Disk disk, String name, DiskFile file, long end, long number, long size) {
        this.disk = disk;
        this.name = name;
        this.file = file;
        this.end = end;
        this.number = number;
        this.size = size;
    }

    /**
     * Opens the journal of a name; if there is none, a new one is made. The name is used for nothing else.
     *
     * @param initial supplies the first record of a new journal
     * @param reader receives all records, from the first
     * @throws StorageException the disk fails, the reader fails, or the file was not written by this class
     */
    public static Journal openOrCreate(Disk disk, String name, Supplier<byte[]> initial, Consumer<byte[]> reader) {
        try {
            if (!disk.exists(file(name))) {
                write(disk, name, initial.get());
            }
            return open(disk, name, reader);
        } catch (StorageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new StorageException("cannot open " + disk.path(file(name)) + ": " + e.getMessage(), e);
        }
    }

    private static String file(String name) {
        return name + ".journal";
    }

    /** Writes a file with this record only, which replaces an existing file once the record is durable. */
    private static void write(Disk disk, String name, byte[] record) throws IOException {
        String unfinished = file(name) + ".new";
        try (DiskFile file = disk.create(unfinished)) {
            file.write(0, JournalFormat.encode(name, 1, record));
            file.sync();
        }
        disk.rename(unfinished, file(name));
    }

    private static Journal open(Disk disk, String name, Consumer<byte[]> reader) throws IOException {
        DiskFile file = disk.open(file(name));
        try {
            byte[] bytes = content(file);
            JournalFormat.Cursor cursor = new JournalFormat.Cursor(name, bytes);
            for (byte[] record = cursor.next(); record != null; record = cursor.next()) {
                reader.accept(record);
            }
            Journal journal = new Journal(disk, name, file, cursor.position(), cursor.number(), bytes.length);
            journal.checkEnd(cursor);
            journal.cut();
            return journal;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static byte[] content(DiskFile file) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] chunk;
        do {
            chunk = file.read(content.size(), CHUNK);
            content.writeBytes(chunk);
        } while (chunk.length == CHUNK);
        return content.toByteArray();
    }

    private void checkEnd(JournalFormat.Cursor cursor) {
        String where = disk.path(file(name)) + ": record " + number + ", at byte " + end + ", is bad";
        if (number == 1) {
            throw new StorageException(where + ": the file is no journal " + name + ", or its beginning has decayed");
        }
        cursor.later().ifPresent(later -> {
            throw new StorageException(
                    where + ", but record " + later
                            + " is there: no torn write, the file has decayed; restore it, or remove this server and add a new one");
        });
    }

    /**
     * Removes what a torn write has left, and makes the records that were read durable. The remains must not stand behind the next record,
     * and the records must be there after the next crash too.
     */
    private void cut() throws IOException {
        for (long position = end; position < size; position += CHUNK) {
            file.write(position, new byte[(int) Math.min(CHUNK, size - position)]);
        }
        file.sync();
    }

    /** Returns the number of bytes that the records take on the disk. */
    public long size() {
        return end;
    }

    /**
     * Appends a record, and returns when it is durable.
     *
     * @throws StorageException the process must stop: the record may be there or not
     */
    public void append(byte[] record) {
        checkUsable();
        byte[] bytes = JournalFormat.encode(name, number, record);
        long after = end + bytes.length;
        int room = after <= size ? 0 : (int) Math.min(after, MOST_ROOM);
        try {
            file.write(end, Arrays.copyOf(bytes, bytes.length + room));
            file.sync();
        } catch (IOException | RuntimeException e) {
            throw fail(e);
        }
        size = Math.max(size, after + room);
        end = after;
        number++;
    }

    /**
     * Replaces all records by this one, and returns when that is durable.
     *
     * @throws StorageException the process must stop: the journal is as before, or has this record only
     */
    public void replace(byte[] record) {
        checkUsable();
        try {
            write(disk, name, record);
            file.close();
            file = disk.open(file(name));
        } catch (IOException | RuntimeException e) {
            throw fail(e);
        }
        end = JournalFormat.length(record.length);
        size = end;
        number = 2;
    }

    private void checkUsable() {
        if (failure != null) {
            throw new StorageException("refused, the journal must be opened again: " + failure.getMessage(), failure);
        }
    }

    private StorageException fail(Exception cause) {
        failure = new StorageException(disk.path(file(name)) + ": " + cause.getMessage(), cause);
        return failure;
    }

    /** Closes the journal. Nothing is lost, whenever it is called. */
    @Override
    public void close() {
        if (failure == null) {
            failure = new StorageException("it is closed");
        }
        try {
            file.close();
        } catch (IOException e) {
            // what counts has been synced
        }
    }
}
