package dev.lockstep.raft.node;

import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Log;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.storage.Records;
import dev.lockstep.storage.StableStorage;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Everything in one record, rewritten whenever it changes: for short logs. */
public final class OneRecordStore implements RaftStore {
    private static final String NAME = "raft";

    private final Records disk;
    private final Optional<HardState> found;
    private final byte[] foundContent;
    private HardState state;
    private byte[] content;

    /** @param storage is used for nothing else, and closed with the store */
    public OneRecordStore(StableStorage storage, Group group) {
        disk = new Records(storage);
        state = group.hardState();
        content = Beside.NOTHING;
        if (disk.names().contains(NAME)) {
            try (DataInputStream in = disk.read(NAME)) {
                state = readState(in);
                content = Binary.bytes(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            found = Optional.of(state);
        } else {
            found = Optional.empty();
        }
        foundContent = content;
    }

    private static HardState readState(DataInputStream in) throws IOException {
        int term = in.readInt();
        Optional<String> vote = Optional.of(in.readUTF()).filter(v -> !v.isEmpty());
        Snapshot snapshot = Binary.snapshot(in);
        return new HardState(term, vote, Log.of(snapshot, Binary.entries(in)));
    }

    private static void write(DataOutputStream out, HardState state) throws IOException {
        out.writeInt(state.term());
        out.writeUTF(state.votedFor().orElse(""));
        Binary.write(out, state.log().snapshot());
        Binary.write(out, state.log());
    }

    @Override
    public Optional<HardState> found() {
        return found;
    }

    @Override
    public byte[] foundContent() {
        return foundContent.clone();
    }

    @Override
    public void save(int term, Optional<String> votedFor) {
        state = new HardState(term, votedFor, state.log());
    }

    @Override
    public void append(int firstIndex, List<Entry> entries) {
        Log log = state.log().upTo(firstIndex - 1);
        for (Entry entry : entries) {
            log = log.with(entry);
        }
        put(log);
    }

    @Override
    public void install(Snapshot snapshot, byte[] itsContent, List<Entry> remaining) {
        put(Log.of(snapshot, remaining));
        content = itsContent.clone();
    }

    @Override
    public void compact(Snapshot snapshot, byte[] itsContent) {
        put(state.log().behind(snapshot));
        content = itsContent.clone();
    }

    private void put(Log log) {
        state = new HardState(state.term(), state.votedFor(), log);
    }

    @Override
    public void sync() {
        disk.write(NAME, out -> {
            write(out, state);
            Binary.write(out, content);
        });
    }

    @Override
    public void close() {
        disk.close();
    }
}
