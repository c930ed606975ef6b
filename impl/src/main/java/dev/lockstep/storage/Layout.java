package dev.lockstep.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Describes the layout of stable storage, which is fixed when it is created. Its files are {@code name.a} on one disk and {@code name.b} on
 * the other, each of {@code (pages + 1) * pageSize} bytes.
 *
 * @param name the name of the owner: 1 to 255 bytes of UTF-8
 * @param pages the number of pages, which are numbered from 0
 * @param pageSize the number of bytes that a page takes on a disk: a multiple of 512, so that no sector is part of two pages
 */
public record Layout(String name, int pages, int pageSize) {
    private static final int SECTOR = 512;

    public Layout {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > 255) {
            throw new IllegalArgumentException("a storage's name has 1 to 255 bytes, not " + length);
        }
        if (pages < 1) {
            throw new IllegalArgumentException("storage has at least one page, not " + pages);
        }
        if (pageSize < SECTOR || pageSize % SECTOR != 0 || pageSize > 1 << 24) {
            throw new IllegalArgumentException("a page's size is a multiple of 512, at most 16 MiB, not " + pageSize);
        }
    }

    /** Returns the largest number of bytes that a value may have. */
    public int capacity() {
        return pageSize - PageFormat.OVERHEAD;
    }

    /** Returns the name of the file of that copy. */
    public String file(Copy copy) {
        return name + (copy == Copy.A ? ".a" : ".b");
    }

    /** Returns the position in the file at which the page begins, in bytes. */
    public long position(int page) {
        return (page + 1L) * pageSize;
    }

    /** Returns the content of a page in the bytes of a file. */
    public Content content(byte[] file, int page, Copy copy) {
        int start = (int) Math.min(file.length, position(page));
        byte[] bytes = Arrays.copyOfRange(file, start, Math.min(file.length, start + pageSize));
        return PageFormat.decode(bytes, page, copy, pageSize);
    }

    @Override
    public String toString() {
        return "storage " + name + " of " + pages + " pages of " + pageSize + " bytes";
    }
}
