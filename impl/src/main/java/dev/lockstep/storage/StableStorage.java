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
 * Stores numbered pages that survive crashes and the failure of one copy. A {@link #put} has happened when it returns; when something stops
 * it, it has happened wholly or not at all. Each page is a {@link StablePage}; this class takes its physical steps.
 *
 * <p>After any {@link StorageException} but that of {@link #open} the storage refuses all work. Nobody knows then what is on the disks, and
 * a second sync would not tell, even if it succeeds. The owner stops and opens the storage again. A {@link Disk} may show data that a
 * failed sync has not written: then the machine must be restarted too.
 *
 * <p>All values together must fit in memory. The class is thread-safe; calls wait for each other.
 */
public final class StableStorage implements Closeable {
    /** The number of times that a copy is read again when it reads as bad. */
    public static final int RETRIES = 2;

    /** The number of writes after which a disk that reads back something else is taken to be broken. */
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

    /** Opens the storage as {@link #open} does. If neither of its files exists, it is made first, with empty pages. */
    public static StableStorage openOrCreate(Disk a, Disk b, Layout layout) {
        return openOrCreate(a, b, layout, page -> new StablePage(layout.name(), RETRIES));
    }

    /**
     * Opens or makes the storage with pages that the caller provides, for example to watch them. See {@link #openOrCreate(Disk, Disk,
     * Layout)}.
     */
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
     * Opens the storage and repairs it. A copy that is missing, truncated or not readable is rebuilt from the other.
     *
     * @param a a disk that fails independently of {@code b}; it may be the same disk where that is not needed
     * @param layout the layout with which the storage was created
     * @throws StorageException the storage does not exist, has another layout or has lost a page, or a disk fails
     */
    public static StableStorage open(Disk a, Disk b, Layout layout) {
        return open(a, b, layout, page -> new StablePage(layout.name(), RETRIES));
    }

    /** Opens the storage as {@link #open(Disk, Disk, Layout)} does, with pages that the caller provides, for example to watch them. */
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

    /** Returns the value of a page; it is empty if none was put. */
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

    /** Repairs pages of which one copy has decayed. Call it from time to time, before the other copy decays too. */
    public synchronized void scan() {
        for (int page = 0; page < layout.pages(); page++) {
            scan(page);
        }
    }

    /** Repairs one page, as {@link #scan()} repairs all. */
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
                // a Put writes both copies
                if (core.step() == Step.WRITE && ++writes > 2 * WRITES) {
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

    /** Closes the storage. Nothing is lost, whenever it is called. */
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
