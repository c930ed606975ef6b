package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.Vote;
import dev.lockstep.storage.Records;
import dev.lockstep.storage.StableStorage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a node has on disk: a record for each log. */
final class LogStore {
    private final int slots;
    private final Records disk;
    private final Map<String, LogRecord> records = new HashMap<>();

    LogStore(int slots, StableStorage storage) {
        this.slots = slots;
        disk = new Records(storage);
        for (String log : disk.names()) {
            try {
                records.put(log, read(disk.read(log)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private LogRecord read(DataInputStream in) throws IOException {
        ProposerRecord round = new ProposerRecord(in.readInt());
        int promised = in.readInt();
        List<Vote> votes = new ArrayList<>();
        for (int s = 1; s <= slots; s++) {
            int ballot = in.readInt();
            votes.add(ballot == 0 ? Vote.NONE : new Vote(ballot, Optional.of(in.readUTF())));
        }
        return new LogRecord(round, new AcceptorRecord(promised, votes));
    }

    boolean has(String log) {
        return records.containsKey(log);
    }

    LogRecord get(String log) {
        LogRecord record = records.get(log);
        return record != null ? record : LogRecord.empty(slots);
    }

    /** Whether there is room for so many logs more. */
    boolean hasRoom(int more) {
        return disk.hasRoom(more);
    }

    /** Returns when the leader's round is durable. */
    void put(String log, ProposerRecord round) {
        put(log, new LogRecord(round, get(log).acceptor()));
    }

    /** Returns when the acceptor's promise and votes are durable. */
    void put(String log, AcceptorRecord acceptor) {
        put(log, new LogRecord(get(log).round(), acceptor));
    }

    private void put(String log, LogRecord record) {
        disk.write(log, out -> {
            out.writeInt(record.round().round());
            out.writeInt(record.acceptor().promised());
            for (Vote vote : record.acceptor().votes()) {
                out.writeInt(vote.ballot());
                if (vote.value().isPresent()) {
                    out.writeUTF(vote.value().get());
                }
            }
        });
        records.put(log, record);
    }

    void close() {
        disk.close();
    }
}
