package dev.lockstep.gossip.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.gossip.AntiEntropy.Message;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.node.MapRequests;
import dev.lockstep.gossip.node.ReplicatedMap;
import dev.lockstep.host.Envelope;
import dev.lockstep.host.Transport;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.net.LineClient;
import dev.lockstep.net.LinePort;
import dev.lockstep.net.LossyTransport;
import dev.lockstep.run.NodeFiles;
import dev.lockstep.run.Packet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three sites over TCP, as their clients see them; their traces are behaviours of AntiEntropy.tla. */
class ReplicatedMapTest {
    private static final Replicas REPLICAS = GossipMap.replicas(3, Set.of("color", "size"));
    private static final Duration PAUSE = Duration.ofMillis(10);

    @TempDir
    Path folder;

    private final Map<String, ReplicatedMap> maps = new TreeMap<>();
    private final Map<String, Watch> watches = new TreeMap<>();

    /** The sites that can reach each other and nobody else; empty: all can reach all. */
    private volatile Set<String> half = Set.of();

    /** Waits for a site to hold something. */
    private static final class Watch implements Consumer<SortedMap<String, String>> {
        private Map<String, String> now = Map.of();
        private Map<String, String> awaited = Map.of();
        private CompletableFuture<Void> found = new CompletableFuture<>();

        @Override
        public synchronized void accept(SortedMap<String, String> contents) {
            now = contents;
            if (now.equals(awaited)) {
                found.complete(null);
            }
        }

        synchronized CompletableFuture<Void> until(Map<String, String> contents) {
            awaited = contents;
            found = new CompletableFuture<>();
            if (now.equals(awaited)) {
                found.complete(null);
            }
            return found;
        }
    }

    /** Loses what is sent from one half of the sites to the other. */
    private final class Cut implements Transport<Packet<Message>> {
        private final String id;
        private final Transport<Packet<Message>> transport;

        Cut(String id, Transport<Packet<Message>> transport) {
            this.id = id;
            this.transport = transport;
        }

        @Override
        public void start(Receiver<Packet<Message>> receiver) {
            transport.start(receiver);
        }

        @Override
        public void send(String to, Envelope<Packet<Message>> envelope) {
            Set<String> now = half;
            if (now.isEmpty() || now.contains(id) == now.contains(to)) {
                transport.send(to, envelope);
            }
        }

        @Override
        public void close() {
            transport.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        for (String id : REPLICAS.sites()) {
            open(id);
        }
    }

    private ReplicatedMap open(String id) throws IOException {
        NodeFiles files = new NodeFiles(folder, id, ReplicatedMap.layout(REPLICAS, id));
        Set<String> peers = REPLICAS.sites();
        peers.remove(id);
        Watch watch = new Watch();
        ReplicatedMap map = new ReplicatedMap(
                REPLICAS,
                id,
                files,
                new Cut(id, new LossyTransport<>(id, peers, folder, Packet.wire(Message.class))),
                PAUSE,
                new SplittableRandom(id.hashCode())::nextInt,
                GossipMap.trace(files, REPLICAS),
                watch);
        maps.put(id, map);
        watches.put(id, watch);
        return map;
    }

    @AfterEach
    void close() {
        maps.values().forEach(ReplicatedMap::close);
    }

    private static <T> T got(CompletableFuture<T> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    private void put(String id, String key, String value) throws Exception {
        got(maps.get(id).put(key, value));
    }

    private void awaitAll(Map<String, String> contents) throws Exception {
        for (String id : maps.keySet()) {
            got(watches.get(id).until(contents));
        }
    }

    /** Returns the traces of these sites, which have ended, as one. */
    private CheckResult trace(Set<String> sites) {
        close();
        return TraceAssertions.check(
                sites.stream().map(id -> NodeFiles.trace(folder, id)).toList(), null, null);
    }

    private CheckResult accepted() {
        CheckResult result = trace(REPLICAS.sites());
        assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.ACCEPTED);
        return result;
    }

