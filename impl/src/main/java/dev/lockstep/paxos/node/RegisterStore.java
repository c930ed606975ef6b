package dev.lockstep.paxos.node;

import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.Vote;
import dev.lockstep.storage.Records;
import dev.lockstep.storage.StableStorage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a node has on disk: a record for each register. */
final class RegisterStore {
    private final Records disk;
    private final Map<String, RegisterRecord> records = new HashMap<>();

    RegisterStore(StableStorage storage) {
        disk = new Records(storage);
        for (String register : disk.names()) {
            try {
                records.put(register, read(disk.read(register)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static RegisterRecord read(DataInputStream in) throws IOException {
        ProposerRecord round = new ProposerRecord(in.readInt());
        int promised = in.readInt();
        int ballot = in.readInt();
        Vote vote = ballot == 0 ? Vote.NONE : new Vote(ballot, Optional.of(in.readUTF()));
        return new RegisterRecord(round, new AcceptorRecord(promised, vote));
    }

    boolean has(String register) {
        return records.containsKey(register);
    }

    RegisterRecord get(String register) {
        return records.getOrDefault(register, RegisterRecord.EMPTY);
    }

    /** Whether there is room for so many registers more. */
    boolean hasRoom(int more) {
        return disk.hasRoom(more);
    }

    /** Returns when the proposer's round is durable. */
    void put(String register, ProposerRecord round) {
        put(register, new RegisterRecord(round, get(register).acceptor()));
    }

    /** Returns when the acceptor's promise and vote are durable. */
    void put(String register, AcceptorRecord acceptor) {
        put(register, new RegisterRecord(get(register).round(), acceptor));
    }

    private void put(String register, RegisterRecord record) {
        disk.write(register, out -> {
            out.writeInt(record.round().round());
            out.writeInt(record.acceptor().promised());
            Vote vote = record.acceptor().vote();
            out.writeInt(vote.ballot());
            if (vote.value().isPresent()) {
                out.writeUTF(vote.value().get());
            }
        });
        records.put(register, record);
    }

    void close() {
        disk.close();
    }
}
