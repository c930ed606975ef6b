package dev.lockstep.paxos.node;

import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.Vote;
import dev.lockstep.process.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/** Packets as bytes. */
public final class PacketWire implements Wire<Packet> {
    @Override
    public void write(Packet packet, DataOutput out) throws IOException {
        out.writeUTF(packet.register());
        Message message = packet.message();
        out.writeUTF(message.getClass().getSimpleName());
        out.writeUTF(message.from());
        out.writeUTF(message.to());
        if (message instanceof Message.Prepare m) {
            out.writeInt(m.ballot());
        } else if (message instanceof Message.Promise m) {
            out.writeInt(m.ballot());
            out.writeInt(m.vote().ballot());
            out.writeUTF(m.vote().value().orElse(""));
        } else if (message instanceof Message.Accept m) {
            out.writeInt(m.ballot());
            out.writeUTF(m.value());
        } else if (message instanceof Message.Accepted m) {
            out.writeInt(m.ballot());
            out.writeUTF(m.value());
        } else if (message instanceof Message.Refusal m) {
            out.writeInt(m.ballot());
            out.writeInt(m.promised());
        } else if (message instanceof Message.Chosen m) {
            out.writeUTF(m.value());
        }
    }

    @Override
    public Packet read(DataInput in) throws IOException {
        return new Packet(in.readUTF(), message(in, in.readUTF(), in.readUTF(), in.readUTF()));
    }

    private static Message message(DataInput in, String type, String from, String to) throws IOException {
        return switch (type) {
            case "Prepare" -> new Message.Prepare(from, to, in.readInt());
            case "Promise" -> new Message.Promise(from, to, in.readInt(), vote(in.readInt(), in.readUTF()));
            case "Accept" -> new Message.Accept(from, to, in.readInt(), in.readUTF());
            case "Accepted" -> new Message.Accepted(from, to, in.readInt(), in.readUTF());
            case "Refusal" -> new Message.Refusal(from, to, in.readInt(), in.readInt());
            case "Chosen" -> new Message.Chosen(from, to, in.readUTF());
            case "Ask" -> new Message.Ask(from, to);
            default -> throw new IOException("no message is of type " + type);
        };
    }

    private static Vote vote(int ballot, String value) {
        return ballot == 0 ? Vote.NONE : new Vote(ballot, Optional.of(value));
    }
}
