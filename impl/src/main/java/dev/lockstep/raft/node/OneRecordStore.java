package dev.lockstep.raft.node;

import dev.lockstep.raft.Configuration;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

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
        content = Packet.NOTHING;
        if (disk.names().contains(NAME)) {
            try (DataInputStream in = disk.read(NAME)) {
                state = readState(in);
                content = in.readNBytes(in.readInt());
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
        String vote = in.readUTF();
        Snapshot snapshot = new Snapshot(in.readInt(), in.readInt(), readConfiguration(in));
        List<Entry> entries = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int entryTerm = in.readInt();
            entries.add(
                    in.readBoolean()
                            ? new Entry.Config(entryTerm, readConfiguration(in))
                            : new Entry.Command(entryTerm, in.readUTF()));
        }
        return new HardState(term, Optional.of(vote).filter(v -> !v.isEmpty()), Log.of(snapshot, entries));
    }

    private static Configuration readConfiguration(DataInputStream in) throws IOException {
        List<TreeSet<String>> sets = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            TreeSet<String> servers = new TreeSet<>();
            for (int more = in.readInt(); more > 0; more--) {
                servers.add(in.readUTF());
            }
            sets.add(servers);
        }
        return sets.size() == 1 ? Configuration.simple(sets.get(0)) : Configuration.joint(sets.get(0), sets.get(1));
    }

    private static void write(DataOutputStream out, HardState state) throws IOException {
        out.writeInt(state.term());
        out.writeUTF(state.votedFor().orElse(""));
        Snapshot snapshot = state.log().snapshot();
        out.writeInt(snapshot.index());
        out.writeInt(snapshot.term());
        write(out, snapshot.config());
        out.writeInt(state.log().size());
        for (Entry entry : state.log()) {
            out.writeInt(entry.term());
            out.writeBoolean(entry instanceof Entry.Config);
            if (entry instanceof Entry.Config config) {
                write(out, config.config());
            } else if (entry instanceof Entry.Command command) {
                out.writeUTF(command.command());
            }
        }
    }

    private static void write(DataOutputStream out, Configuration configuration) throws IOException {
        out.writeInt(configuration.size());
        for (var servers : configuration) {
            out.writeInt(servers.size());
            for (String server : servers) {
                out.writeUTF(server);
            }
        }
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
            out.writeInt(content.length);
            out.write(content);
        });
    }

    @Override
    public void close() {
        disk.close();
    }
}
