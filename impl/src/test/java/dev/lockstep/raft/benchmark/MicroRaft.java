package dev.lockstep.raft.benchmark;

import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.RaftRole;
import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.message.RaftMessage;
import io.microraft.model.persistence.RaftEndpointPersistentState;
import io.microraft.model.persistence.RaftTermPersistentState;
import io.microraft.persistence.RaftStore;
import io.microraft.persistence.RaftStoreSerializer;
import io.microraft.statemachine.StateMachine;
import io.microraft.store.sqlite.RaftSqliteStore;
import io.microraft.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * MicroRaft, which leaves the network to its user: here what servers and clients send is handed over in memory, which costs less than TCP.
 * Its store is its own, on SQLite, or the least that is durable: entries appended to a file, which is forced when the store is flushed.
 */
final class MicroRaft implements Contestant {
    /** What makes the log durable. */
    enum Store {
        SQLITE,
        PLAIN_FILE
    }

    private record Endpoint(String name) implements RaftEndpoint {
        @Override
        public Object getId() {
            return name;
        }
    }

    private record Put(String key, String value) {}

    private final Map<RaftEndpoint, RaftNode> nodes = new ConcurrentHashMap<>();

    MicroRaft(Path folder, Store store) throws IOException {
        List<RaftEndpoint> members = List.of(new Endpoint("s1"), new Endpoint("s2"), new Endpoint("s3"));
        for (RaftEndpoint member : members) {
            String file = member.getId() + ".db";
            nodes.put(
                    member,
                    RaftNode.newBuilder()
                            .setGroupId("benchmark")
                            .setLocalEndpoint(member)
                            .setInitialGroupMembers(members)
                            .setTransport(new InMemory())
                            .setStateMachine(new Values())
                            .setStore(
                                    store == Store.SQLITE
                                            ? RaftSqliteStore.create(
                                                    folder.resolve(file).toFile(),
                                                    new DefaultRaftModelFactory(),
                                                    new Bytes())
                                            : new PlainFile(folder.resolve(file)))
                            .build());
        }
        nodes.values().forEach(RaftNode::start);
    }

    private final class InMemory implements Transport {
        @Override
        public void send(RaftEndpoint target, RaftMessage message) {
            nodes.get(target).handle(message);
        }

        @Override
        public boolean isReachable(RaftEndpoint endpoint) {
            return true;
        }
    }

    private static final class Values implements StateMachine {
        private final Map<String, String> values = new HashMap<>();

        @Override
        public Object runOperation(long index, Object operation) {
            if (operation instanceof Put put) {
                values.put(put.key, put.value);
            }
            return "done";
        }

        @Override
        public void takeSnapshot(long index, Consumer<Object> chunks) {
            chunks.accept(Map.copyOf(values));
        }

        @Override
        public void installSnapshot(long index, List<Object> chunks) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getNewTermOperation() {
            return "noop";
        }
    }

    /** One way only: nothing is restored. */
    private static byte[] bytes(Object value) {
        String text = value instanceof LogEntry entry
                ? entry.getIndex() + " " + entry.getTerm() + " " + entry.getOperation()
                : value.toString();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Bytes implements RaftStoreSerializer {
        private static <T> Serializer<T> serializer() {
            return new Serializer<>() {
                @Override
                public byte[] serialize(T element) {
                    return bytes(element);
                }

                @Override
                public T deserialize(byte[] element) {
                    throw new UnsupportedOperationException();
                }
            };
        }

        @Override
        public Serializer<RaftGroupMembersView> raftGroupMembersViewSerializer() {
            return serializer();
        }

        @Override
        public Serializer<RaftEndpoint> raftEndpointSerializer() {
            return serializer();
        }

        @Override
        public Serializer<LogEntry> logEntrySerializer() {
            return serializer();
        }

        @Override
        public Serializer<SnapshotChunk> snapshotChunkSerializer() {
            return serializer();
        }

        @Override
        public Serializer<RaftEndpointPersistentState> raftEndpointPersistentStateSerializer() {
            return serializer();
        }

        @Override
        public Serializer<RaftTermPersistentState> raftTermPersistentState() {
            return serializer();
        }
    }

    private static final class PlainFile implements RaftStore {
        private final FileChannel file;

        PlainFile(Path path) throws IOException {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        private void append(Object value) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes(value));
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        }

        private void appendAndFlush(Object value) throws IOException {
            append(value);
            flush();
        }

        @Override
        public void persistAndFlushLocalEndpoint(RaftEndpointPersistentState state) throws IOException {
            appendAndFlush(state);
        }

        @Override
        public void persistAndFlushInitialGroupMembers(RaftGroupMembersView members) throws IOException {
            appendAndFlush(members);
        }

        @Override
        public void persistAndFlushTerm(RaftTermPersistentState state) throws IOException {
            appendAndFlush(state);
        }

        @Override
        public void persistLogEntries(List<LogEntry> entries) throws IOException {
            for (LogEntry entry : entries) {
                append(entry);
            }
        }

        @Override
        public void persistSnapshotChunk(SnapshotChunk chunk) throws IOException {
            append(chunk.getOperation());
        }

        @Override
        public void truncateLogEntriesFrom(long index) throws IOException {
            append("truncate from " + index);
        }

        @Override
        public void truncateLogEntriesUntil(long index) throws IOException {
            append("truncate until " + index);
        }

        @Override
        public void deleteSnapshotChunks(long index, int count) throws IOException {
            append("delete " + index);
        }

        @Override
        public void flush() throws IOException {
            file.force(false);
        }
    }

    private RaftNode leader() {
        while (true) {
            for (RaftNode node : nodes.values()) {
                var report = node.getReport().join().getResult();
                if (report.getRole() == RaftRole.LEADER) {
                    return node;
                }
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Override
    public Client client() {
        RaftNode leader = leader();
        return (key, value) -> leader.replicate(new Put(key, value)).join();
    }

    @Override
    public void close() {
        List<RaftNode> all = new ArrayList<>(nodes.values());
        all.forEach(node -> node.terminate().join());
    }
}
