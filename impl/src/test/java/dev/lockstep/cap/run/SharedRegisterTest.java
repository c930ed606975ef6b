package dev.lockstep.cap.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cap.node.RegisterNode;
import dev.lockstep.core.Message;
import dev.lockstep.net.ByHand.Served;
import dev.lockstep.net.FaultyTransport;
import dev.lockstep.net.LossyTransport;
import dev.lockstep.run.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Goal: programs and people use a register over TCP. Method: what each policy promises while one node is cut off, and no more. */
@Timeout(120)
class SharedRegisterTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    /** A tick that no test waits for. */
    private static final Duration LONG = Duration.ofSeconds(100);

    private static final List<String> NODES = RegisterDescription.nodes(3);

    @TempDir
    private Path folder;

    /** Three nodes, of which the third may be cut off. */
    private static final class Group<M extends Message> implements AutoCloseable {
        private final List<FaultyTransport<Packet<M>>> transports = new ArrayList<>();
        private final List<RegisterNode<M>> nodes = new ArrayList<>();

        Group(RegisterDeployment<M> deployment, Path folder, Duration tick) throws IOException {
            for (String id : NODES) {
                Set<String> peers = new TreeSet<>(NODES);
                peers.remove(id);
                FaultyTransport<Packet<M>> transport = new FaultyTransport<>(
                        new LossyTransport<>(id, peers, folder, deployment.wire()), Set.of(), new SplittableRandom(1));
                transports.add(transport);
                nodes.add(new RegisterNode<>(id, deployment, transport, tick, null));
            }
        }

        Optional<String> read(int node) {
            return nodes.get(node - 1).read().join();
        }

        void write(int node, String value) {
            nodes.get(node - 1).write(value).join();
        }

        void cutOffTheThird() {
            transports.get(2).cut(Set.of("n1", "n2"));
        }

        void heal() {
            transports.get(2).cut(Set.of());
        }

        @Override
        public void close() {
            nodes.forEach(RegisterNode::close);
        }
    }

    private Group<?> group(Policy policy, Duration tick) throws IOException {
        return new Group<>(policy.deployment(NODES, history -> {}), folder, tick);
    }

    @ParameterizedTest
    @EnumSource(
            value = Policy.class,
            names = {"PRIMARY", "QUORUM", "CONNECTED"})
    void whatOneNodeWritesTheOthersRead(Policy policy) throws IOException {
        try (Group<?> group = group(policy, LONG)) {
            assertThat(group.read(3)).isEmpty();
            for (int writer = 1; writer <= 3; writer++) {
                group.write(writer, "of " + writer);
                for (int reader = 1; reader <= 3; reader++) {
                    assertThat(group.read(reader)).hasValue("of " + writer);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Policy.class,
            names = {"PRIMARY", "QUORUM"})
    void whoIsCutOffWaitsAndReadsWhatWasWrittenMeanwhile(Policy policy) throws IOException {
        try (Group<?> group = group(policy, SHORT)) {
            group.cutOffTheThird();
            CompletableFuture<Optional<String>> read = group.nodes.get(2).read();
            group.write(2, "x");
            assertThat(group.read(1)).hasValue("x");
            assertThat(read).isNotDone();
            group.heal();
            assertThat(read.join()).hasValue("x");
        }
    }

    @Test
    void aLocalNodeThatIsCutOffAnswersWithWhatItHas() throws IOException {
        try (Group<?> group = group(Policy.LOCAL, SHORT)) {
            group.cutOffTheThird();
            group.write(2, "x");
            assertThat(group.read(3)).isEmpty();
            group.heal();
            until(group, 3, "x");
        }
    }

    @Test
    void aNodeWithATimeoutThatIsCutOffAnswersAndSendsItsWriteLater() throws IOException {
        try (Group<?> group = group(Policy.CONNECTED, SHORT)) {
            group.cutOffTheThird();
            assertThat(group.read(3)).isEmpty();
            group.write(3, "y");
            assertThat(group.read(3)).as("its own").hasValue("y");
            assertThat(group.read(1)).isEmpty();
            group.heal();
            until(group, 1, "y");
        }
    }

    /** Reads until the value is there, which it is in the end. */
    private static void until(Group<?> group, int node, String value) {
        Optional<String> read = group.read(node);
        while (!read.equals(Optional.of(value))) {
            read = group.read(node);
        }
        assertThat(read).hasValue(value);
    }

    @Test
    void operationsThatWaitFailWhenTheNodeEnds() throws IOException {
        Group<?> group = group(Policy.QUORUM, LONG);
        group.cutOffTheThird();
        List<CompletableFuture<?>> waiting =
                List.of(group.nodes.get(2).write("x"), group.nodes.get(2).read());
        group.close();
        assertThat(waiting).allSatisfy(each -> assertThat(each).failsWithin(Duration.ofSeconds(60)));
    }

    // ---------------------------------------------------------------- by hand

    private String told(int code, String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(0, folder.toString());
        int found = SharedRegister.run(stream, stream, all.toArray(String[]::new));
        assertThat(found).as("%s: %s", all, out).isEqualTo(code);
        return out.toString().strip();
    }

    @Test
    void peopleReadWriteAndCut() throws Exception {
        try (Served<? extends RegisterNode<?>> first = SharedRegister.serve(folder, "n1", "2", "local");
                Served<? extends RegisterNode<?>> second = SharedRegister.serve(folder, "n2", "2", "local")) {
            assertThat(told(1, "n1", "read")).isEqualTo("(none)");
            assertThat(told(0, "n1", "cut", "n2")).isEmpty();
            assertThat(told(0, "n1", "write", "a b")).isEmpty();
            assertThat(told(0, "n1", "read")).isEqualTo("a b");
            assertThat(second.node().read().join()).isEmpty();
            assertThat(told(0, "n1", "heal")).isEmpty();
            while (second.node().read().join().isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(told(0, "n2", "read")).isEqualTo("a b");
            assertThat(told(1, "n1", "cut", "n7")).isEqualTo("the others are n2, not n7");
            assertThat(told(1, "n1", "write")).isEqualTo("no request: write");
            assertThat(first.node().read().join()).hasValue("a b");
        }
    }

    @Test
    void mistakesAreTold() throws Exception {
        assertThat(told(2, "n1")).startsWith("usage: SharedRegister FOLDER serve ID N --policy POLICY");
        assertThat(told(2, "serve", "n1", "3")).startsWith("usage: ");
        assertThat(told(2, "serve", "n1", "3", "--policy", "paxos"))
                .isEqualTo("no policy paxos: there are primary, quorum, local and connected");
        assertThat(told(2, "serve", "n1", "x", "--policy", "local")).isEqualTo("not a number of nodes: x");
        assertThat(told(2, "serve", "n4", "3", "--policy", "local")).isEqualTo("no node n4: there are n1, n2, n3");
        assertThat(told(2, "serve", "n1", "1", "--policy", "local"))
                .isEqualTo("a register needs at least 2 nodes, not 1");
        assertThat(told(1, "n1", "read")).startsWith("n1 does not answer: there is no file ");
        SharedRegister.serve(folder, "n1", "3", "local").close();
        assertThat(told(2, "serve", "n1", "3", "--policy", "local")).startsWith("n1 has run in " + folder);
        assertThat(told(2, "serve", "n2", "3", "--policy", "quorum"))
                .isEqualTo("the nodes in " + folder + " have different policies, or numbers of nodes:"
                        + " local-of-3.group, quorum-of-3.group");
        SharedRegister.serve(folder, "n2", "3", "local").close();
    }
}
