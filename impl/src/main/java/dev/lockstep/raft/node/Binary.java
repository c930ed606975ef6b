package dev.lockstep.raft.node;

import dev.lockstep.raft.Configuration;
import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Snapshot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes the values of Raft as bytes, on disk and on the wire. */
final class Binary {
    private Binary() {}

    static void write(DataOutput out, List<Entry> entries) throws IOException {
        out.writeInt(entries.size());
        for (Entry entry : entries) {
            out.writeInt(entry.term());
            out.writeBoolean(entry instanceof Entry.Config);
            if (entry instanceof Entry.Config config) {
                write(out, config.config());
            } else if (entry instanceof Entry.Command command) {
                write(out, command.command().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    static List<Entry> entries(DataInput in) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int term = in.readInt();
            entries.add(
                    in.readBoolean()
                            ? new Entry.Config(term, configuration(in))
                            : new Entry.Command(term, new String(bytes(in), StandardCharsets.UTF_8)));
        }
        return entries;
    }

    static void write(DataOutput out, Snapshot snapshot) throws IOException {
        out.writeInt(snapshot.index());
        out.writeInt(snapshot.term());
        write(out, snapshot.config());
    }

    static Snapshot snapshot(DataInput in) throws IOException {
        return new Snapshot(in.readInt(), in.readInt(), configuration(in));
    }

    static void write(DataOutput out, Configuration configuration) throws IOException {
        out.writeBoolean(configuration.isJoint());
        for (Set<String> servers : configuration) {
            out.writeInt(servers.size());
            for (String server : servers) {
                out.writeUTF(server);
            }
        }
    }

    static Configuration configuration(DataInput in) throws IOException {
        return in.readBoolean() ? Configuration.joint(servers(in), servers(in)) : Configuration.simple(servers(in));
    }

    private static Set<String> servers(DataInput in) throws IOException {
        Set<String> servers = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            servers.add(in.readUTF());
        }
        return servers;
    }

    /** Writes bytes with their length. The method {@link DataOutput#writeUTF} takes no long texts. */
    static void write(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] bytes(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("a length of " + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
