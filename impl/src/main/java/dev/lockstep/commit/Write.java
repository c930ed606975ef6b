package dev.lockstep.commit;

/** Tells what a process wants on disk. */
public sealed interface Write {
    /** Writes the transaction's entry in a participant's log. */
    record Log(Entry entry) implements Write {}

    /** Writes the new values of one page of the data. */
    record Page(String page) implements Write {}

    /** Writes the coordinator's record of the transaction; none: it is erased. */
    record Decision(CommitRecord record) implements Write {}
}
