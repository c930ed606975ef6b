package dev.lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a process that is slow, a message that is late or lingers and a link that is cut one way do to cores. */
class RareFaultsTest {
    private static final int MOST = 8_000;

    private final Counter a = new Counter("a", "b");
    private final Counter b = new Counter("b", "a");
    private final List<Choice> choices = new ArrayList<>();

    private void run(Map<Fault, Integer> faults) {
        run(faults, MOST);
    }

    private void run(Map<Fault, Integer> faults, int most) {
        new Simulation<>(List.of(a, b), Channels.UNORDERED, faults, Schedule.random(1), false, Object::getClass)
                .run(() -> choices.size() >= most, choices::add);
    }

    private <C extends Choice> List<C> made(Class<C> kind) {
        return choices.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void whatIsLateArrivesAfterMuchThatWasSentLater() {
        run(Map.of(Fault.LATE, 10));

        assertThat(b.received)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, a.sent).boxed().toList());
        int latest = 0;
        int overtaken = 0;
        for (int number : b.received) {
            latest = Math.max(latest, number);
            overtaken = Math.max(overtaken, latest - number);
        }
        assertThat(overtaken).isGreaterThan(500);
        assertThat(made(Choice.Postpone.class)).hasSizeGreaterThan(30).allMatch(late -> late.choices() <= 3_000);
    }

    @Test
    void pausesAreLongWhereTheyAreRare() {
        run(Map.of(Fault.PAUSE, 2));

        assertThat(made(Choice.Pause.class))
                .allMatch(pause -> pause.choices() <= 1_500)
                .anyMatch(pause -> pause.choices() > 1_000);
        assertThat(b.received.size())
                .as("messages that came, of %s: not all find room at a process that is paused", a.sent)
                .isBetween(a.sent / 4, a.sent - 1);
    }

    @Test
    void aProcessThatIsFastTakesMoreStepsThanOneThatIsSlow() {
        run(Map.of(Fault.DRIFT, 40), 4_000);

        Map<String, Integer> speeds = new HashMap<>(Map.of("a", 0, "b", 0));
        int[] taken = {0, 0};
        for (Choice choice : choices) {
            int ahead = speeds.get("a") - speeds.get("b");
            if (choice instanceof Choice.Drift drift) {
                assertThat(drift.speed()).isBetween(-3, 3);
                speeds.put(drift.process(), drift.speed());
            } else if (choice instanceof Choice.Take take && Math.abs(ahead) == 3) {
                taken[take.process().equals(ahead > 0 ? "a" : "b") ? 0 : 1]++;
            }
        }
        assertThat(taken[0]).isBetween(6 * taken[1], 10 * taken[1]);
        assertThat(taken[1]).isPositive();
    }

    @Test
    void aLinkThatIsCutOneWayCarriesMessagesTheOtherWay() {
        run(Map.of(Fault.LINK, 4));

        long against = 0;
        for (int i = 0; i < MOST; i++) {
            if (choices.get(i) instanceof Choice.CutLink cut) {
                for (Choice choice : choices.subList(i + 1, Math.min(i + 1 + cut.choices(), MOST))) {
                    if (choice instanceof Choice.Deliver deliver) {
                        assertThat(deliver.from())
                                .as("%s during %s", deliver, cut)
                                .isNotEqualTo(cut.from());
                        against++;
                    }
                }
            }
        }
        assertThat(against).isGreaterThan(200);
    }

    @Test
    void whatLingersArrivesOverALinkThatIsCutOrASecondTime() {
        run(Map.of(Fault.LINK, 4, Fault.DELAY, 100, Fault.LINGER, 40));

        long whileCut = 0;
        for (int i = 0; i < MOST; i++) {
            if (choices.get(i) instanceof Choice.CutLink cut) {
                whileCut += choices.subList(i + 1, Math.min(i + 1 + cut.choices(), MOST)).stream()
                        .filter(choice -> choice instanceof Choice.Deliver deliver
                                && deliver.from().equals(cut.from()))
                        .count();
            }
        }
        assertThat(whileCut).as("messages over a link that is cut").isGreaterThan(5);
        assertThat(made(Choice.Linger.class)).hasSizeGreaterThan(50).anyMatch(copy -> copy.choices() > 2_000);
        assertThat(b.received.size() - Set.copyOf(b.received).size())
                .as("messages that came a second time")
                .isGreaterThan(20);
    }
}
