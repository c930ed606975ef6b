package dev.lockstep.storage;

/**
 * What a copy of a page holds.
 *
 * @param version from 1; of two good copies the one with the higher version is newer
 * @param value bytes, as the characters of ISO 8859-1: immutable, compared by value, and a string of the spec
 */
public record Content(long version, String value) {
    /** What a read of a bad copy reports; older than any content. */
    public static final Content BAD = new Content(0, "bad");

    /** No content at all; older than any content. */
    public static final Content NOTHING = new Content(0, "nothing");

    /** What all pages hold at first. */
    public static final Content INITIAL = new Content(1, "");

    public boolean isBad() {
        return equals(BAD);
    }
}
