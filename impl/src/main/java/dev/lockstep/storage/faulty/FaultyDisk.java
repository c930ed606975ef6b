package dev.lockstep.storage.faulty;

import dev.lockstep.storage.Disk;
import dev.lockstep.storage.DiskFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Simulates a disk in memory. Like a real disk, it shows new bytes at once and keeps them for good only after a sync. {@link #crash}
 * decides what is left of the rest. When a process dies, the disk does not change: it is enough to forget the open files.
 *
 * <p>The existence and the names of files are durable at once.
 */
public final class FaultyDisk implements Disk {
    private final String name;
    private final Faults faults;
    private final Map<String, Content> files = new TreeMap<>();
    private boolean dark;

    /** Holds the durable content of one file and, in order, the writes that are not durable. */
    private static final class Content {
        private byte[] durable = {};
        private final List<Write> unsynced = new ArrayList<>();

        /** Makes these writes durable, in order: the file is copied once at most, if it grows. */
        void put(List<Write> writes) {
            int length = durable.length;
            for (Write write : writes) {
                length = Math.max(length, Math.toIntExact(write.position + write.bytes.length));
            }
            durable = length > durable.length ? Arrays.copyOf(durable, length) : durable;
            for (Write write : writes) {
                System.arraycopy(write.bytes, 0, durable, (int) write.position, write.bytes.length);
            }
        }
    }

    /**
     * Holds a write that is not durable. If it is forgotten, a sync failed and no later one makes it durable; it is shown until it is
     * overwritten.
     */
    private record Write(long position, byte[] bytes, boolean forgotten) {}

    public FaultyDisk(String name, Faults faults) {
        this.name = name;
        this.faults = faults;
    }

    /** Returns another disk in the same state. */
    public FaultyDisk copy(Faults itsFaults) {
        FaultyDisk copy = new FaultyDisk(name, itsFaults);
        copy.dark = dark;
        files.forEach((file, content) -> {
            Content same = new Content();
            same.durable = content.durable.clone();
            same.unsynced.addAll(content.unsynced);
            copy.files.put(file, same);
        });
        return copy;
    }

    @Override
    public boolean exists(String file) {
        return files.containsKey(file);
    }

    @Override
    public DiskFile create(String file) throws IOException {
        step(Operation.Kind.CREATE, file, 0, 0);
        files.put(file, new Content());
        return new OpenFile(file);
    }

    @Override
    public DiskFile open(String file) throws IOException {
        content(file);
        return new OpenFile(file);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        step(Operation.Kind.RENAME, from, 0, 0);
        files.put(to, content(from));
        files.remove(from);
    }

    @Override
    public String path(String file) {
        return name + "/" + file;
    }

    /** Lets the power fail, if it has not yet, and come back. The given part of unsynced writes is left. */
    public void crash(Unsynced.Survival survival) {
        files.forEach((file, content) -> {
            for (Write write : content.unsynced) {
                byte[] left = survival.of(seen(file, content.durable, write));
                content.durable = applied(content.durable, write.position, left);
            }
            content.unsynced.clear();
        });
        restart();
    }

    /** Tells that the power is back, or was never gone. */
    public void restart() {
        dark = false;
    }

    /** Returns the writes that a crash would decide about now, in order. */
    public List<Unsynced> unsynced() {
        List<Unsynced> all = new ArrayList<>();
        files.forEach(
                (file, content) -> content.unsynced.forEach(write -> all.add(seen(file, content.durable, write))));
        return all;
    }

    private static Unsynced seen(String file, byte[] durable, Write write) {
        byte[] before = new byte[write.bytes.length];
        int from = (int) Math.min(write.position, durable.length);
        System.arraycopy(durable, from, before, 0, Math.min(before.length, durable.length - from));
        return new Unsynced(file, write.position, before, write.bytes);
    }

    /** Returns the bytes of a file that are on the disk for good. */
    public byte[] durable(String file) {
        return files.get(file).durable.clone();
    }

    /** Replaces the content of a file, as if it decayed or somebody tampered with it. */
    public void overwrite(String file, byte[] bytes) {
        files.computeIfAbsent(file, missing -> new Content()).durable = bytes.clone();
    }

    /** Removes a file. */
    public void delete(String file) {
        files.remove(file);
    }

    private Content content(String file) throws FileNotFoundException {
        Content content = files.get(file);
        if (content == null) {
            throw new FileNotFoundException(path(file));
        }
        return content;
    }

    private Fault step(Operation.Kind kind, String file, long position, int length) throws IOException {
        if (dark) {
            throw new PowerFailure(path(file) + ": no power");
        }
        Fault fault = faults.next(new Operation(kind, name, file, position, length));
        boolean isWrite = kind == Operation.Kind.WRITE;
        boolean isSync = kind == Operation.Kind.SYNC;
        if (fault == Fault.POWER_FAILURE) {
            dark = true;
        }
        if (fault == Fault.POWER_FAILURE && !isWrite) {
            throw new PowerFailure(path(file) + ": no power");
        }
        if (fault == Fault.IO_ERROR && !isWrite && !isSync) {
            throw new IOException("Input/output error");
        }
        return fault;
    }

    private static byte[] applied(byte[] content, long position, byte[] bytes) {
        int start = Math.toIntExact(position);
        byte[] result = Arrays.copyOf(content, Math.max(content.length, start + bytes.length));
        System.arraycopy(bytes, 0, result, start, bytes.length);
        return result;
    }

    private final class OpenFile implements DiskFile {
        private final String file;
        private boolean closed;

        OpenFile(String file) {
            this.file = file;
        }

        private Content content() throws IOException {
            if (closed) {
                throw new IOException(path(file) + " is closed");
            }
            return FaultyDisk.this.content(file);
        }

        @Override
        public byte[] read(long position, int length) throws IOException {
            Content content = content();
            Fault fault = step(Operation.Kind.READ, file, position, length);
            byte[] all = content.durable;
            for (Write write : content.unsynced) {
                all = applied(all, write.position, write.bytes);
            }
            int from = (int) Math.min(position, all.length);
            byte[] read = Arrays.copyOfRange(all, from, Math.min(all.length, from + length));
            if (fault == Fault.GARBLED && read.length > 0) {
                read[read.length / 2] ^= 1;
            }
            return read;
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            Content content = content();
            Fault fault = step(Operation.Kind.WRITE, file, position, bytes.length);
            int done = fault == Fault.DISK_FULL ? bytes.length / 2 : bytes.length;
            content.unsynced.add(new Write(position, Arrays.copyOf(bytes, done), false));
            switch (fault) {
                case POWER_FAILURE -> throw new PowerFailure(path(file) + ": no power");
                case IO_ERROR -> throw new IOException("Input/output error");
                case DISK_FULL -> throw new IOException("No space left on device");
                default -> {}
            }
        }

        @Override
        public void sync() throws IOException {
            Content content = content();
            Fault fault = step(Operation.Kind.SYNC, file, 0, 0);
            if (fault == Fault.IO_ERROR) {
                content.unsynced.replaceAll(write -> new Write(write.position, write.bytes, true));
                throw new IOException("Input/output error");
            }
            List<Write> remaining = new ArrayList<>();
            List<Write> done = new ArrayList<>();
            for (Write write : content.unsynced) {
                if (write.forgotten) {
                    remaining.add(write);
                    continue;
                }
                remaining.removeIf(older -> older.position == write.position);
                if (fault != Fault.LOST) {
                    int length = Math.min(write.bytes.length, fault == Fault.TORN ? 8 : Integer.MAX_VALUE);
                    done.add(new Write(write.position, Arrays.copyOf(write.bytes, length), false));
                }
            }
            content.put(done);
            content.unsynced.clear();
            content.unsynced.addAll(remaining);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
