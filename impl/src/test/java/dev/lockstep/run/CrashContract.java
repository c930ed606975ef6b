package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.host.Core;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.simulation.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds besides of every protocol in which processes crash: those that are killed come back, and the trace goes on. */
public abstract class CrashContract<P, N extends Core<P>, A> extends ProtocolContract<P, N, A> {
    /** What is required of runs over TCP must happen in one of so many. */
    private static final int RUNS = 3;

    /** How many events the run has at least in which processes are killed: half of what those of the demo have. */
    protected int eventsWithKills() {
        return 500;
    }

    /** What the run is asked for in which processes are killed. */
    protected RunOptions withKills(Path trace) {
        return new RunOptions(
                3, 7, eventsWithKills(), Transport.TCP, description().faults(Transport.TCP), trace);
    }

    /** The files that a run leaves. */
    protected List<Path> files(Path trace) {
        return List.of(trace);
    }

    /** Asserts what else is expected of that run. */
    protected void requireOf(RunReport report, CheckResult result) throws Exception {}

    @Test
    void killedProcessesComeBackAndTheTraceGoesOn() throws Exception {
        assertThat(description().channels()).isEqualTo(Channels.UNORDERED);
        for (int run = 1; !hasWhatIsRequired(run); run++) {}
    }

    /** Makes a run, which must be accepted. Too little may happen in it on a busy machine: that is no failure but in the last one. */
    private boolean hasWhatIsRequired(int run) throws Exception {
        Path trace = folder.resolve("t.ndjson");
        RunReport report = description().run(withKills(trace));
        CheckResult result = TraceAssertions.check(List.of(trace), spec(), null);

        assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.events()).isEqualTo(report.events()).isGreaterThanOrEqualTo(eventsWithKills());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrderElementsOf(files(trace));
        }
        try {
            assertThat(report.figures().get("kills")).isPositive();
            requireOf(report, result);
            return true;
        } catch (AssertionError tooLittle) {
            if (run == RUNS) {
                throw tooLittle;
            }
            for (Path file : files(trace)) {
                Files.delete(file);
            }
            return false;
        }
    }
}
