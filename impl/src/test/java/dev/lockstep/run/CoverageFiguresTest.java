package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The table of actions and pairs of actions says what the traces have, and a trace that is not accepted is told. */
class CoverageFiguresTest {
    private static final int RUNS = 4;

    private final List<String> lines = new ArrayList<>();

    /** Validates traces, or says that the spec has one action more than it has. */
    private record Validator(boolean accepts, Set<String> more) implements Figures.Validator {
        @Override
        public boolean accepts(Path trace) {
            return accepts && TraceAssertions.check(trace).verdict() == Verdict.ACCEPTED;
        }

        @Override
        public Set<String> actions(Path trace) {
            Set<String> actions = new TreeSet<>(TraceAssertions.actions(trace, null));
            actions.addAll(more);
            return actions;
        }
    }

    private boolean compute(boolean accepts, Set<String> more) throws IOException {
        return new CoverageFigures()
                .compute(
                        new FigureOptions(new TreeSet<>(Set.of("mutex")), RUNS, 1, Optional.empty()),
                        lines::add,
                        new Validator(accepts, more));
    }

    @Test
    void aRowHasWhatEachWayOfDrawingFaultsTakes() throws IOException {
        assertThat(compute(true, Set.of())).isTrue();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("| mutex | 6 | 6 | 6 | "))
                .hasSize(1);
        assertThat(lines.get(lines.size() - 1)).startsWith("- mutex: `").contains("`Enter` ");
    }

    @Test
    void whatIsNotAcceptedIsTold() throws IOException {
        assertThat(compute(false, Set.of())).isFalse();
        assertThat(lines.get(lines.size() - 1)).isEqualTo("- mutex: " + RUNS + " traces are NOT accepted.");
    }

    @Test
    void anActionThatNoRunTakesIsTold() throws IOException {
        assertThat(compute(true, Set.of("Sleep"))).isFalse();
        assertThat(lines.get(lines.size() - 1)).startsWith("- mutex: `Sleep` 0, ");
    }

    @Test
    void allProtocolsThatAreSimulatedAreParts() {
        assertThat(new CoverageFigures().parts().keySet()).contains("mutex", "commit", "paxos", "raft", "gossip");
    }
}
