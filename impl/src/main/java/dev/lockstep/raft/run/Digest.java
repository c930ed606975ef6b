package dev.lockstep.raft.run;

import dev.lockstep.raft.node.StateMachine;
import java.nio.ByteBuffer;

/** Tells whether two servers applied the same commands at the same indices. This state machine keeps a number of all of them. */
final class Digest implements StateMachine {
    private static final long PRIME = 1_099_511_628_211L;

    private long digest;

    @Override
    public String apply(int index, String command) {
        digest = (digest * PRIME + index) * PRIME + command.hashCode();
        return Long.toString(digest);
    }

    long digest() {
        return digest;
    }

    @Override
    public byte[] snapshot() {
        return ByteBuffer.allocate(Long.BYTES).putLong(digest).array();
    }

    @Override
    public void restore(byte[] content) {
        digest = ByteBuffer.wrap(content).getLong();
    }
}
