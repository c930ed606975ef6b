package dev.lockstep.clocks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.Message;
import dev.lockstep.clocks.PhysicalClock;
import dev.lockstep.clocks.node.DriftingOscillator;
import dev.lockstep.clocks.run.ClockClients.Readings;
import dev.lockstep.clocks.run.ClocksProtocol.Core;
import dev.lockstep.clocks.run.ClocksProtocol.Group;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * L. Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System", CACM 21(7), 1978, section "Physical Clocks", sentence by
 * sentence.
 */
class PhysicalClocksPaperTest {
    private static final Bounds BOUNDS = ClocksProtocol.USUAL;
    private static final Set<String> BOTH = Set.of("p", "q");

    private static PhysicalClock clock(String id, Bounds bounds, int shows) {
        return new PhysicalClock(id, BOTH, Set.of(id.equals("p") ? "q" : "p"), bounds, shows);
    }

    private static Message sent(PhysicalClock by, String to, int t, int e) {
        by.send(to, t, e);
        return by.drain().get(0);
    }

    // ---------------------------------------------------------------- clocks

    /** PC1: |dC(t)/dt - 1| < kappa. */
    @Test
    void aClockRunsAtARateWithinKappaOfOne() {
        for (int seed = 1; seed <= 100; seed++) {
            DriftingOscillator oscillator = new DriftingOscillator(BOUNDS, new SplittableRandom(seed)::nextInt);
            Set<Integer> rates = new TreeSet<>();
            int before = oscillator.units(0);
            for (int t = 1; t <= 1_000; t++) {
                int now = oscillator.units(t);
                rates.add(now - before);
                before = now;
            }
            assertThat(rates).allMatch(rate -> rate >= 9 && rate <= 11).contains(9, 11);
        }
    }

    /** Two clocks never run at exactly the same rate: they tend to drift further and further apart. */
    @Test
    void clocksThatSendNoMessagesDriftFurtherAndFurtherApart() {
        PhysicalClock fast = clock("p", BOUNDS, 0);
        PhysicalClock slow = clock("q", BOUNDS, 0);
        int bound = BOUNDS.epsilon(1);
        int ticks = bound / (2 * BOUNDS.drift()) + 1;
        sent(fast, "q", ticks, BOUNDS.most(ticks));
        sent(slow, "p", ticks, BOUNDS.fewest(ticks));
        assertThat(fast.clock() - slow.clock()).isGreaterThan(bound);
    }

    // ---------------------------------------------------------------- IR1' and IR2'

    /** IR1': while its process receives no message, a clock has a positive rate. */
    @Test
    void aClockWhoseProcessReceivesNothingRunsOn() {
        PhysicalClock p = clock("p", BOUNDS, 5);
        sent(p, "q", 10, 101);
        assertThat(p.clock()).isEqualTo(106);
        sent(p, "q", 20, 90);
        assertThat(p.clock()).isEqualTo(196);
    }

    /** IR2' (a): a message sent at t carries the timestamp C(t). */
    @Test
    void aMessageCarriesWhatItsSendersClockShows() {
        PhysicalClock p = clock("p", BOUNDS, 5);
        assertThat(sent(p, "q", 10, 101)).isEqualTo(new Message("p", "q", 10, 106));
        assertThat(sent(p, "q", 10, 0).timestamp()).isEqualTo(p.clock());
    }

    /** IR2' (b): upon receipt at t', the clock is set to the greater of C(t' - 0) and T + mu; it is always set forward, and never back. */
    @Test
    void uponReceiptAClockIsSetToTheGreaterOfItsReadingAndTheTimestampPlusTheMinimumDelay() {
        int mu = BOUNDS.scale() * BOUNDS.mu();
        for (int timestamp = 60; timestamp <= 120; timestamp++) {
            PhysicalClock q = clock("q", BOUNDS, 80);
            q.receive(new Message("p", "q", 1, timestamp), 3, 20);
            assertThat(q.clock()).isEqualTo(Math.max(100, timestamp + mu)).isGreaterThanOrEqualTo(100);
        }
    }

