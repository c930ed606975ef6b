package dev.lockstep.raft.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.raft.Group;
import dev.lockstep.raft.node.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with files, over TCP, and a client of them. */
class KeyValueServerTest {
    private static final Group GROUP = new Group(Set.of("s1", "s2", "s3", "s4"), Set.of("s1", "s2", "s3"), true, true);
    private static final List<String> ALL = List.of("s1", "s2", "s3", "s4");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Map<String, KeyValueServer> servers = new TreeMap<>();
    private final List<KeyValueClient> clients = new ArrayList<>();

    private void start(String... ids) throws IOException {
        for (String id : ids) {
            SplittableRandom random = new SplittableRandom(id.hashCode());
            Pace pace = new Pace(3, 25, 64, 512, 20, random::nextInt);
            servers.put(
                    id, KeyValueServer.onLoopback(folder, id, GROUP, pace, Duration.ofMillis(20), null, reason -> {}));
        }
    }

    private void stop(String id) {
        servers.remove(id).close();
    }

    private KeyValueClient client(Duration patience) {
        KeyValueClient client = new KeyValueClient(folder, ALL, patience);
        clients.add(client);
        return client;
    }

    @AfterEach
    void end() {
        clients.forEach(KeyValueClient::close);
        servers.values().forEach(KeyValueServer::close);
    }

    @Test
    void aClientPutsGetsSwapsAndDeletesWhoeverLeads() throws IOException {
        start("s1", "s2", "s3");
        KeyValueClient client = client(PATIENCE);
        client.put("x", "a value with spaces,\nand lines");
        assertThat(client(PATIENCE).get("x")).contains("a value with spaces,\nand lines");
        assertThat(client.compareAndSet("x", Optional.of("another"), "b")).isFalse();
        assertThat(client.compareAndSet("y", Optional.empty(), "b")).isTrue();
        client.delete("x");
        assertThat(client.get("x")).isEmpty();
        assertThat(client.get("y")).contains("b");
    }

    /** Of sixty values most are in the snapshot, some in the log behind it. */
    @Test
    void whatWasAcknowledgedIsThereWhenAllServersWereRestarted() throws IOException {
        start("s1", "s2", "s3");
        KeyValueClient client = client(PATIENCE);
        for (int i = 0; i < 60; i++) {
            client.put("k" + i, "v" + i);
        }
        for (String id : List.of("s1", "s2", "s3")) {
            stop(id);
        }
        assertThat(folder.resolve("s1")).isDirectoryContaining("glob:**s1.journal");
        start("s1", "s2", "s3");
        for (int i = 0; i < 60; i++) {
            assertThat(client.get("k" + i)).contains("v" + i);
        }
        client.put("k0", "in the same session");
        assertThat(client.get("k0")).contains("in the same session");
    }

    @Test
    void aServerIsReplacedAndTheOthersGoOnWithoutIt() throws IOException {
        start("s1", "s2", "s3", "s4");
        KeyValueClient client = client(PATIENCE);
        for (int i = 0; i < 60; i++) {
            client.put("k" + i, "v" + i);
        }
        Set<String> members = Set.of("s2", "s3", "s4");
        while (ALL.stream()
                .map(client::status)
                .flatMap(Optional::stream)
                .noneMatch(status -> status.contains(": leader ") && status.contains("members [[s2, s3, s4]],"))) {
            client.members(members);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        stop("s1");
        stop("s2");
        assertThat(client.get("k0")).as("of s3 and s4, which is a majority").contains("v0");
        assertThat(client.get("k59")).contains("v59");
    }

    @Test
    void withoutAMajorityNobodyAnswersAndNothingIsMadeUp() throws IOException {
        start("s1", "s2", "s3");
        client(PATIENCE).put("x", "a");
        stop("s2");
        stop("s3");
        KeyValueClient client = client(Duration.ofSeconds(2));
        assertThatThrownBy(() -> client.get("x")).isInstanceOf(KeyValueClient.NoAnswerException.class);
        assertThatThrownBy(() -> client.put("x", "b")).isInstanceOf(KeyValueClient.NoAnswerException.class);
        assertThat(client.status("s1").orElseThrow()).startsWith("s1: ").doesNotContain("leader in");
        assertThat(client.status("s2")).isEmpty();
        start("s2");
        assertThat(client(PATIENCE).get("x")).isPresent();
    }
}
