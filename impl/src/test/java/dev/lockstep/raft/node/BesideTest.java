package dev.lockstep.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.net.Wire;
import dev.lockstep.raft.Configuration;
import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Message;
import dev.lockstep.run.Packet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BesideTest {
    private static final Configuration SIMPLE = Configuration.simple(Set.of("s1", "s2"));
    private static final Configuration JOINT = Configuration.joint(Set.of("s1"), Set.of("s2", "s3"));

    static Stream<Message> messages() {
        return Stream.of(
                new Message.AskPreVote("s1", "s2", 3, 4, 5),
                new Message.AskVote("s1", "s2", 3, 4, 5),
                new Message.PreVote("s1", "s2", 3, true),
                new Message.Vote("s1", "s2", 3, false),
                new Message.Append("s1", "s2", 3, 4, 2, List.of(), 1),
                new Message.Append(
                        "s1",
                        "s2",
                        3,
                        4,
                        2,
                        List.of(
                                new Entry.Command(2, "x".repeat(100_000)),
                                new Entry.Config(3, JOINT),
                                new Entry.Config(3, SIMPLE)),
                        1),
                new Message.Appended("s1", "s2", 3, true, 7),
                new Message.Snapshot("s1", "s2", 3, 7, 2, JOINT));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatIsWrittenIsRead(Message message) throws IOException {
        Wire<Packet<Message>> wire = Beside.wire();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Packet<Message> packet =
                new Packet<>(RaftNode.INSTANCE, message, Optional.of(new Beside(new byte[] {1, 2}, 17)));
        wire.write(packet, new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Packet<Message> read = wire.read(in);
        assertThat(read.message()).isEqualTo(message);
        Beside beside = (Beside) read.beside().orElseThrow();
        assertThat(beside.content()).containsExactly(1, 2);
        assertThat(beside.round()).isEqualTo(17);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void whatIsNoMessageIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(RaftNode.INSTANCE);
        out.writeByte(7);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThatThrownBy(() -> Beside.wire().read(in)).hasMessage("number 7 of 7");
    }
}
