package dev.lockstep.raft.node;

import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Log;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.storage.Disk;
import dev.lockstep.storage.Journal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Writes ahead to a log. Its first record is a checkpoint: term, vote, snapshot and the entries behind it. Each record after that is what
 * was written up to one {@link #sync}: all of it or, after a crash before the sync is over, none. A snapshot begins a new file with a
 * checkpoint, which takes the place of the old one when it is durable.
 */
public final class JournalStore implements RaftStore {
    private static final int CHECKPOINT = 0;
    private static final int SAVE = 1;
    private static final int APPEND = 2;
    private static final int END = 3;

    private final LongSupplier progress;
    private final Journal journal;
    private final boolean isNew;

    private int term;
    private Optional<String> votedFor;
    private Log log;
    private byte[] content;
    private long synced;

    /** The bytes that the next sync writes. */
    private ByteArrayOutputStream batch = new ByteArrayOutputStream();

    /** A snapshot came: the next sync writes a checkpoint. */
    private boolean isReplaced;

    /** Opens the store as above, for a server of which no trace is written. */
    public JournalStore(Disk disk, String name, Group group) {
        this(disk, name, group, () -> 0);
    }

    /**
     * @param name the name of the journal, which is used for nothing else
     * @param progress is written with each batch: how many events the server's trace has by then
     * @throws dev.lockstep.storage.StorageException the disk fails, or the file is not what this class has written
     */
    public JournalStore(Disk disk, String name, Group group, LongSupplier progress) {
        this.progress = progress;
        HardState initial = group.hardState();
        term = initial.term();
        votedFor = initial.votedFor();
        log = initial.log();
        content = Beside.NOTHING;
        boolean[] isCreated = {false};
        journal = Journal.openOrCreate(
                disk,
                name,
                () -> {
                    isCreated[0] = true;
                    return checkpoint();
                },
                this::read);
        isNew = isCreated[0];
    }

    /** Represents bytes that write themselves. */
    private interface Contents {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Contents contents) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            contents.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] checkpoint() {
        return bytes(out -> {
            out.writeByte(CHECKPOINT);
            out.writeInt(term);
            out.writeUTF(votedFor.orElse(""));
            Binary.write(out, log.snapshot());
            Binary.write(out, content);
            Binary.write(out, log);
            out.writeByte(END);
            out.writeLong(progress.getAsLong());
        });
    }

    private void read(byte[] record) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
            for (int kind = in.readByte(); kind != END; kind = in.readByte()) {
                switch (kind) {
                    case CHECKPOINT -> {
                        readVote(in);
                        Snapshot snapshot = Binary.snapshot(in);
                        content = Binary.bytes(in);
                        log = Log.of(snapshot, Binary.entries(in));
                    }
                    case SAVE -> readVote(in);
                    case APPEND -> log = appended(in.readInt(), Binary.entries(in));
                    default -> throw new IOException("no part of a batch: " + kind);
                }
            }
            synced = in.readLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readVote(DataInputStream in) throws IOException {
        term = in.readInt();
        votedFor = Optional.of(in.readUTF()).filter(vote -> !vote.isEmpty());
    }

    private Log appended(int firstIndex, List<Entry> entries) {
        Log appended = firstIndex > log.lastIndex() ? log : log.upTo(firstIndex - 1);
        for (Entry entry : entries) {
            appended = appended.with(entry);
        }
        return appended;
    }

    /** Returns the state that was found; empty: the file was not there. */
    @Override
    public Optional<HardState> found() {
        return isNew ? Optional.empty() : Optional.of(new HardState(term, votedFor, log));
    }

    @Override
    public byte[] foundContent() {
        return content.clone();
    }

    /** Returns how many events the server's trace had when it was last synced. */
    public long synced() {
        return synced;
    }

    /** Returns the same for the store that is on that disk, or is made there. */
    public static long synced(Disk disk, String name, Group group) {
        JournalStore store = new JournalStore(disk, name, group);
        store.close();
        return store.synced;
    }

    @Override
    public void save(int term, Optional<String> votedFor) {
        this.term = term;
        this.votedFor = votedFor;
        batch.writeBytes(bytes(out -> {
            out.writeByte(SAVE);
            out.writeInt(term);
            out.writeUTF(votedFor.orElse(""));
        }));
    }

    @Override
    public void append(int firstIndex, List<Entry> entries) {
        log = appended(firstIndex, entries);
        batch.writeBytes(bytes(out -> {
            out.writeByte(APPEND);
            out.writeInt(firstIndex);
            Binary.write(out, entries);
        }));
    }

    @Override
    public void install(Snapshot snapshot, byte[] itsContent, List<Entry> remaining) {
        put(Log.of(snapshot, remaining), itsContent);
    }

    @Override
    public void compact(Snapshot snapshot, byte[] itsContent) {
        put(log.behind(snapshot), itsContent);
    }

    private void put(Log other, byte[] itsContent) {
        log = other;
        content = itsContent.clone();
        isReplaced = true;
    }

    @Override
    public void sync() {
        if (isReplaced) {
            journal.replace(checkpoint());
        } else {
            batch.writeBytes(bytes(out -> {
                out.writeByte(END);
                out.writeLong(progress.getAsLong());
            }));
            journal.append(batch.toByteArray());
        }
        synced = progress.getAsLong();
        batch = new ByteArrayOutputStream();
        isReplaced = false;
    }

    @Override
    public void close() {
        journal.close();
    }
}
