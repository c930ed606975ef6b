package dev.lockstep.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A folder of the file system. Of one file only one process has an open {@link DiskFile}. */
public final class FileDisk implements Disk {
    private final Path folder;

    /** @param folder created if it does not exist */
    public FileDisk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(folder.resolve(name));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        DiskFile file = channel(
                name,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        syncFolder();
        return file;
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return channel(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private ChannelFile channel(String name, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(name), options);
        try {
            if (channel.tryLock() != null) {
                return new ChannelFile(channel);
            }
        } catch (OverlappingFileLockException e) {
            // in use in this JVM
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(path(name) + " is in use: a file of stable storage has one owner");
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /** What files there are is on the disk only when their folder is. */
    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public String path(String name) {
        return folder.resolve(name).toString();
    }

    private record ChannelFile(FileChannel channel) implements DiskFile {
        @Override
        public byte[] read(long position, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {}
            return Arrays.copyOf(buffer.array(), buffer.position());
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
