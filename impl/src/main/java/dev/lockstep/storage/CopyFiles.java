package dev.lockstep.storage;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Makes the two files of stable storage, and opens them if they are as they should be. */
final class CopyFiles {
    private static final int ATTEMPTS = 3;

    private final Map<Copy, Disk> disks;
    private final Layout layout;

    CopyFiles(Disk a, Disk b, Layout layout) {
        this.disks = new EnumMap<>(Map.of(Copy.A, a, Copy.B, b));
        this.layout = layout;
    }

    String path(Copy copy) {
        return disks.get(copy).path(layout.file(copy));
    }

    boolean exists(Copy copy) {
        return disks.get(copy).exists(layout.file(copy));
    }

    /** Makes file A with initial pages only. File B will be repaired from it. */
    void create() throws IOException {
        byte[] all = new byte[Math.toIntExact(layout.position(layout.pages()))];
        byte[] header = new FileHeader(FileHeader.FORMAT, layout, Copy.A).encode();
        System.arraycopy(header, 0, all, 0, header.length);
        for (int page = 0; page < layout.pages(); page++) {
            byte[] bytes = PageFormat.encode(Content.INITIAL, page, Copy.A, layout.pageSize());
            System.arraycopy(bytes, 0, all, Math.toIntExact(layout.position(page)), bytes.length);
        }
        appear(Copy.A, all);
    }

    /** Makes a file of this content. The file appears only when all of it is on the disk. */
    private void appear(Copy copy, byte[] content) throws IOException {
        Disk disk = disks.get(copy);
        String unfinished = layout.file(copy) + ".new";
        try (DiskFile file = disk.create(unfinished)) {
            carefullyWrite(file, 0, content, disk.path(unfinished));
        }
        disk.rename(unfinished, layout.file(copy));
    }

    private static void carefullyWrite(DiskFile file, long position, byte[] bytes, String path) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            file.write(position, bytes);
            file.sync();
            if (Arrays.equals(bytes, file.read(position, bytes.length))) {
                return;
            }
        }
        throw new StorageException(path + " does not hold what was written and synced " + ATTEMPTS + " times");
    }

    /**
     * Opens both files, with good headers. A file may be missing, or begin with something other than a header. Then it is made to look as
     * if all its pages were bad.
     *
     * @throws StorageException neither file can be used, or one of them is not what its name and this layout say
     */
    Map<Copy, DiskFile> open() throws IOException {
        if (!exists(Copy.A) && !exists(Copy.B)) {
            throw new StorageException(
                    "there is no " + layout + ": neither " + path(Copy.A) + " nor " + path(Copy.B) + " exists");
        }
        Map<Copy, DiskFile> files = new EnumMap<>(Copy.class);
        try {
            for (Copy copy : Copy.values()) {
                if (exists(copy)) {
                    files.put(copy, disks.get(copy).open(layout.file(copy)));
                }
            }
            Map<Copy, FileHeader> headers = headers(files);
            for (Copy copy : Copy.values()) {
                if (!headers.containsKey(copy)) {
                    repairHeader(copy, files);
                }
            }
            return files;
        } catch (IOException | RuntimeException e) {
            for (DiskFile file : files.values()) {
                file.close();
            }
            throw e;
        }
    }

    /** Returns the headers of the files that have a good one. */
    private Map<Copy, FileHeader> headers(Map<Copy, DiskFile> files) throws IOException {
        Map<Copy, FileHeader> headers = new EnumMap<>(Copy.class);
        for (Map.Entry<Copy, DiskFile> each : files.entrySet()) {
            // what a process wrote that was killed may not be on the disk yet
            each.getValue().sync();
            header(each.getValue(), path(each.getKey())).ifPresent(header -> {
                check(each.getKey(), header);
                headers.put(each.getKey(), header);
            });
        }
        if (headers.isEmpty()) {
            throw new StorageException("no file of " + layout + " begins as it should: not "
                    + String.join(
                            ", not ", files.keySet().stream().map(this::path).toList())
                    + "; both are lost, or are no stable storage");
        }
        return headers;
    }

    private static Optional<FileHeader> header(DiskFile file, String path) throws IOException {
        Optional<FileHeader> header = decoded(file, path);
        for (int attempt = 1; header.isEmpty() && attempt < ATTEMPTS; attempt++) {
            header = decoded(file, path);
        }
        return header;
    }

    private static Optional<FileHeader> decoded(DiskFile file, String path) {
        byte[] bytes;
        try {
            bytes = file.read(0, FileHeader.SIZE);
        } catch (IOException e) {
            return Optional.empty();
        }
        return FileHeader.decode(bytes, path);
    }

    private void check(Copy copy, FileHeader header) {
        if (!header.layout().equals(layout)) {
            throw new StorageException(path(copy) + " is a file of " + header.layout() + ", not of " + layout);
        }
        if (header.copy() != copy) {
            throw new StorageException(
                    path(copy) + " is copy " + header.copy() + ", not " + copy + ": are the files swapped?");
        }
    }

    private void repairHeader(Copy copy, Map<Copy, DiskFile> files) throws IOException {
        byte[] header = new FileHeader(FileHeader.FORMAT, layout, copy).encode();
        if (files.containsKey(copy)) {
            carefullyWrite(files.get(copy), 0, header, path(copy));
        } else {
            appear(copy, header);
            files.put(copy, disks.get(copy).open(layout.file(copy)));
        }
    }
}
