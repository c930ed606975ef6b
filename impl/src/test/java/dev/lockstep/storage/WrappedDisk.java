package dev.lockstep.storage;

import java.io.IOException;

/** Represents a disk whose files are looked after by a test. */
abstract class WrappedDisk implements Disk {
    private final Disk disk;

    WrappedDisk(Disk disk) {
        this.disk = disk;
    }

    /** Returns what stands for a file that was just opened. */
    abstract DiskFile wrapped(DiskFile file);

    @Override
    public boolean exists(String name) {
        return disk.exists(name);
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return wrapped(disk.create(name));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return wrapped(disk.open(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public String path(String name) {
        return disk.path(name);
    }

    /** Represents a file that does what another does. */
    abstract static class WrappedFile implements DiskFile {
        private final DiskFile file;

        WrappedFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public byte[] read(long position, int length) throws IOException {
            return file.read(position, length);
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            file.write(position, bytes);
        }

        @Override
        public void sync() throws IOException {
            file.sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
