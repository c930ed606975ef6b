package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.commit.node.Cores;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the simulated storage, which never forgets an outcome, is not full before a run is over, however long it is. */
class LongRunTest {
    private static final int EVENTS = 40_000;

    /** Crashes, since each of the coordinator's skips numbers of transactions, and outcomes are kept by number. */
    private static Map<String, Long> run(int nodes, int pages) {
        var run = new SimulatedRun<>(
                new CommitProtocol.Group(CommitProtocol.cluster(nodes), Cores.RIGHT, pages),
                Channels.UNORDERED,
                Map.of(Fault.CRASH, CommitProtocol.LIKELY.get(Fault.CRASH)),
                Schedule.random(1),
                null);
        run.run(EVENTS, choice -> {});
        return run.clients().figures();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void thePagesThatAreCountedForTheEventsAreEnough(int nodes) {
        assertThat(run(nodes, CommitProtocol.pagesFor(EVENTS)).get("commits")).isPositive();
    }

    @Test
    void withFewPagesARunOfThisLengthWouldFillThem() {
        assertThatThrownBy(() -> run(2, 8))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no room for the record outcomes");
    }

    @Test
    void usualRunsHaveTheStorageOfANode() {
        assertThat(pages(20_000)).isEqualTo(CommitProtocol.PAGES);
        assertThat(pages(1_000_000))
                .isEqualTo(CommitProtocol.pagesFor(1_000_000))
                .isGreaterThan(1_900);
    }

    private static int pages(int events) {
        RunOptions options = new RunOptions(3, 1, events, RunOptions.Transport.SIMULATED, Set.of(), Path.of("none"));
        return new CommitProtocol().deployment(options).layout("p1").pages();
    }
}
