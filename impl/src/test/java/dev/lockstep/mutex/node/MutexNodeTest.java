package dev.lockstep.mutex.node;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lockstep.net.Authority;
import dev.lockstep.net.TcpConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MutexNodeTest {
    private static final Map<String, Integer> RANK = Map.of("p1", 1, "p2", 2, "p3", 3);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Map<String, MutexNode> nodes = new TreeMap<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private MutexNode start(String name, UnaryOperator<TcpConfig> configure) throws Exception {
        Set<String> peers = new HashSet<>(RANK.keySet());
        peers.remove(name);
        MutexNode.Listener listener = new MutexNode.Listener() {
            @Override
            public void granted() {
                events.add(name + " granted");
            }

            @Override
            public void released() {
                events.add(name + " released");
            }
        };
        TcpConfig config = configure.apply(TcpConfig.of("test", name, peers));
        MutexNode node = MutexNode.start(config, RANK, listener, null);
        nodes.put(name, node);
        return node;
    }

    private void startAll() throws Exception {
        for (String name : RANK.keySet()) {
            start(name, config -> config);
        }
        connectAll();
    }

    private void connectAll() {
        Map<String, InetSocketAddress> addresses = new HashMap<>();
        nodes.forEach((name, node) -> addresses.put(name, node.address()));
        nodes.forEach((name, node) -> {
            Map<String, InetSocketAddress> others = new HashMap<>(addresses);
            others.remove(name);
            node.connect(others);
        });
    }

    @AfterEach
    void close() {
        nodes.values().parallelStream().forEach(MutexNode::close);
    }

    @Test
    void whileOneProcessHoldsTheLockAnotherDoesNotGetIt() throws Exception {
        startAll();

        assertThat(nodes.get("p1").acquire(LONG)).isTrue();
        assertThat(nodes.get("p2").acquire(SHORT)).isFalse();
        nodes.get("p1").release();
        assertThat(nodes.get("p2").acquire(LONG)).isTrue();
    }

    @Test
    void aRequestThatTimedOutIsReleasedAsSoonAsItIsGranted() throws Exception {
        startAll();
        nodes.get("p1").acquire(LONG);
        assertThat(nodes.get("p2").acquire(SHORT)).isFalse();
        nodes.get("p1").release();

        assertThat(nodes.get("p3").acquire(LONG)).isTrue();
        nodes.get("p3").release();
        List<String> seen = new ArrayList<>();
        while (!seen.contains("p2 released")) {
            seen.add(requireNonNull(events.poll(60, TimeUnit.SECONDS), "p2 has not released"));
        }
        assertThat(seen).startsWith("p1 granted", "p1 released").containsSequence("p2 granted", "p2 released");
    }

    @Test
    void aRequestThatTimedOutIsTakenOverByTheNextCall() throws Exception {
        startAll();
        nodes.get("p1").acquire(LONG);
        assertThat(nodes.get("p2").acquire(SHORT)).isFalse();
        CompletableFuture<Boolean> second = acquiring("p2");
        nodes.get("p1").release();

        assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void callsOfOneProcessTakeTurns() throws Exception {
        startAll();
        nodes.get("p1").acquire(LONG);

        assertThat(nodes.get("p1").acquire(SHORT)).isFalse();
        nodes.get("p1").release();
        assertThat(nodes.get("p1").acquire(LONG)).isTrue();
        assertThat(events).containsExactly("p1 granted", "p1 released", "p1 granted");
    }

    @Test
    void anInterruptedCallLeavesNothingHeld() throws Exception {
        startAll();
        nodes.get("p1").acquire(LONG);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                nodes.get("p2").acquire(LONG);
            } catch (InterruptedException e) {
                thrown.complete(e);
            }
        });
        waiter.start();
        waiter.interrupt();

        assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        nodes.get("p1").release();
        assertThat(nodes.get("p3").acquire(LONG)).isTrue();
    }

    @Test
    void onlyAHolderReleases() throws Exception {
        startAll();

        assertThatIllegalStateException()
                .isThrownBy(nodes.get("p1")::release)
                .withMessage("this process does not hold the lock");
    }

    @Test
    void nobodyIsGrantedTheLockWhileOneProcessIsMissing() throws Exception {
        start("p1", config -> config);
        start("p2", config -> config);
        connectAll();

        assertThat(nodes.get("p1").acquire(Duration.ofMillis(200))).isFalse();
        start("p3", config -> config);
        connectAll();
        assertThat(nodes.get("p1").acquire(LONG)).isTrue();
    }

    @Test
    void aCallThatWaitsAtAClosedProcessFails() throws Exception {
        startAll();
        nodes.get("p1").acquire(LONG);
        CompletableFuture<Boolean> waiting = acquiring("p2");
        nodes.get("p2").close();

        assertThat(waiting.handle((granted, failure) -> String.valueOf(failure)).get(30, TimeUnit.SECONDS))
                .contains("process p2 is closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> nodes.get("p2").acquire(LONG))
                .withMessage("process p2 is closed");
    }

    @Test
    void aProcessThatIsClosedReleasesTheLockFirst() throws Exception {
        startAll();
        nodes.get("p1").acquire(LONG);
        nodes.get("p1").close();

        assertThat(events).containsExactly("p1 granted", "p1 released");
    }

    @Test
    void theLockWorksOverMutualTls() throws Exception {
        Authority authority = new Authority("the group");
        for (String name : RANK.keySet()) {
            var identity = authority.identity(name);
            start(name, config -> config.withTls(identity));
        }
        connectAll();

        for (String name : List.of("p3", "p1", "p2")) {
            assertThat(nodes.get(name).acquire(LONG)).isTrue();
            nodes.get(name).cut(name.equals("p1") ? "p2" : "p1");
            nodes.get(name).release();
        }
        assertThat(events).hasSize(6);
    }

    private CompletableFuture<Boolean> acquiring(String name) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return nodes.get(name).acquire(LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
