package dev.lockstep.cap.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cap.TConnectedSlip;
import dev.lockstep.cap.run.TConnected.Loss;
import dev.lockstep.cap.run.TConnected.Tick;
import dev.lockstep.history.History;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Goal: runs are t-connected consistent. Method: histories by hand, right runs while the network is cut, and the canaries, runs with slips. */
class TConnectedTest {
    private static final List<String> NODES = RegisterDescription.nodes(2);
    private static final int T = ConnectedProtocol.TIMING.connected();

    private final History history = new History();

    private void write(String node, String value, long since, long until) {
        history.asked(node, Optional.of(value), since);
        history.answered(node, Optional.of(value), until);
    }

    private void read(String node, Optional<String> value, long since, long until) {
        history.asked(node, Optional.empty(), since);
        history.answered(node, value, until);
    }

    /** Both clocks tick at each of so many times from 20 on. */
    private static List<Tick> ticks(int rounds) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            for (String node : NODES) {
                ticks.add(new Tick(node, 20 + i));
            }
        }
        return ticks;
    }

    private TConnected judged(int rounds, Loss... losses) {
        return new TConnected(NODES, T, history, ticks(rounds), List.of(losses));
    }

    @Test
    void ifNothingIsLostTheOrderAgreesWithRealTime() {
        write("n1", "x", 1, 2);
        read("n2", Optional.empty(), 3, 4);
        assertThat(judged(0).holds()).isFalse();
        assertThat(judged(0, new Loss(0, 5)).holds()).isTrue();
    }

    @Test
    void operationsThatOverlapHaveAnyOrder() {
        write("n1", "x", 1, 5);
        read("n2", Optional.empty(), 2, 3);
        assertThat(judged(0).holds()).isTrue();
    }

    @Test
    void whatIsSettledComesFirst() {
        write("n1", "x", 1, 2);
        read("n2", Optional.empty(), 100, 101);
        Loss before = new Loss(3, 10);
        assertThat(judged(T + 2, before).holds()).isFalse();
        assertThat(judged(T + 2, before).settled()).isEqualTo(1);
        assertThat(judged(T + 1, before).holds()).as("not long enough").isTrue();
        assertThat(judged(T + 2, before, new Loss(21, 22)).holds())
                .as("not without a loss")
                .isTrue();
        assertThat(judged(2 * T + 5, before, new Loss(21, 22)).holds())
                .as("afterwards")
                .isFalse();
    }

    @Test
    void aNodeReadsWhatItHasWritten() {
        write("n1", "x", 1, 2);
        read("n1", Optional.empty(), 3, 4);
        assertThat(judged(0, new Loss(0, 5)).holds()).isFalse();
    }

    @Test
    void nobodyReadsTwoWritesInOneOrderAndAnotherInTheOther() {
        write("n1", "x", 1, 2);
        write("n2", "y", 1, 2);
        read("n1", Optional.of("y"), 3, 4);
        read("n2", Optional.of("x"), 3, 4);
        assertThat(judged(0, new Loss(0, 5)).holds()).isFalse();
    }

    // ---------------------------------------------------------------- runs

    /** Cut now and then, and whole for a while. */
    private static final Map<Fault, Integer> CUT = Map.of(Fault.PARTITION, 4);

    /** Returns how the judgement of a run begins, or how many operations were settled. */
    private static String outcome(ConnectedProtocol.Core core, long seed) {
        SimulatedRun<?, ?, ?> run =
                new SimulatedRun<>(ConnectedTest.group(3, core), Channels.UNORDERED, CUT, Schedule.random(seed), null);
        try {
            run.run(4_000, choice -> {});
            return String.valueOf(run.clients().figures().get("settled"));
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage()).replaceFirst(":.*", "");
        }
    }

    @Test
    void runsThatAreCutNowAndThenAreConsistent() {
        List<String> outcomes = LongStream.rangeClosed(1, 20)
                .mapToObj(seed -> outcome(ConnectedProtocol.Core::right, seed))
                .toList();
        assertThat(outcomes).allMatch(each -> each.matches("[0-9]+"));
        assertThat(outcomes.stream().mapToInt(Integer::parseInt).sum()).isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(
            value = TConnectedSlip.class,
            names = {"GIVES_UP_AT_ONCE", "FORGETS_ITS_OWN_WRITES", "ORDERS_AGAIN", "ORDERS_NOTHING"})
    void slipsAreSeen(TConnectedSlip slip) {
        assertThat(LongStream.rangeClosed(1, 40)
                        .mapToObj(seed -> outcome(slip, seed))
                        .filter("t-connected consistency"::equals)
                        .findFirst())
                .isPresent();
    }
}
