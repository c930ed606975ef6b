package dev.lockstep.raft.node;

import dev.lockstep.process.Wire;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.Message.Append;
import dev.lockstep.raft.Message.Appended;
import dev.lockstep.raft.Message.Ask;
import dev.lockstep.raft.Message.AskPreVote;
import dev.lockstep.raft.Message.AskVote;
import dev.lockstep.raft.Message.PreVote;
import dev.lockstep.raft.Message.Vote;
import dev.lockstep.raft.Snapshot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Packets as bytes. */
public final class PacketWire implements Wire<Packet> {
    @Override
    public void write(Packet packet, DataOutput out) throws IOException {
        Message message = packet.message();
        out.writeUTF(message.getClass().getSimpleName());
        out.writeUTF(message.from());
        out.writeUTF(message.to());
        out.writeInt(message.term());
        if (message instanceof Ask m) {
            out.writeInt(m.lastIndex());
            out.writeInt(m.lastTerm());
        } else if (message instanceof PreVote m) {
            out.writeBoolean(m.granted());
        } else if (message instanceof Vote m) {
            out.writeBoolean(m.granted());
        } else if (message instanceof Append m) {
            out.writeInt(m.prevIndex());
            out.writeInt(m.prevTerm());
            Binary.write(out, m.entries());
            out.writeInt(m.commit());
        } else if (message instanceof Appended m) {
            out.writeBoolean(m.success());
            out.writeInt(m.match());
        } else if (message instanceof Message.Snapshot m) {
            Binary.write(out, new Snapshot(m.index(), m.lastTerm(), m.config()));
        }
        Binary.write(out, packet.content());
        out.writeLong(packet.round());
    }

    @Override
    public Packet read(DataInput in) throws IOException {
        return new Packet(
                message(in, in.readUTF(), in.readUTF(), in.readUTF(), in.readInt()), Binary.bytes(in), in.readLong());
    }

    private static Message message(DataInput in, String type, String from, String to, int term) throws IOException {
        return switch (type) {
            case "AskPreVote" -> new AskPreVote(from, to, term, in.readInt(), in.readInt());
            case "AskVote" -> new AskVote(from, to, term, in.readInt(), in.readInt());
            case "PreVote" -> new PreVote(from, to, term, in.readBoolean());
            case "Vote" -> new Vote(from, to, term, in.readBoolean());
            case "Append" -> new Append(from, to, term, in.readInt(), in.readInt(), Binary.entries(in), in.readInt());
            case "Appended" -> new Appended(from, to, term, in.readBoolean(), in.readInt());
            case "Snapshot" -> {
                Snapshot snapshot = Binary.snapshot(in);
                yield new Message.Snapshot(from, to, term, snapshot.index(), snapshot.term(), snapshot.config());
            }
            default -> throw new IOException("no message is of type " + type);
        };
    }
}
