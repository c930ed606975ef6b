package dev.lockstep.raft.node;

import dev.lockstep.net.Wire;
import dev.lockstep.raft.Configuration;
import dev.lockstep.raft.Message;
import dev.lockstep.run.Packet;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/**
 * Tells what travels beside a message between two servers.
 *
 * @param content the content of the state machine, if the message is a snapshot; otherwise nothing
 * @param round the round of heartbeats that the message is part of; an answer has that of what it answers. 0: none
 */
public record Beside(byte[] content, long round) {
    static final byte[] NOTHING = {};

    static final Beside NONE = new Beside(NOTHING, 0);

    private static final Wire<Configuration> CONFIGURATIONS = new Wire<>() {
        @Override
        public void write(Configuration configuration, DataOutput out) throws IOException {
            Binary.write(out, configuration);
        }

        @Override
        public Configuration read(DataInput in) throws IOException {
            return Binary.configuration(in);
        }
    };

    /** Writes packets of servers as bytes. */
    public static Wire<Packet<Message>> wire() {
        return Packet.wire(Message.class, Beside.class, Map.of(Configuration.class, CONFIGURATIONS));
    }
}
