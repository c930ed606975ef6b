package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.commit.node.Cores;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: the simulated storage, which never forgets an outcome, is not full before a run is over, however long it is. */
class LongRunTest {
    private static final int EVENTS = 40_000;

    /** Crashes, since each of the coordinator's skips numbers of transactions, and outcomes are kept by number. */
    private static SimulatedRun run(int nodes, SimulatedRun.Disks disks) {
        SimulatedRun run = new SimulatedRun(
                SimulatedRun.cluster(nodes),
                Cores.RIGHT,
                disks,
                Map.of(Fault.CRASH, CommitProtocol.LIKELY.get(Fault.CRASH)),
                Schedule.random(1),
                null);
        run.run(EVENTS, choice -> {});
        return run;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void thePagesThatAreCountedForTheEventsAreEnough(int nodes) {
        assertThat(run(nodes, SimulatedRun.disks(SimulatedRun.pagesFor(EVENTS))).commits())
                .isPositive();
    }

    @Test
    void withFewPagesARunOfThisLengthWouldFillThem() {
        assertThatThrownBy(() -> run(2, SimulatedRun.disks(8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no room for the record outcomes");
    }

    @Test
    void usualRunsHaveTheStorageOfANode() {
        assertThat(SimulatedRun.disksFor(20_000).open("p1").layout()).isEqualTo(SimulatedRun.layout("p1"));
        assertThat(SimulatedRun.disksFor(1_000_000).open("p1").layout().pages())
                .isEqualTo(SimulatedRun.pagesFor(1_000_000))
                .isGreaterThan(1_900);
    }
}
