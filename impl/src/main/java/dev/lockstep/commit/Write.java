package dev.lockstep.commit;

/** What a participant wants on disk. */
public sealed interface Write {
    /** The transaction's entry in the log. */
    record Log(Entry entry) implements Write {}

    /** The new values of one page of the data. */
    record Page(String page) implements Write {}
}
