package dev.lockstep.commit.node;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Records by name, each on one page of its own, so that writing one is atomic and durable. Keeps a copy of all in memory. */
final class Records {
    private record Slot(int page, byte[] contents) {}

    /** Something that writes itself. */
    interface Contents {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private final Pages pages;
    private final Map<String, Slot> slots = new TreeMap<>();
    private final TreeSet<Integer> free = new TreeSet<>();

    /** @throws UncheckedIOException the pages cannot be read */
    Records(Pages pages) {
        this.pages = pages;
        try {
            for (int page = 0; page < pages.count(); page++) {
                byte[] bytes = pages.read(page);
                if (bytes.length == 0) {
                    free.add(page);
                    continue;
                }
                DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
                slots.put(in.readUTF(), new Slot(page, in.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> names() {
        return Set.copyOf(slots.keySet());
    }

    boolean contains(String name) {
        return slots.containsKey(name);
    }

    DataInputStream read(String name) {
        return new DataInputStream(new ByteArrayInputStream(slots.get(name).contents()));
    }

    /** Whether there is room for so many records more. */
    boolean hasFree(int records) {
        return free.size() >= records;
    }

    boolean fits(String name, Contents contents) {
        return bytes(name, bytes(contents)).length <= pages.capacity();
    }

    /**
     * Returns when the record is durable.
     *
     * @throws UncheckedIOException the process must stop
     */
    void write(String name, Contents contents) {
        byte[] bytes = bytes(contents);
        Slot slot = slots.get(name);
        Integer page = slot != null ? Integer.valueOf(slot.page()) : free.pollFirst();
        if (page == null) {
            throw new IllegalStateException("no page is free for " + name);
        }
        write(page, bytes(name, bytes));
        slots.put(name, new Slot(page, bytes));
    }

    /** Returns when the record is durably gone. */
    void erase(String name) {
        write(slots.get(name).page(), new byte[0]);
        release(name);
    }

    /** The record may be overwritten, and needs not come back after a crash. */
    void release(String name) {
        free.add(slots.remove(name).page());
    }

    private void write(int page, byte[] bytes) {
        try {
            pages.write(page, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Contents contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            contents.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String name, byte[] contents) {
        return bytes(out -> {
            out.writeUTF(name);
            out.write(contents);
        });
    }
}
