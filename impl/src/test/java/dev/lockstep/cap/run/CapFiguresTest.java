package dev.lockstep.cap.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cap.QuorumSlip;
import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.history.History;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: runs show of each policy what TLC finds. Method: few runs with fixed seeds; each gate has a canary. */
class CapFiguresTest {
    @TempDir
    private Path folder;

    private static boolean accepts(Path trace) {
        CheckResult result = TraceAssertions.check(trace);
        assertThat(result.verdict()).isIn(Verdict.ACCEPTED, Verdict.REJECTED);
        return result.verdict() == Verdict.ACCEPTED;
    }

    private static FigureOptions options(int seeds) {
        return new FigureOptions(new TreeSet<>(new CapFigures().parts().keySet()), seeds, 1, Optional.empty());
    }

    @Test
    void runsAgreeWithTlc() throws IOException {
        List<String> lines = new ArrayList<>();
        assertThat(new CapFigures().compute(options(12), lines::add, CapFiguresTest::accepts))
                .as("%s", lines)
                .isTrue();
        assertThat(lines).hasSize(4 + Policy.values().length);
    }

    /** The canary of {@link #runsAgreeWithTlc}: a validator that says yes, or no, to every history is seen. */
    @Test
    void aVerdictThatIsAlwaysTheSameDoesNotAgree() throws IOException {
        assertThat(new CapFigures().compute(options(12), line -> {}, trace -> true))
                .isFalse();
        assertThat(new CapFigures().compute(options(12), line -> {}, trace -> false))
                .isFalse();
    }

    @Test
    void eachRunKeepsItsPromise() throws Exception {
        for (RegisterDescription<?> each :
                List.of(new PrimaryProtocol(), new QuorumProtocol(), new LocalProtocol(), new ConnectedProtocol())) {
            Path trace = folder.resolve(each.name() + ".ndjson");
            each.run(new RunOptions(3, 3, 300, Transport.SIMULATED, Fault.options(each.likely()), trace));
            Path history = folder.resolve(each.name() + "-history.ndjson");
            CheckResult result = TraceAssertions.check(history);
            assertThat(result.verdict()).as("%s: %s", each.name(), result).isEqualTo(Verdict.ACCEPTED);
            assertThat(result.events()).isGreaterThan(10);
        }
    }

    /** A slip of a quorum is seen by clients, with no trace of the nodes in sight. */
    @Test
    void clientsSeeThatAnyNodeIsAQuorum() {
        assertThat(IntStream.rangeClosed(1, 20)
                        .anyMatch(seed -> !isLinearizable(QuorumSlip.ANY_NODE_IS_A_QUORUM, seed)))
                .isTrue();
    }

    private boolean isLinearizable(QuorumProtocol.Core core, long seed) {
        Path file = folder.resolve("history-" + seed + ".ndjson");
        new SimulatedRun<>(
                        new QuorumProtocol.Group(Measure.NODES, core, history -> {
                            try {
                                history.write(file, History.Promise.ATOMIC);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }),
                        Channels.UNORDERED,
                        new QuorumProtocol().likely(),
                        Schedule.random(seed),
                        null)
                .run(300, choice -> {});
        return accepts(file);
    }
}
