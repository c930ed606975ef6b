package dev.lockstep.raft.kv;

import dev.lockstep.raft.Entry;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.raft.node.RaftStore;
import java.util.List;
import java.util.Optional;

/** Says that it has written what it will write when it is used next. */
final class LateStore implements RaftStore {
    private final RaftStore store;
    private boolean isLate;

    LateStore(RaftStore store) {
        this.store = store;
    }

    private RaftStore onTime() {
        if (isLate) {
            isLate = false;
            store.sync();
        }
        return store;
    }

    @Override
    public Optional<HardState> found() {
        return store.found();
    }

    @Override
    public byte[] foundContent() {
        return store.foundContent();
    }

    @Override
    public void save(int term, Optional<String> votedFor) {
        onTime().save(term, votedFor);
    }

    @Override
    public void append(int firstIndex, List<Entry> entries) {
        onTime().append(firstIndex, entries);
    }

    @Override
    public void install(Snapshot snapshot, byte[] content, List<Entry> remaining) {
        onTime().install(snapshot, content, remaining);
    }

    @Override
    public void compact(Snapshot snapshot, byte[] content) {
        onTime().compact(snapshot, content);
    }

    @Override
    public void sync() {
        isLate = true;
    }

    @Override
    public void close() {
        store.close();
    }
}
