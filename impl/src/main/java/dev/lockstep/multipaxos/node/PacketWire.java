package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.Message;
import dev.lockstep.paxos.Vote;
import dev.lockstep.process.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Packets as bytes. */
public final class PacketWire implements Wire<Packet> {
    @Override
    public void write(Packet packet, DataOutput out) throws IOException {
        out.writeUTF(packet.log());
        if (packet instanceof Packet.Request request) {
            out.writeUTF("Request");
            out.writeUTF(request.command());
        } else if (packet instanceof Packet.Carried carried) {
            Message message = carried.message();
            out.writeUTF(message.getClass().getSimpleName());
            out.writeUTF(message.from());
            out.writeUTF(message.to());
            write(message, out);
        }
    }

    private static void write(Message message, DataOutput out) throws IOException {
        if (message instanceof Message.Prepare m) {
            out.writeInt(m.ballot());
        } else if (message instanceof Message.Promise m) {
            out.writeInt(m.ballot());
            out.writeInt(m.votes().size());
            for (Vote vote : m.votes()) {
                out.writeInt(vote.ballot());
                out.writeUTF(vote.value().orElse(""));
            }
        } else if (message instanceof Message.Accept m) {
            out.writeInt(m.ballot());
            out.writeInt(m.slot());
            out.writeUTF(m.value());
        } else if (message instanceof Message.Accepted m) {
            out.writeInt(m.ballot());
            out.writeInt(m.slot());
            out.writeUTF(m.value());
        } else if (message instanceof Message.Refusal m) {
            out.writeInt(m.ballot());
            out.writeInt(m.promised());
        }
    }

    @Override
    public Packet read(DataInput in) throws IOException {
        String log = in.readUTF();
        String type = in.readUTF();
        return type.equals("Request")
                ? new Packet.Request(log, in.readUTF())
                : new Packet.Carried(log, message(in, type, in.readUTF(), in.readUTF()));
    }

    private static Message message(DataInput in, String type, String from, String to) throws IOException {
        return switch (type) {
            case "Prepare" -> new Message.Prepare(from, to, in.readInt());
            case "Promise" -> new Message.Promise(from, to, in.readInt(), votes(in));
            case "Accept" -> new Message.Accept(from, to, in.readInt(), in.readInt(), in.readUTF());
            case "Accepted" -> new Message.Accepted(from, to, in.readInt(), in.readInt(), in.readUTF());
            case "Refusal" -> new Message.Refusal(from, to, in.readInt(), in.readInt());
            default -> throw new IOException("no message is of type " + type);
        };
    }

    private static List<Vote> votes(DataInput in) throws IOException {
        List<Vote> votes = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int ballot = in.readInt();
            String value = in.readUTF();
            votes.add(ballot == 0 ? Vote.NONE : new Vote(ballot, Optional.of(value)));
        }
        return List.copyOf(votes);
    }
}
