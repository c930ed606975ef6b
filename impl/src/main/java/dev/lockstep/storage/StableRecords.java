package dev.lockstep.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps named records on stable storage, each on a page of its own. The methods {@link #put} and {@link #remove} of one record are atomic and durable,
 * as {@link StableStorage#put} is. Operations on different records are independent.
 *
 * <p>A page holds the length of the name in two bytes, the name in UTF-8, and the value; or it is empty. The class is thread-safe.
 */
public final class StableRecords {
    private static final int LENGTH = 2;

    private final StableStorage storage;
    private final Map<String, Integer> pages = new HashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    /**
     * Opens the records on this storage, which is used for nothing else.
     *
     * @throws StorageException the storage fails, or holds something else
     */
    public StableRecords(StableStorage storage) {
        this.storage = storage;
        for (int page = 0; page < storage.layout().pages(); page++) {
            byte[] content = storage.get(page);
            if (content.length == 0) {
                free.add(page);
            } else {
                String name = name(content, page);
                Integer other = pages.put(name, page);
                if (other != null) {
                    throw new StorageException(storage.layout() + " holds the record " + name + " twice, on pages "
                            + other + " and " + page);
                }
            }
        }
    }

    private String name(byte[] content, int page) {
        int length = content.length < LENGTH
                ? -1
                : Short.toUnsignedInt(ByteBuffer.wrap(content).getShort());
        if (length < 0 || LENGTH + length > content.length) {
            throw new StorageException("page " + page + " of " + storage.layout() + " is no record");
        }
        return new String(content, LENGTH, length, StandardCharsets.UTF_8);
    }

    /** Returns the record's value; empty if there is no such record. */
    public synchronized Optional<byte[]> get(String name) {
        Integer page = pages.get(name);
        if (page == null) {
            return Optional.empty();
        }
        byte[] content = storage.get(page);
        int start = LENGTH + name.getBytes(StandardCharsets.UTF_8).length;
        return Optional.of(Arrays.copyOfRange(content, start, content.length));
    }

    /**
     * Makes or replaces the record.
     *
     * @throws IllegalArgumentException name and value do not fit on a page; nothing happened
     * @throws IllegalStateException all pages are taken; nothing happened
     * @throws StorageException the record is as before, or has the new value
     */
    public synchronized void put(String name, byte[] value) {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        int room = storage.layout().capacity() - LENGTH;
        if (encoded.length > 0xffff || encoded.length + value.length > room) {
            throw new IllegalArgumentException("the record " + name + " of " + value.length
                    + " bytes does not fit: name and value have " + (encoded.length + value.length)
                    + " bytes, a page of "
                    + storage.layout() + " takes " + room);
        }
        Integer page = pages.getOrDefault(name, free.peek());
        if (page == null) {
            throw new IllegalStateException(
                    "no room for the record " + name + ": all pages of " + storage.layout() + " are taken");
        }
        storage.put(
                page,
                ByteBuffer.allocate(LENGTH + encoded.length + value.length)
                        .putShort((short) encoded.length)
                        .put(encoded)
                        .put(value)
                        .array());
        if (pages.put(name, page) == null) {
            free.remove();
        }
    }

    /** Removes the record if it exists. */
    public synchronized void remove(String name) {
        Integer page = pages.get(name);
        if (page != null) {
            storage.put(page, new byte[0]);
            pages.remove(name);
            free.add(page);
        }
    }

    /** Tells whether there is such a record. */
    public synchronized boolean contains(String name) {
        return pages.containsKey(name);
    }

    /** Returns for how many more records there is room. */
    public synchronized int room() {
        return free.size();
    }

    /** Returns the names of all records, sorted. */
    public synchronized Set<String> names() {
        return Collections.unmodifiableSet(new TreeSet<>(pages.keySet()));
    }
}
