package dev.lockstep.storage;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Represents a folder of the file system. Only one process may have an open {@link DiskFile} of a file.
 *
 * <p>Where the file system can, reads bypass its memory and go to the disk. Otherwise a read back would show what was written even if it
 * never arrived on the disk, also after a failed sync.
 */
public final class FileDisk implements Disk {
    /** The files that this process has open. Another process is kept out by a lock; see {@link #locked}. */
    private static final Map<Path, Object> OWNERS = new ConcurrentHashMap<>();

    private final Path folder;

    /** @param folder the folder, which is created if it does not exist */
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
        Path file = folder.toRealPath().resolve(name);
        Object owner = new Object();
        if (OWNERS.putIfAbsent(file, owner) != null) {
            throw inUse(name);
        }
        try {
            return locked(name, file, owner, options);
        } catch (IOException | RuntimeException e) {
            OWNERS.remove(file, owner);
            throw e;
        }
    }

    /** Opens a file and locks it last: this process loses its lock with whatever channel to the file it closes. */
    private ChannelFile locked(String name, Path file, Object owner, OpenOption... options) throws IOException {
        FileChannel channel = FileChannel.open(file, options);
        ChannelFile opened = new ChannelFile(channel, direct(file), file, owner);
        try {
            if (channel.tryLock() == null) {
                throw inUse(name);
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private IOException inUse(String name) {
        return new IOException(path(name) + " is in use: a file of stable storage has one owner");
    }

    /** Opens a file for reads that go to the disk. The result is null where the file system cannot do that. */
    private static @Nullable DirectReads direct(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ, ExtendedOpenOption.DIRECT);
            DirectReads reads = new DirectReads(
                    channel, Math.toIntExact(Files.getFileStore(file).getBlockSize()));
            reads.read(0, 1);
            return reads;
        } catch (IOException | UnsupportedOperationException e) {
            closeQuietly(channel);
            return null;
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // nothing was written through it
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /** Forces the folder to the disk: a new or renamed file is durable only then. */
    private void syncFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Reads whole blocks into memory that is aligned as they are. */
    private record DirectReads(FileChannel channel, int block) {
        byte[] read(long position, int length) throws IOException {
            int before = (int) (position % block);
            int whole = (before + length + block - 1) / block * block;
            ByteBuffer buffer =
                    ByteBuffer.allocateDirect(whole + block).alignedSlice(block).limit(whole);
            // a read that is not of whole blocks met the end of the file
            int read;
            do {
                read = channel.read(buffer, position - before + buffer.position());
            } while (read > 0 && read % block == 0 && buffer.hasRemaining());
            buffer.flip().position(Math.min(before, buffer.limit()));
            byte[] bytes = new byte[Math.min(length, buffer.remaining())];
            buffer.get(bytes);
            return bytes;
        }
    }

    private record ChannelFile(
            FileChannel channel, @Nullable DirectReads direct, Path file, Object owner) implements DiskFile {
        @Override
        public byte[] read(long position, int length) throws IOException {
            if (direct != null) {
                return direct.read(position, length);
            }
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
            channel.force(false); // what tells times only, and nothing of what can be read, need not be there
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                if (direct != null) {
                    direct.channel.close();
                }
            } finally {
                OWNERS.remove(file, owner);
            }
        }
    }
}
