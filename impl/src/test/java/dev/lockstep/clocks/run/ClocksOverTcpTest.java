package dev.lockstep.clocks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.ClockSlip;
import dev.lockstep.clocks.Message;
import dev.lockstep.clocks.node.MeasuredTime;
import dev.lockstep.clocks.run.ClocksProtocol.Core;
import dev.lockstep.clocks.run.ClocksProtocol.Group;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.run.ThreadRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clocks over TCP, in real time. No test says how long anything takes: a slow machine makes tau and xi larger, and they are measured.
 */
@Timeout(300)
class ClocksOverTcpTest {
    private static final int EVENTS = 200;

    /** The most runs until a slip comes to light. */
    private static final int RUNS = 20;

    /** Messages are held back for 5 ms, which is long beside what else makes them late. */
    private static final Bounds SLOW = new Bounds(20, 1, 1_000, 500, 0);

    @TempDir
    private Path folder;

    private RunOptions options(long seed, Set<String> faults) {
        return new RunOptions(3, seed, EVENTS, Transport.TCP, faults, folder.resolve("t.ndjson"));
    }

    @Test
    void everyRunIsABehaviourOfTheSpec() throws Exception {
        ClocksProtocol clocks = new ClocksProtocol();
        Set<String> taken = new TreeSet<>();
        for (int seed = 1; seed <= Graph.values().length; seed++) {
            RunOptions options = options(seed, seed % 2 == 0 ? Set.of() : clocks.faults(Transport.TCP));
            RunReport report = clocks.run(options);
            CheckResult result = TraceAssertions.assertAccepted(options.trace());
            assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(EVENTS);
            taken.addAll(result.actions().keySet());
            assertThat(report.figures().get("skew"))
                    .isLessThanOrEqualTo(report.figures().get("bound"));
        }
        assertThat(taken).contains("Send", "SetForward", "KeepClock");
    }

    @Test
    void theTraceHasTheMeasuredBoundsAndEventsInTheOrderOfRealTime() throws Exception {
        RunOptions options = options(1, Set.of());
        RunReport report = new ClocksProtocol().run(options);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(options.trace())) {
            lines.add(JsonMapper.shared().readTree(line));
        }
        JsonNode constants = lines.get(0).get("constants");
        int longest = 0;
        int now = 0;
        for (JsonNode event : lines.subList(1, lines.size())) {
            JsonNode args = event.get("args");
            assertThat(args.get("t").asInt()).isGreaterThanOrEqualTo(now);
            now = args.get("t").asInt();
            if (args.has("m")) {
                int delay = now - args.get("m").get("sent").asInt();
                assertThat(delay).isGreaterThanOrEqualTo(ClocksProtocol.OVER_TCP.mu());
                longest = Math.max(longest, delay);
            }
        }
        assertThat(constants.get("Mu").asInt()).isEqualTo(ClocksProtocol.OVER_TCP.mu());
        assertThat(constants.get("Xi").asInt())
                .isEqualTo(report.figures().get("xi").intValue())
                .isGreaterThanOrEqualTo(longest - ClocksProtocol.OVER_TCP.mu());
        assertThat(constants.get("Tau").asInt())
                .isEqualTo(report.figures().get("tau").intValue())
                .isPositive();
    }

    // ---------------------------------------------------------------- slips

    private static Group group(Bounds bounds, Bounds actual, Core core) {
        Group right = ClocksProtocol.group(3, Graph.RING, Transport.TCP, core);
        return new Group(right.processes(), right.arcs(), Transport.TCP, bounds, actual, core);
    }

    private void requireRejected(Group group, String actions, int events) throws Exception {
        for (int seed = 1; seed <= RUNS; seed++) {
            RunOptions options = new RunOptions(3, seed, events, Transport.TCP, Set.of(), folder.resolve("t.ndjson"));
            try {
                ThreadRun.of(group, options);
            } catch (IllegalStateException seen) {
                // the run has seen it as well; what matters here is what its trace shows
            }
            CheckResult result = TraceAssertions.check(options.trace());
            if (result.verdict() == Verdict.REJECTED) {
                assertThat(result.explanation().get(0))
                        .containsPattern(" is no step of PhysicalClocks: (" + actions + ")\\(");
                return;
            }
            assertThat(result.verdict()).isEqualTo(Verdict.ACCEPTED);
        }
        throw new AssertionError("not rejected within " + RUNS + " runs");
    }

    @ParameterizedTest
    @EnumSource
    void everySlipIsRejected(ClockSlip slip) throws Exception {
        int events = slip == ClockSlip.CANNOT_BE_STEPPED ? 10 * EVENTS : EVENTS; // clocks are stepped rarely
        requireRejected(group(SLOW, SLOW, slip), String.join("|", ClocksTest.actions(slip)), events);
    }

    @Test
    void clocksThatDriftMoreThanIsKnownAreRejected() throws Exception {
        Bounds more = new Bounds(SLOW.scale(), SLOW.drift() + 1, SLOW.tau(), SLOW.mu(), SLOW.xi());
        requireRejected(group(SLOW, more, Core::right), String.join("|", ClocksTest.ANY), EVENTS);
    }

    /** The minimum delay is taken for five seconds. */
    @Test
    void messagesThatAreFasterThanTheMinimumDelayAreRejected() throws Exception {
        Bounds seconds = new Bounds(20, 1, 1_000, 500_000, 0);
        requireRejected(group(seconds, SLOW, Core::right), "KeepClock|SetForward", EVENTS);
    }

    // ---------------------------------------------------------------- what is measured

    /** Time is what a test says: nothing is late unless it was. */
    @Test
    void tauAndXiAreTheLongestThereHaveBeen() throws IOException {
        long[] nanos = {7_000};
        MeasuredTime time = new MeasuredTime(
                ClocksProtocol.OVER_TCP, Set.of(List.of("p", "q")), bound -> 0, t -> {}, () -> nanos[0]);
        assertThat(time.maySend("p", "q")).isTrue();
        nanos[0] += 30L * MeasuredTime.TICK_NANOS + 9_999;
        Message m = new Message("p", "q", time.sending("p", "q"), 0);
        assertThat(m.sent()).isEqualTo(30);
        time.sent(m);
        assertThat(time.maySend("p", "q")).isFalse();
        nanos[0] += 49L * MeasuredTime.TICK_NANOS;
        assertThat(time.mayArrive(m)).isFalse();
        nanos[0] += 11L * MeasuredTime.TICK_NANOS;
        assertThat(time.mayArrive(m)).isTrue();
        assertThat(time.arrived(m)).isEqualTo(90);
        assertThat(time.measured(ClocksProtocol.OVER_TCP)).isEqualTo(new Bounds(20, 1, 60, 50, 10));
        nanos[0] += 500L * MeasuredTime.TICK_NANOS;
        assertThat(time.maySend("p", "q")).isTrue();
        time.sent(new Message("p", "q", time.sending("p", "q"), 0));
        nanos[0] += 70L * MeasuredTime.TICK_NANOS;
        time.event();
        assertThat(time.measured(ClocksProtocol.OVER_TCP)).isEqualTo(new Bounds(20, 1, 560, 50, 20));
    }
}
