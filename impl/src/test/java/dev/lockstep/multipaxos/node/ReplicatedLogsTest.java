package dev.lockstep.multipaxos.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.multipaxos.Message;
import dev.lockstep.net.LossyTransport;
import dev.lockstep.paxos.node.BackOff;
import dev.lockstep.run.Packet;
import dev.lockstep.storage.FileDisk;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes over TCP, as a client sees them. */
class ReplicatedLogsTest {
    private static final LogCluster CLUSTER = new LogCluster(3, 6);

    @TempDir
    Path folder;

    private final Map<String, ReplicatedLogs> nodes = new HashMap<>();

    @BeforeEach
    void open() throws IOException {
        for (String id : CLUSTER.nodes()) {
            open(id);
        }
    }

    private ReplicatedLogs open(String id) throws IOException {
        Set<String> peers = CLUSTER.nodes().stream().filter(n -> !n.equals(id)).collect(Collectors.toSet());
        ReplicatedLogs node = new ReplicatedLogs(
                CLUSTER,
                id,
                () -> storage(id),
                new LossyTransport<>(id, peers, folder, Packet.wire(Message.class)),
                new BackOff(10, 100, new SplittableRandom(id.hashCode())::nextInt),
                Duration.ofMillis(5),
                null);
        nodes.put(id, node);
        return node;
    }

    private StableStorage storage(String id) {
        try {
            return StableStorage.openOrCreate(
                    new FileDisk(folder.resolve(id + "-1")),
                    new FileDisk(folder.resolve(id + "-2")),
                    new Layout(id, 4, 1024));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        nodes.values().forEach(ReplicatedLogs::close);
    }

    private static <T> T value(CompletableFuture<T> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    @Test
    void commandsOfAllNodesGetSlotsOfTheirOwn() throws Exception {
        List<CompletableFuture<Integer>> answers = CLUSTER.nodes().stream()
                .map(id -> nodes.get(id).append("log", "of " + id))
                .toList();

        Set<Integer> slots = new HashSet<>();
        for (CompletableFuture<Integer> answer : answers) {
            slots.add(value(answer));
        }
        assertThat(slots).hasSize(3);
    }

    @Test
    void theLogOutlivesAllItsNodes() throws Exception {
        int slot = value(nodes.get("n1").append("log", "c1"));
        nodes.values().forEach(ReplicatedLogs::close);

        ReplicatedLogs node = open("n2");
        open("n3");
        int next = value(node.append("log", "c2"));
        assertThat(next).isGreaterThan(slot);
        List<Optional<String>> known = value(node.known("log"));
        assertThat(known.get(next - 1)).contains("c2");
        assertThat(value(node.append("log", "c1"))).isEqualTo(slot);
    }

    /** Each command takes a slot, and sometimes two. */
    @Test
    void aFullLogSaysSo() {
        assertThatThrownBy(() -> {
                    for (int i = 1; i <= CLUSTER.slots() + 1; i++) {
                        value(nodes.get("n1").append("log", "c" + i));
                    }
                })
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("log is full, without c");
    }
}
