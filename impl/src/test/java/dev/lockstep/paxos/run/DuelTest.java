package dev.lockstep.paxos.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.node.BackOff;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.paxos.node.PaxosNode;
import dev.lockstep.paxos.node.Registers;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Roles;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.faulty.Faults;
import dev.lockstep.storage.faulty.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: two proposers keep each other from success for ever, and who backs off at random does not ("Paxos Made Simple", section 2.4).
 *
 * <p>Method: five nodes in discrete time, of which two want the same register. A message takes one tick and a write none; an accept
 * request takes so long that, without back-off, the rival has always prepared a higher ballot before it arrives. Nothing is lost.
 */
class DuelTest {
    private static final int ACCEPT_TAKES = 10;
    private static final int HEAD_START = 5;

    @TempDir
    Path folder;

    private record Arrival(long due, long number, Send<Packet<Message>> send) {}

    /** Five nodes and the messages between them. */
    private static final class Duel {
        private final List<PaxosNode> nodes = new ArrayList<>();
        private final PriorityQueue<Arrival> inFlight =
                new PriorityQueue<>(Comparator.comparingLong(Arrival::due).thenComparingLong(Arrival::number));
        private Optional<String> chosen = Optional.empty();
        private long now;
        private long sent;
        private long ballots;

        Duel(BackOff patience, @Nullable Recorder recorder) {
            Cluster cluster = PaxosProtocol.cluster(5);
            for (String id : cluster.nodes()) {
                FaultyDisk disk1 = new FaultyDisk(id + ".1", Faults.NONE);
                FaultyDisk disk2 = new FaultyDisk(id + ".2", Faults.NONE);
                nodes.add(new PaxosNode(
                        new Registers.Of(cluster, Cores.RIGHT),
                        id,
                        () -> StableStorage.openOrCreate(disk1, disk2, new Layout(id, 1, 512)),
                        patience,
                        (register, roles) -> chosen =
                                chosen.or(() -> Roles.of(Learner.class, roles).learned()),
                        NodeTrace.of(recorder)));
            }
        }

        void tick() {
            if (now == 0) {
                nodes.get(0).write("r", "v1");
            }
            if (now == HEAD_START) {
                nodes.get(1).write("r", "v2");
            }
            nodes.forEach(this::settle);
            now++;
            while (!inFlight.isEmpty() && inFlight.peek().due <= now) {
                Send<Packet<Message>> send = inFlight.remove().send;
                PaxosNode node = nodes.get(Integer.parseInt(send.to().substring(1)) - 1);
                node.receive(send.message());
                settle(node);
            }
            nodes.forEach(PaxosNode::tick);
            nodes.forEach(this::settle);
        }

        private void settle(PaxosNode node) {
            for (Optional<Step> write = write(node); write.isPresent(); write = write(node)) {
                ballots += write.get().name().startsWith("write r of p") ? 1 : 0;
                write.get().action().run();
            }
            for (Send<Packet<Message>> send : node.drain()) {
                boolean isSlow = send.message().message() instanceof Message.Accept;
                inFlight.add(new Arrival(now + (isSlow ? ACCEPT_TAKES : 1), sent++, send));
            }
        }

        private static Optional<Step> write(PaxosNode node) {
            return node.steps().stream().filter(step -> !step.isTimeout()).findFirst();
        }
    }

    @Test
    void withoutBackOffTwoProposersGoOnFor10000EventsAndNothingIsChosen() throws Exception {
        Duel duel = withoutBackOff(folder.resolve("duel.ndjson"), 10_000);

        assertThat(duel.chosen).isEmpty();
        assertThat(duel.ballots).isGreaterThan(200);
    }

    /** A thousand events are checked in a moment, all of them in minutes: the set of messages of one instance grows with the trace. */
    @ParameterizedTest
    @ValueSource(longs = 1_000)
    void theDuelIsABehaviourOfTheSpec(long events) throws Exception {
        Path trace = folder.resolve("duel.ndjson");
        withoutBackOff(trace, events);

        CheckResult result = TraceAssertions.assertAccepted(trace);
        assertThat(result.events()).isGreaterThanOrEqualTo(events);
        assertThat(result.actions()).containsKeys("Abandon", "Propose").doesNotContainKeys("Learn", "Accept");
    }

    @Test
    @Tag("full")
    void allOfTheDuelIsABehaviourOfTheSpec() throws Exception {
        theDuelIsABehaviourOfTheSpec(10_000);
    }

    private static Duel withoutBackOff(Path trace, long events) throws IOException {
        try (Recorder recorder =
                Recorder.open(trace, new PaxosProtocol.Group(PaxosProtocol.cluster(5), Cores.RIGHT, 1).header())) {
            Duel duel = new Duel(BackOff.withoutBackOff(20), recorder);
            while (recorder.events() < events) {
                duel.tick();
            }
            System.out.println("duel: " + recorder.events() + " events, " + duel.ballots + " ballots, "
                    + (duel.chosen.isEmpty() ? "nothing" : duel.chosen.get()) + " chosen");
            return duel;
        }
    }

    @Test
    void withRandomBackOffAllOf1000DuelsEnd() {
        long ticks = 0;
        long ballots = 0;
        for (int seed = 1; seed <= 1_000; seed++) {
            Duel duel = new Duel(new BackOff(20, 320, new SplittableRandom(seed)::nextInt), null);
            while (duel.chosen.isEmpty()) {
                duel.tick();
                assertThat(duel.now).as("ticks in duel " + seed).isLessThan(10_000);
            }
            ticks = Math.max(ticks, duel.now);
            ballots = Math.max(ballots, duel.ballots);
        }
        System.out.println(
                "1000 duels with back-off: all choose, after at most " + ticks + " ticks and " + ballots + " ballots");
    }
}
