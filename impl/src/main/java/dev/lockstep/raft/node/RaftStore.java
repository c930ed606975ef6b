package dev.lockstep.raft.node;

import dev.lockstep.raft.Entry;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * Tells what one server has on stable storage. What is written is durable after the next {@link #sync}; a crash before it leaves what was
 * written in some prefix of the order of the calls, or none of it.
 *
 * <p>All methods but {@link #close} throw {@link dev.lockstep.storage.StorageException} when storage fails: the process must stop.
 */
public interface RaftStore extends AutoCloseable {
    /** Returns the state as it was opened; empty: nothing was ever written. */
    Optional<HardState> found();

    /** Returns the content of the state machine, in the snapshot that was {@link #found}. It has no bytes if that stands for no entries. */
    byte[] foundContent();

    void save(int term, Optional<String> votedFor);

    /** Puts these entries at that index; what was there, and all behind it, is cut off. */
    void append(int firstIndex, List<Entry> entries);

    /** Puts a snapshot of another server in the place of the whole log but these entries, which follow it. */
    void install(Snapshot snapshot, byte[] content, List<Entry> remaining);

    /** Puts a snapshot in the place of the entries that it stands for. */
    void compact(Snapshot snapshot, byte[] content);

    void sync();

    @Override
    void close();
}