    /** A process need know only its own clock's reading and the timestamps of messages that it receives: the total delay it does not know. */
    @Test
    void whatAClockShowsDoesNotDependOnRealTime() {
        PhysicalClock early = clock("q", BOUNDS, 80);
        PhysicalClock late = clock("q", BOUNDS, 80);
        early.receive(new Message("p", "q", 0, 95), 2, 20);
        late.receive(new Message("p", "q", 500, 95), 900, 20);
        assertThat(early.clock()).isEqualTo(late.clock());
        assertThat(sent(early, "p", 3, 10).timestamp())
                .isEqualTo(sent(late, "p", 1_000, 10).timestamp());
    }

    /** IR1' and IR2' are IR1 and IR2 for physical clocks: so the Clock Condition holds. */
    @Test
    void theReceiptOfAMessageIsLaterThanItsSending() {
        PhysicalClock from = clock("p", BOUNDS, 0);
        PhysicalClock to = clock("q", BOUNDS, 0);
        SplittableRandom random = new SplittableRandom(1);
        for (int t = 10; t < 10_000; t += 10) {
            Message m = sent(from, to.id(), t, 90 + random.nextInt(21));
            int before = to.clock();
            to.receive(m, t + 2, 90 + random.nextInt(21));
            assertThat(to.clock()).isGreaterThan(m.timestamp()).isGreaterThan(before);
            PhysicalClock next = from;
            from = to;
            to = next;
        }
    }

    @Test
    void aProcessSendsOnlyOverItsArcsAndReceivesOnlyWhatIsForIt() {
        PhysicalClock p = clock("p", BOUNDS, 0);
        assertThatIllegalStateException().isThrownBy(() -> p.send("p", 1, 10));
        assertThatIllegalStateException().isThrownBy(() -> p.receive(new Message("p", "q", 1, 50), 3, 30));
        assertThat(p.clock()).isZero();
        assertThat(p.drain()).isEmpty();
    }

    // ---------------------------------------------------------------- the theorem

    private static List<Readings> run(Group group, long seed, int choices) {
        SimulatedRun<?, ?, ?> run = new SimulatedRun<>(
                group, Channels.UNORDERED, new ClocksProtocol().likely(), Schedule.random(seed), null);
        run.run(choices, choice -> {});
        return ((ClockClients) run.clients()).readings();
    }

    private static int epsilon(Group group) {
        return group.bounds().epsilon(group.diameter());
    }

    /** Theorem: in a strongly connected graph PC2 holds with epsilon; clocks that are right get as far apart as half of that, and more. */
    @ParameterizedTest
    @EnumSource
    void inAStronglyConnectedGraphClocksStayTogether(Graph graph) {
        Group group = ClocksProtocol.group(4, graph, Core::right);
        int largest = 0;
        for (int seed = 1; seed <= 60; seed++) {
            List<Readings> settled = new ArrayList<>(run(group, seed, 500));
            settled.removeIf(readings -> !readings.isSettled());
            assertThat(settled).isNotEmpty();
            for (Readings readings : settled) {
                largest = Math.max(largest, readings.skew());
            }
        }
        assertThat(largest).isBetween(epsilon(group) / 2, epsilon(group));
    }

