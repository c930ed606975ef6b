package dev.lockstep.storage;

/**
 * Holds the content of one copy of a page.
 *
 * @param version the version, from 1: of two good copies, the one with the higher version is newer
 * @param value the bytes, as the characters of ISO 8859-1: immutable, compared by value, and a string of the spec
 */
public record Content(long version, String value) {
    /** A read of a bad copy reports this content, which is older than any other. */
    public static final Content BAD = new Content(0, "bad");

    /** This stands for no content at all, and is older than any content. */
    public static final Content NOTHING = new Content(0, "nothing");

    /** All pages hold this content at first. */
    public static final Content INITIAL = new Content(1, "");

    public boolean isBad() {
        return equals(BAD);
    }
}
