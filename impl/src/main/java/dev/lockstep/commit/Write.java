package dev.lockstep.commit;

/** What a process wants on disk. */
public sealed interface Write {
    /** The transaction's entry in a participant's log. */
    record Log(Entry entry) implements Write {}

    /** The new values of one page of the data. */
    record Page(String page) implements Write {}

    /** The coordinator's record of the transaction; none: it is erased. */
    record Decision(CommitRecord record) implements Write {}
}