    @Test
    void aGraphThatIsNotStronglyConnectedHasNoBound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graph.diameter(BOTH, Set.of(List.of("p", "q"))))
                .withMessageContaining("no way leads from q");
        assertThat(Graph.diameter(BOTH, Set.of(List.of("p", "q"), List.of("q", "p"))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RING, 2, 1",
        "RING, 5, 4",
        "LINE, 2, 1",
        "LINE, 5, 4",
        "STAR, 2, 1",
        "STAR, 5, 2",
        "COMPLETE, 2, 1",
        "COMPLETE, 5, 1"
    })
    void theDiameterIsTheLongestOfAllShortestWays(Graph graph, int nodes, int diameter) {
        assertThat(ClocksProtocol.group(nodes, graph, Core::right).diameter()).isEqualTo(diameter);
    }

    /** "epsilon ~ d(2 kappa tau + xi)", where mu + xi is small against tau. Here it is not: the clocks differ by more, and within epsilon. */
    @Test
    void thePrintedBoundIsAnApproximation() {
        Bounds bounds = new Bounds(10, 1, 4, 1, 1);
        PhysicalClock p = clock("p", bounds, 0);
        PhysicalClock q = clock("q", bounds, 0);
        Message m = sent(p, "q", 4, bounds.most(4));
        q.receive(m, 6, bounds.fewest(6));
        assertThat(q.clock()).isEqualTo(54);
        Message next = sent(p, "q", 8, bounds.most(4));

        int before = q.clock() + bounds.fewest(4); // at 10, before the next message arrives
        int skew = p.clock() + bounds.most(2) - before;
        assertThat(skew).isEqualTo(20);
        assertThat(skew).isGreaterThan(2 * bounds.drift() * bounds.tau() + bounds.scale() * bounds.xi());
        assertThat(skew).isLessThanOrEqualTo(bounds.epsilon(1));
        q.receive(next, 10, bounds.fewest(4));
        assertThat(p.clock() + bounds.most(2) - q.clock()).isEqualTo(12);
    }

    /** With xi = 0, a message passes its sender, if that is slow, and its receiver leads: d(2 kappa (tau + mu + xi) + xi) is not enough. */
    @Test
    void withoutUnpredictableDelaysAClockThatAMessageHasSetLeads() {
        Bounds bounds = new Bounds(4, 1, 3, 1, 0);
        PhysicalClock p = clock("p", bounds, 100);
        PhysicalClock q = clock("q", bounds, 100);
        Message m = sent(p, "q", 0, 0);
        Message old = sent(q, "p", 1, 0);
        q.receive(m, 1, bounds.fewest(1));
        p.receive(old, 2, bounds.fewest(2));
        assertThat(p.clock()).isEqualTo(106);

        int skew =
                q.clock() + bounds.most(4) - (p.clock() + bounds.fewest(3)); // at 5, before what q sends at 4 arrives
        assertThat(skew).isEqualTo(9).isGreaterThan(2 * bounds.drift() * bounds.wait(1));
        assertThat(skew).isEqualTo(bounds.epsilon(1));
    }

    /** "for all t >~ t0 + tau d": a message that is sent at t0 + tau may arrive tau + mu + xi after t0, and until then nobody knows. */
    @Test
    void thePrintedTimeFromWhichOnClocksAreTogetherIsAnApproximation() {
        PhysicalClock p = clock("p", BOUNDS, 1_000);
        PhysicalClock q = clock("q", BOUNDS, 0);
        Message m = sent(p, "q", BOUNDS.tau(), BOUNDS.scale() * BOUNDS.tau());
        int wait = BOUNDS.wait(1);
        assertThat(wait).isGreaterThan(BOUNDS.tau());
        assertThat(p.clock() - BOUNDS.scale() * wait).isGreaterThan(BOUNDS.epsilon(1)); // of q, just before
        q.receive(m, wait, BOUNDS.scale() * wait);
        assertThat(p.clock() + BOUNDS.scale() * (wait - BOUNDS.tau()) - q.clock())
                .isBetween(0, BOUNDS.epsilon(1));
    }

    // ---------------------------------------------------------------- anomalies

    /** No anomaly is possible if C_i(t + mu) > C_j(t), for which epsilon / (1 - kappa) <= mu is enough, mu being how long news take outside. */
    @ParameterizedTest
    @EnumSource
    void newsFromOutsideThatAreSlowEnoughFindEachClockAhead(Graph graph) {
        Group group = ClocksProtocol.group(3, graph, Core::right);
        int slow = epsilon(group) / BOUNDS.fewest(1) + 1;
        int told = 0;
        for (int seed = 1; seed <= 20; seed++) {
            List<Readings> readings = run(group, seed, 300);
            for (int i = 0; i < readings.size(); i++) {
                Readings event = readings.get(i);
                for (Readings later : readings.subList(i + 1, readings.size())) {
                    if (event.isSettled() && later.since() == event.since() && later.time() >= event.time() + slow) {
                        assertThat(later.least()).isGreaterThan(event.most());
                        told++;
                        break;
                    }
                }
            }
        }
        assertThat(told).isGreaterThan(100);
    }
}
