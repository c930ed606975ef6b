package dev.lockstep.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.host.Send;
import dev.lockstep.raft.Entry;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.HardState;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.Role;
import dev.lockstep.raft.Snapshot;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several inputs are made durable with one sync, and nothing of them is seen before. */
class RaftNodeTest {
    private static final Pace PACE = new Pace(3, 10, 64, 256, 3, bound -> 0);

    /** What happens at the node, in order. */
    private final List<String> seen = new ArrayList<>();

    private Supplier<String> atSync = () -> "sync";

    private final class Store implements RaftStore {
        @Override
        public Optional<HardState> found() {
            return Optional.empty();
        }

        @Override
        public byte[] foundContent() {
            return Beside.NOTHING;
        }

        @Override
        public void save(int term, Optional<String> votedFor) {
            seen.add("save " + term);
        }

        @Override
        public void append(int firstIndex, List<Entry> entries) {
            seen.add("append " + entries.size() + " from " + firstIndex);
        }

        @Override
        public void install(Snapshot snapshot, byte[] content, List<Entry> remaining) {
            seen.add("install " + new String(content));
        }

        @Override
        public void compact(Snapshot snapshot, byte[] content) {
            seen.add("compact " + snapshot.index());
        }

        @Override
        public void sync() {
            seen.add(atSync.get());
        }

        @Override
        public void close() {}
    }

    /** Remembers the last command. */
    private static final class Machine implements StateMachine {
        private byte[] content = Beside.NOTHING;

        @Override
        public String apply(int index, String command) {
            content = command.getBytes();
            return command;
        }

        @Override
        public byte[] snapshot() {
            return content;
        }

        @Override
        public void restore(byte[] other) {
            content = other;
        }
    }

    private final Machine machine = new Machine();

    private RaftNode node(Set<String> servers, NodeTrace trace) {
        Group group = new Group(servers, servers, true, true);
        RaftNode.Client client = new RaftNode.Client() {
            @Override
            public void applied(int index, Entry entry, String answer) {
                seen.add("applied " + index);
            }

            @Override
            public void installed(Snapshot snapshot) {
                seen.add("installed " + snapshot.index());
            }
        };
        return new RaftNode(group, "s1", Store::new, Cores.RIGHT, PACE, () -> machine, client, trace);
    }

    private RaftNode leader(NodeTrace trace) {
        RaftNode node = node(Set.of("s1"), trace);
        while (node.status().role() != Role.LEADER) {
            node.tick();
            node.drain();
        }
        seen.clear();
        return node;
    }

    @Test
    void whatIsAskedTogetherIsOneWriteAndAnsweredWhenThatIsDurable() {
        RaftNode leader = leader(NodeTrace.of(null));
        leader.propose("a");
        leader.propose("b");
        leader.read(mayRead -> seen.add("read " + mayRead));
        assertThat(seen).isEmpty();
        leader.drain();
        assertThat(seen).startsWith("append 2 from 2", "sync", "applied 2", "applied 3", "read true");
    }

    /** What a client asks for by mistake does not end the server. */
    @Test
    void aChangeToNoServersOrToUnknownOnesIsRefused() {
        RaftNode leader = leader(NodeTrace.of(null));
        assertThat(leader.change(Set.of())).isFalse();
        assertThat(leader.change(Set.of("s1", "unknown"))).isFalse();
        assertThat(leader.propose("a")).isPresent();
        leader.drain();
        assertThat(seen).contains("applied 2");
    }

    private static Packet<Message> append(int previous, String... commands) {
        List<Entry> entries = new ArrayList<>();
        for (String command : commands) {
            entries.add(new Entry.Command(1, command));
        }
        int term = previous == 0 ? 0 : 1;
        return new Packet<>(RaftNode.INSTANCE, new Message.Append("s2", "s1", 1, previous, term, entries, 0));
    }

    @Test
    void aFollowerAnswersAllThatItHasTakenAfterOneSync() {
        RaftNode follower = node(Set.of("s1", "s2", "s3"), NodeTrace.of(null));
        follower.receive(append(0, "a"));
        follower.receive(append(1, "b", "c"));
        assertThat(seen).isEmpty();
        List<Send<Packet<Message>>> answers = follower.drain();
        assertThat(seen).containsExactly("save 1", "append 3 from 1", "sync");
        assertThat(answers)
                .map(answer -> answer.message().message())
                .containsExactly(
                        new Message.Appended("s1", "s2", 1, true, 1), new Message.Appended("s1", "s2", 1, true, 3));
    }

    /** The second is of a snapshot that the server has no use for by then. */
    @Test
    void ofTwoSnapshotsThatComeTogetherTheOneThatCountsIsInstalled() {
        RaftNode follower = node(Set.of("s1", "s2", "s3"), NodeTrace.of(null));
        follower.receive(snapshot(9, "nine"));
        follower.receive(snapshot(7, "seven"));
        follower.drain();
        assertThat(seen).containsExactly("save 1", "install nine", "sync", "installed 9");
        assertThat(machine.snapshot()).asString().isEqualTo("nine");
    }

    private static Packet<Message> snapshot(int index, String content) {
        Set<String> servers = Set.of("s1", "s2", "s3");
        Message.Snapshot message = new Message.Snapshot(
                "s2",
                "s1",
                1,
                index,
                1,
                new Group(servers, servers, true, true).hardState().log().config());
        return new Packet<>(RaftNode.INSTANCE, message, Optional.of(new Beside(content.getBytes(), 0)));
    }

    /** In the trace before the record that counts them is on the disk, and not before the batch is over. */
    @Test
    void theEventsOfABatchAreWrittenRightBeforeItsSync(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trace.ndjson");
        Map<String, Object> constants = Map.of("Server", Set.of("s1"));
        try (NodeTrace trace = NodeTrace.reopen(file, Header.of(constants, RaftServer.class), 0)) {
            RaftNode leader = leader(trace);
            int before = lines(file);
            atSync = () -> "sync with " + (lines(file) - before) + " events, counted " + trace.events();
            leader.propose("a");
            leader.propose("b");
            assertThat(lines(file)).isEqualTo(before);
            leader.drain();
            assertThat(seen.get(1)).isEqualTo("sync with 3 events, counted " + (before - 1 + 3));
        }
    }

    /** Of a server that is not killed by itself but fails with its disk, the steps are in the trace once they are on the disk. */
    @Test
    void theEventsOfABatchThatCannotBeWrittenAreInNoTrace(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("trace.ndjson");
        Map<String, Object> constants = Map.of("Server", Set.of("s1"));
        try (Recorder recorder = Recorder.open(file, Header.of(constants, RaftServer.class))) {
            RaftNode leader = leader(NodeTrace.of(recorder));
            long before = recorder.events();
            leader.propose("a");
            leader.drain();
            assertThat(recorder.events()).isEqualTo(before + 2);
            atSync = () -> {
                throw new StorageException("the disk is full");
            };
            leader.propose("b");
            assertThatThrownBy(leader::drain).isInstanceOf(StorageException.class);
            assertThat(recorder.events()).isEqualTo(before + 2);
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
