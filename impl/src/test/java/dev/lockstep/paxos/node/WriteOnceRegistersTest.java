package dev.lockstep.paxos.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.net.LossyTransport;
import dev.lockstep.paxos.Message;
import dev.lockstep.run.Packet;
import dev.lockstep.storage.FileDisk;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
class WriteOnceRegistersTest {
    private static final Cluster CLUSTER = new Cluster(3, 2);

    @TempDir
    Path folder;

    private final Map<String, WriteOnceRegisters> nodes = new HashMap<>();

    @BeforeEach
    void open() throws IOException {
        for (String id : CLUSTER.nodes()) {
            open(id);
        }
    }

    private WriteOnceRegisters open(String id) throws IOException {
        Set<String> peers = CLUSTER.nodes().stream().filter(n -> !n.equals(id)).collect(Collectors.toSet());
        WriteOnceRegisters node = new WriteOnceRegisters(
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
                    new Layout(id, 4, 512));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        nodes.values().forEach(WriteOnceRegisters::close);
    }

    private static String value(CompletableFuture<String> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    @Test
    void whoWritesAtTheSameTimeIsToldTheSame() throws Exception {
        List<CompletableFuture<String>> answers = CLUSTER.nodes().stream()
                .map(id -> nodes.get(id).write("r", "of " + id))
                .toList();

        String first = value(answers.get(0));
        assertThat(first).isIn("of n1", "of n2", "of n3");
        for (CompletableFuture<String> answer : answers) {
            assertThat(value(answer)).isEqualTo(first);
        }
        assertThat(value(nodes.get("n2").write("r", "too late"))).isEqualTo(first);
    }

    @Test
    void aNodeThatComesBackReadsWhatWasWrittenWithoutIt() throws Exception {
        nodes.get("n3").close();
        assertThat(value(nodes.get("n1").write("r", "v"))).isEqualTo("v");

        assertThat(value(open("n3").read("r"))).isEqualTo("v");
    }

    @Test
    void aMajorityOfNodesThatAllComeBackKeepsTheValue() throws Exception {
        assertThat(value(nodes.get("n1").write("r", "v"))).isEqualTo("v");
        nodes.values().forEach(WriteOnceRegisters::close);

        open("n1");
        open("n2");
        assertThat(value(nodes.get("n1").write("r", "w"))).isEqualTo("v");
    }

    @Test
    void aRegisterMoreThanThereIsRoomForIsRefused() throws Exception {
        for (String register : List.of("a", "b", "c", "d")) {
            value(nodes.get("n1").write(register, "v"));
        }
        assertThatThrownBy(() -> value(nodes.get("n1").write("e", "v")))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("no room for another register: e");
    }
}