    @Test
    void theLaterWriteWinsEverywhereAndWhatIsRemovedStaysRemoved() throws Exception {
        put("s1", "color", "red");
        awaitAll(Map.of("color", "red"));
        put("s3", "color", "dark blue");
        put("s3", "size", "5");
        awaitAll(Map.of("color", "dark blue", "size", "5"));
        got(maps.get("s2").remove("color"));
        awaitAll(Map.of("size", "5"));
        assertThat(got(maps.get("s1").get("color"))).isEmpty();
        assertThat(got(maps.get("s1").contents())).isEqualTo(Map.of("size", "5"));

        assertThat(accepted().actions()).containsEntry("Update", 3L).containsEntry("Delete", 1L);
    }

    /** The canary of {@link #accepted}. */
    @Test
    void aTraceInWhichASiteIsMissingIsRejected() throws Exception {
        put("s1", "color", "red");
        awaitAll(Map.of("color", "red"));

        assertThat(trace(Set.of("s2", "s3")).verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void halvesDivergeWhileTheNetworkIsCutAndAreEqualWhenItHasHealed() throws Exception {
        half = Set.of("s2", "s3");
        put("s1", "color", "red");
        put("s1", "size", "5");
        put("s2", "color", "blue");
        got(watches.get("s3").until(Map.of("color", "blue")));
        assertThat(got(maps.get("s1").contents())).isEqualTo(Map.of("color", "red", "size", "5"));

        half = Set.of();
        awaitAll(Map.of("color", "blue", "size", "5"));
        accepted();
    }

    @Test
    void aSiteThatIsStartedAgainHasWhatItHadAndLearnsWhatItHasMissed() throws Exception {
        put("s3", "color", "red");
        awaitAll(Map.of("color", "red"));
        maps.get("s3").close();
        put("s1", "size", "5");
        ReplicatedMap again = open("s3");
        assertThat(got(again.get("color"))).contains("red");
        awaitAll(Map.of("color", "red", "size", "5"));

        assertThat(accepted().actions()).containsEntry("Crash", 1L).containsEntry("Restart", 1L);
    }

    @Test
    void clientsAskALineAndAreAnsweredALine() throws Exception {
        ReplicatedMap map = maps.get("s1");
        try (LinePort port = new LinePort("s1", line -> MapRequests.answer(map, line), folder);
                LineClient client = new LineClient(folder, "s1")) {
            assertThat(client.ask("get color")).isEqualTo("none");
            assertThat(client.ask("put color dark+blue")).isEqualTo("done");
            assertThat(client.ask("get color")).isEqualTo("value dark+blue");
            assertThat(client.ask("list")).isEqualTo("list color dark+blue");
            assertThat(client.ask("remove color")).isEqualTo("done");
            assertThat(client.ask("list")).isEqualTo("list");
            for (String line : List.of("get colour", "put color", "jump", "", "put color None", "put color %zz")) {
                assertThat(client.ask(line)).startsWith("refused ");
            }
        }
        accepted();
    }

    @Test
    void whatCannotBePutIsRefusedInWords() {
        ReplicatedMap map = maps.get("s1");
        assertThatThrownBy(() -> map.put("colour", "red"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the map has no key colour, only color, size");
        assertThatThrownBy(() -> map.put("color", "x".repeat(1_001)))
                .hasMessage("a value has at most 1000 bytes, not 1001");
        assertThatThrownBy(() -> map.put("color", "None"))
                .hasMessage("the value cannot be None, which stands for none in traces");
    }

    @Test
    void whoeverAsksASiteThatHasEndedIsTold() {
        ReplicatedMap map = maps.get("s1");
        map.close();
        assertThat(map.put("color", "red"))
                .failsWithin(Duration.ofSeconds(60))
                .withThrowableThat()
                .withMessageContaining("process s1 is closed");
        assertThat(MapRequests.answer(map, "get color").join()).isEqualTo("refused process+s1+is+closed");
    }
}
