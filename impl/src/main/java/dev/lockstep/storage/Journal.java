package dev.lockstep.storage;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A write-ahead log: records on one disk, in order, each durable when {@link #append} returns. After a crash all of them are there, and of
 * the one that was being appended all or nothing. {@link #replace} puts one record, a snapshot, in place of all.
 *
 * <p>A record begins on a sector of its own, so that a torn write harms no other: see {@link JournalFormat}. What is bad at the end of the
 * file was not acknowledged, and is cut off; what is bad anywhere else has decayed, and the file is refused. That the last record has decayed
 * cannot be told from a torn write: there is one copy only, for processes whose peers have others.
 *
 * <p>After any {@link StorageException} the journal refuses all work; its owner stops and opens it again. For one thread.
 */
public final class Journal implements Closeable {
    private static final int CHUNK = 1 << 20;

    /**
     * Zeros that are written behind the last record, at most: a record that goes there does not change the size of the file, which a sync would
     * have to write too.
     */
    private static final int MOST_ROOM = 1 << 20;

    private final Disk disk;
    private final String name;
    private DiskFile file;

    /** Where the next record goes, and its number. */
    private long end;

    private long number;

    /** Of the file; what is behind the last record is zeros. */
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
     * The journal of that name, which is used for nothing else; if there is none, a new one.
     *
     * @param initial asked for the first record of a new one
     * @param reader is handed all records, from the first
     * @throws StorageException the disk fails, the reader does, or the file is not what this class has written
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

    /** The file with this record only takes the place of the one that is there, if any, when it is durable. */
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

    /** What is left of a torn write must not be there behind the next record; and what was read is to be there after the next crash too. */
    private void cut() throws IOException {
        for (long position = end; position < size; position += CHUNK) {
            file.write(position, new byte[(int) Math.min(CHUNK, size - position)]);
        }
        file.sync();
    }

    /** How many bytes its records take on the disk. */
    public long size() {
        return end;
    }

    /**
     * Returns when the record is durable.
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
     * Returns when this is durably the only record.
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

    /** Loses nothing, whenever it is called. */
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
