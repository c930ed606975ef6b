package dev.lockstep.commit.node;

import dev.lockstep.commit.Message;
import dev.lockstep.process.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Packets as bytes. */
public final class PacketWire implements Wire<Packet> {
    @Override
    public void write(Packet packet, DataOutput out) throws IOException {
        out.writeLong(packet.transaction());
        out.writeUTF(packet.message().getClass().getSimpleName());
        out.writeUTF(packet.message().from());
        out.writeUTF(packet.message().to());
        out.writeShort(packet.changes().size());
        for (Change change : packet.changes()) {
            out.writeUTF(change.key());
            if (change instanceof Change.Put put) {
                out.writeBoolean(true);
                out.writeUTF(put.value());
            } else if (change instanceof Change.Add add) {
                out.writeBoolean(false);
                out.writeLong(add.amount());
            }
        }
    }

    @Override
    public Packet read(DataInput in) throws IOException {
        long transaction = in.readLong();
        Message message = message(in.readUTF(), in.readUTF(), in.readUTF());
        List<Change> changes = new ArrayList<>();
        for (int i = in.readUnsignedShort(); i > 0; i--) {
            String key = in.readUTF();
            changes.add(in.readBoolean() ? new Change.Put(key, in.readUTF()) : new Change.Add(key, in.readLong()));
        }
        return new Packet(transaction, message, changes);
    }

    private static Message message(String type, String from, String to) throws IOException {
        return switch (type) {
            case "Prepare" -> new Message.Prepare(from, to);
            case "Yes" -> new Message.Yes(from, to);
            case "No" -> new Message.No(from, to);
            case "Commit" -> new Message.Commit(from, to);
            case "Abort" -> new Message.Abort(from, to);
            case "Ack" -> new Message.Ack(from, to);
            case "Inquiry" -> new Message.Inquiry(from, to);
            default -> throw new IOException("no message is of type " + type);
        };
    }
}
