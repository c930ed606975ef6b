package dev.lockstep.redis.replication.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.FigureOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Goal: runs show of each condition what TLC finds. Method: few runs with fixed seeds; the gate has a canary. */
class ReplicationFiguresTest {
    /** In runs with these seeds also what is rare happens. */
    private static FigureOptions options(int seeds) {
        return new FigureOptions(new TreeSet<>(new ReplicationFigures().parts().keySet()), seeds, 20, Optional.empty());
    }

    private static boolean accepts(Path trace) {
        CheckResult result = TraceAssertions.check(trace);
        assertThat(result.verdict()).isIn(Verdict.ACCEPTED, Verdict.REJECTED);
        return result.verdict() == Verdict.ACCEPTED;
    }

    @Test
    void runsAgreeWithTlc() throws IOException {
        List<String> lines = new ArrayList<>();
        assertThat(new ReplicationFigures().compute(options(30), lines::add, trace -> true))
                .as("%s", lines)
                .isTrue();
        assertThat(lines).hasSize(4 + Condition.values().length);
    }

    /** The canary of {@link #runsAgreeWithTlc}: a condition that loses what it must not is seen. */
    @Test
    void aConditionThatLosesWhatItMustNotDoesNotAgree() throws IOException {
        ReplicationFigures.Row row = ReplicationFigures.row(Condition.NO_WAIT, options(20), trace -> true);
        assertThat(row.lost()).isPositive();
        assertThat(new ReplicationFigures.Row(Condition.ALL, 20, row.promoted(), row.lost(), 0).agrees())
                .isFalse();
    }

    /** Whoever loses what was acknowledged cannot hide it from clients for long. */
    @Test
    void clientsSeeThatWritesAreLost() throws IOException {
        ReplicationFigures.Row row =
                ReplicationFigures.row(Condition.NO_WAIT, options(20), ReplicationFiguresTest::accepts);
        assertThat(row.linearizable()).isLessThan(20);
    }
}
