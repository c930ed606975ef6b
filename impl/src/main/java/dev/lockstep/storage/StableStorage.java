package dev.lockstep.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Numbered pages that survive crashes and the failure of one copy: {@link #put} has happened when it returns, and has happened or not
 * when anything stops it. Each page is a {@link StablePage}; this class takes its physical steps.
 *
 * <p>After any {@link StorageException} but that of {@link #open} the storage refuses all work: what is on the disks is not known, and a
 * second sync that succeeds would not tell. Its owner stops and opens it again; after a failed sync of a {@link Disk} that shows what is not
 * there, the machine is restarted too. Not for values that do not fit in memory together.
 * Thread-safe; calls wait for each other.
 */
public final class StableStorage implements Closeable {
    /** How often a copy that reads as bad is read again. */
    public static final int RETRIES = 2;

    /** How often what reads back differently is written before the disk is taken to be broken. */
    private static final int WRITES = 3;

    private final CopyFiles names;
    private final Layout layout;
    private final Map<Copy, DiskFile> files;
    private final List<StablePage> pages;
    private @Nullable StorageException failure;

    private StableStorage(CopyFiles names, Layout layout, Map<Copy, DiskFile> files, List<StablePage> pages) {
        this.names = names;
        this.layout = layout;
        this.files = files;
        this.pages = pages;
    }

    /** As {@link #open}, but makes the storage, with pages of no bytes, if neither of its files exists. */
    public static StableStorage openOrCreate(Disk a, Disk b, Layout layout) {
        return openOrCreate(a, b, layout, page -> new StablePage(layout.name(), RETRIES));
    }

    /** As {@link #openOrCreate(Disk, Disk, Layout)}, with pages that are watched. */
    public static StableStorage openOrCreate(Disk a, Disk b, Layout layout, IntFunction<StablePage> core) {
        CopyFiles names = new CopyFiles(a, b, layout);
        if (!names.exists(Copy.A) && !names.exists(Copy.B)) {
            try {
                names.create();
            } catch (StorageException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw new StorageException("cannot create " + names.path(Copy.A) + ": " + e.getMessage(), e);
            }
        }
        return open(a, b, layout, core);
    }

    /**
     * Opens what is there and repairs it. A copy that is missing, truncated or not readable is rebuilt from the other.
     *
     * @param a a disk that fails independently of {@code b}; may be the same where that is not asked for
     * @param layout as it was created
     * @throws StorageException the storage does not exist, has another layout, a page is lost, or a disk fails
     */
    public static StableStorage open(Disk a, Disk b, Layout layout) {
        return open(a, b, layout, page -> new StablePage(layout.name(), RETRIES));
    }

    /** As {@link #open(Disk, Disk, Layout)}, with pages that are watched. */
    public static StableStorage open(Disk a, Disk b, Layout layout, IntFunction<StablePage> core) {
        CopyFiles names = new CopyFiles(a, b, layout);
        Map<Copy, DiskFile> files;
        try {
            files = names.open();
        } catch (StorageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new StorageException(
                    "cannot open " + names.path(Copy.A) + " and " + names.path(Copy.B) + ": " + e.getMessage(), e);
        }
        List<StablePage> pages =
                IntStream.range(0, layout.pages()).mapToObj(core).toList();
        StableStorage storage = new StableStorage(names, layout, files, pages);
        try {
            for (int page = 0; page < layout.pages(); page++) {
                pages.get(page).recover();
                storage.run(page);
            }
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
        return storage;
    }

    public Layout layout() {
        return layout;
    }

    /** The value of that page; no bytes if none was put. */
    public synchronized byte[] get(int page) {
        StablePage core = page(page);
        core.get();
        run(page);
        return core.answer().value().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Replaces the page's value. When this returns, the value is on both disks.
     *
     * @throws IllegalArgumentException the value has more bytes than {@link Layout#capacity}; nothing happened
     * @throws StorageException the page has the old value or the new one
     */
    public synchronized void put(int page, byte[] value) {
        StablePage core = page(page);
        if (value.length > layout.capacity()) {
            throw new IllegalArgumentException("a value of " + value.length + " bytes does not fit: a page of " + layout
                    + " takes " + layout.capacity());
        }
        core.put(new String(value, StandardCharsets.ISO_8859_1));
        run(page);
    }

    /** Repairs pages of which one copy has decayed: to be done from time to time, before the other decays too. */
    public synchronized void scan() {
        for (int page = 0; page < layout.pages(); page++) {
            scan(page);
        }
    }

    /** As {@link #scan()}, of one page. */
    public synchronized void scan(int page) {
        page(page).scan();
        run(page);
    }

    private StablePage page(int page) {
        if (failure != null) {
            throw new StorageException("refused, the storage must be opened again: " + failure.getMessage(), failure);
        }
        if (page < 0 || page >= layout.pages()) {
            throw new IllegalArgumentException("no page " + page + " in " + layout);
        }
        return pages.get(page);
    }

    /** Takes physical steps until the page has no more to do. */
    private void run(int page) {
        StablePage core = pages.get(page);
        int writes = 0;
        try {
            while (core.step() != Step.NONE) {
                writes = core.step() == Step.WRITE ? writes + 1 : core.step() == Step.READ ? 0 : writes;
                // a Put writes both copies
                if (writes > 2 * WRITES) {
                    throw new IOException("does not hold what was written and synced " + WRITES + " times");
                }
                take(core, page);
            }
        } catch (IOException e) {
            throw fail(names.path(core.target()) + ", page " + page + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw fail(names.path(core.target()) + ", page " + page + ": " + e, e);
        }
        if (core.task() == Task.FAILED) {
            throw fail(
                    "page " + page + " is lost: both copies are bad, " + names.path(Copy.A) + " and "
                            + names.path(Copy.B),
                    null);
        }
    }

    private void take(StablePage core, int page) throws IOException {
        Copy copy = core.target();
        DiskFile file = files.get(copy);
        switch (core.step()) {
            case WRITE -> {
                byte[] bytes = PageFormat.encode(core.intent(), page, copy, layout.pageSize());
                core.write();
                file.write(layout.position(page), bytes);
            }
            case SYNC -> {
                file.sync();
                core.sync();
            }
            case READ, CHECK -> core.read(read(file, page, copy));
            case NONE -> throw new IllegalStateException("nothing to do: " + core);
        }
    }

    private Content read(DiskFile file, int page, Copy copy) {
        byte[] bytes;
        try {
            bytes = file.read(layout.position(page), layout.pageSize());
        } catch (IOException e) {
            return Content.BAD;
        }
        return PageFormat.decode(bytes, page, copy, layout.pageSize());
    }

    private StorageException fail(String message, @Nullable Exception cause) {
        failure = new StorageException(message, cause);
        return failure;
    }

    /** Loses nothing, whenever it is called. */
    @Override
    public synchronized void close() {
        if (failure == null) {
            failure = new StorageException("it is closed");
        }
        for (DiskFile file : files.values()) {
            try {
                file.close();
            } catch (IOException e) {
                // what counts has been synced
            }
        }
    }
}
