package dev.lockstep.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lockstep.host.Send;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a schedule can do to cores, on a core that sends numbers and remembers what it has received. */
class SimulationTest {
    private static final BooleanSupplier NEVER = () -> false;

    private final Counter a = new Counter("a", "b");
    private final Counter b = new Counter("b", "a");
    private final List<Choice> choices = new ArrayList<>();

    private void run(Channels channels, Set<Fault> faults, Schedule schedule, BooleanSupplier enough) {
        new Simulation<>(List.of(a, b), channels, faults, schedule).run(enough, choices::add);
    }

    private BooleanSupplier afterChoices(int n) {
        return () -> choices.size() >= n;
    }

    @Test
    void theSameSeedMakesTheSameChoices() {
        run(Channels.UNORDERED, EnumSet.allOf(Fault.class), Schedule.random(7), afterChoices(2_000));
        List<Choice> first = List.copyOf(choices);
        SimulationTest again = new SimulationTest();
        again.run(Channels.UNORDERED, EnumSet.allOf(Fault.class), Schedule.random(7), again.afterChoices(2_000));
        SimulationTest other = new SimulationTest();
        other.run(Channels.UNORDERED, EnumSet.allOf(Fault.class), Schedule.random(8), other.afterChoices(2_000));

        assertThat(again.choices).isEqualTo(first);
        assertThat(other.choices).isNotEqualTo(first);
    }

    @Test
    void withoutFaultsEveryMessageArrivesInTheOrderOfItsSending() {
        run(Channels.UNORDERED, Set.of(), Schedule.random(1), afterChoices(500));

        assertThat(b.received).isEqualTo(upTo(a.sent)).hasSizeGreaterThan(50);
        assertThat(a.received).isEqualTo(upTo(b.sent));
        assertThat(choices).allMatch(c -> !(c instanceof Choice.Deliver d) || d.position() == 0);
    }

    @Test
    void aFifoChannelKeepsItsOrderUnderDelayAndReordering() {
        run(
                Channels.FIFO,
                EnumSet.of(Fault.DELAY, Fault.REORDER, Fault.PAUSE),
                Schedule.random(2),
                afterChoices(2_000));

        assertThat(b.received).isEqualTo(upTo(a.sent)).hasSizeGreaterThan(200);
        assertThat(a.received).isEqualTo(upTo(b.sent));
        assertThat(choices).hasAtLeastOneElementOfType(Choice.Pause.class);
    }

    @Test
    void delayAloneLetsChannelsOvertakeEachOther() {
        BooleanSupplier enough = afterChoices(40);
        run(Channels.FIFO, Set.of(), Schedule.random(3), enough);
        List<Choice> prompt = List.copyOf(choices);
        SimulationTest late = new SimulationTest();
        late.run(Channels.FIFO, Set.of(Fault.DELAY), Schedule.random(3), late.afterChoices(40));

        assertThat(overtakings(prompt)).isZero();
        assertThat(overtakings(late.choices)).isPositive();
    }

    @Test
    void anUnorderedChannelIsReordered() {
        run(Channels.UNORDERED, Set.of(Fault.REORDER), Schedule.random(4), afterChoices(500));

        assertThat(b.received).isNotEqualTo(upTo(a.sent)).containsExactlyInAnyOrderElementsOf(upTo(a.sent));
    }

    @Test
    void aLostMessageNeverArrives() {
        run(Channels.FIFO, Set.of(Fault.LOSS), Schedule.random(5), afterChoices(500));

        long lost = choices.stream().filter(Choice.Lose.class::isInstance).count();
        assertThat(lost).isPositive();
        assertThat(a.received.size() + b.received.size()).isEqualTo(a.sent + b.sent - (int) lost);
    }

    @Test
    void whileALinkIsCutNothingArrivesOverItAndAfterwardsAgain() {
        int most = 60_000;
        run(Channels.FIFO, Set.of(Fault.PARTITION), Schedule.random(6), afterChoices(most));

        Set<Choice.Cut> oneWay = EnumSet.noneOf(Choice.Cut.class);
        for (int i = 0; i < most; i++) {
            if (choices.get(i) instanceof Choice.Partition p && p.group().size() == 1) {
                List<Choice> meanwhile = choices.subList(i + 1, Math.min(i + 1 + p.choices(), most));
                String inside = p.group().iterator().next();
                assertThat(arrivals(meanwhile, inside))
                        .as("arrivals from %s, %s", inside, p)
                        .matches(n -> p.cut() == Choice.Cut.IN || n == 0);
                assertThat(arrivals(meanwhile, inside.equals("a") ? "b" : "a"))
                        .as("arrivals at %s, %s", inside, p)
                        .matches(n -> p.cut() == Choice.Cut.OUT || n == 0);
                oneWay.add(p.cut());
            }
        }
        assertThat(oneWay).isEqualTo(EnumSet.allOf(Choice.Cut.class));
        assertThat(b.received).contains(a.sent).hasSizeBetween(1_000, a.sent - 1_000);
    }

    @Test
    void theProcessThatHasSentMostSinceTheLastTimeIsCutOff() {
        int most = 60_000;
        run(Channels.FIFO, Set.of(Fault.ISOLATION), Schedule.random(6), afterChoices(most));

        Map<String, Integer> sent = new TreeMap<>(Map.of("a", 0, "b", 0));
        Set<String> cutOff = new TreeSet<>();
        for (int i = 0; i < most; i++) {
            if (choices.get(i) instanceof Choice.Take t) {
                sent.merge(t.process(), 1, Integer::sum);
            } else if (choices.get(i) instanceof Choice.Partition p) {
                assertThat(p.cut()).isEqualTo(Choice.Cut.BOTH_WAYS);
                assertThat(p.group()).hasSize(1);
                String alone = p.group().iterator().next();
                assertThat(sent.get(alone)).isEqualTo(Collections.max(sent.values()));
                List<Choice> meanwhile = choices.subList(i + 1, Math.min(i + 1 + p.choices(), most));
                assertThat(arrivals(meanwhile, "a") + arrivals(meanwhile, "b")).isZero();
                sent.replaceAll((id, count) -> 0);
                cutOff.add(alone);
            }
        }
        assertThat(cutOff).containsExactly("a", "b");
    }

    private static long arrivals(List<Choice> some, String from) {
        return some.stream()
                .filter(c -> c instanceof Choice.Deliver d && d.from().equals(from))
                .count();
    }

    @Test
    void aDuplicatedMessageArrivesTwice() {
        run(Channels.UNORDERED, Set.of(Fault.DUPLICATION), Schedule.random(6), afterChoices(500));

        long duplicated =
                choices.stream().filter(Choice.Duplicate.class::isInstance).count();
        assertThat(duplicated).isPositive();
        assertThat(a.received.size() + b.received.size()).isEqualTo(a.sent + b.sent + (int) duplicated);
        assertThat(Set.copyOf(b.received)).isEqualTo(Set.copyOf(upTo(a.sent)));
    }

    @Test
    void aCrashedProcessLosesItsMemoryAndIsBackWhenTheRunEnds() {
        run(Channels.FIFO, Set.of(Fault.CRASH), Schedule.random(9), afterChoices(500));

        long crashes = choices.stream().filter(Choice.Crash.class::isInstance).count();
        assertThat(crashes).isPositive();
        assertThat((long) a.incarnation + b.incarnation).isEqualTo(crashes);
        assertThat(choices.stream().filter(Choice.Restart.class::isInstance)).hasSize((int) crashes);
    }

    @Test
    void nothingHappensAtACrashedProcess() {
        run(Channels.UNORDERED, EnumSet.of(Fault.CRASH, Fault.REORDER), Schedule.random(10), afterChoices(2_000));

        boolean isDown = false;
        for (Choice choice : choices) {
            isDown = choice.equals(new Choice.Crash("a")) || isDown && !choice.equals(new Choice.Restart("a"));
            boolean isAtA = choice instanceof Choice.Take take && take.process().equals("a")
                    || choice instanceof Choice.Deliver deliver && deliver.to().equals("a");
            assertThat(isDown && isAtA).as("%s", choice).isFalse();
        }
        assertThat(choices).contains(new Choice.Crash("a"), new Choice.Take("a", "send"));
    }

    @Test
    void nothingHappensAtAPausedProcessForSoManyChoices() {
        // One message to b (800), two calls (400 each), pauses of a and b (100 each): 1700 pauses b, the 2 makes it
        // three
        // choices.
        run(Channels.FIFO, Set.of(Fault.PAUSE), Schedule.of(List.of(0, 1_700, 2, 0, 0, 0, 0, 0)), NEVER);

        assertThat(choices)
                .startsWith(
                        new Choice.Take("a", "send"),
                        new Choice.Pause("b", 3),
                        new Choice.Take("a", "send"),
                        new Choice.Take("a", "send"),
                        new Choice.Take("a", "send"),
                        new Choice.Deliver("a", "b", 0));
    }

    @Test
    void timePassesWhenAllProcessesArePaused() {
        // Calls of a and b (400 each), pauses of a and b (100 each): 800 pauses a; then b's call and pause: 400.
        run(Channels.FIFO, Set.of(Fault.PAUSE), Schedule.of(List.of(800, 30, 400, 20, 0)), NEVER);

        assertThat(choices)
                .containsExactly(
                        new Choice.Pause("a", 31),
                        new Choice.Pause("b", 21),
                        new Choice.Take("b", "send"),
                        new Choice.Deliver("b", "a", 0));
    }

    @Test
    void anEmptyListOfChoicesDoesNothing() {
        run(Channels.FIFO, EnumSet.allOf(Fault.class), Schedule.of(List.of()), NEVER);

        assertThat(choices).isEmpty();
    }

    @Test
    void aListOfChoicesIsFollowedAndThenTheRunWindsDown() {
        // Nothing is on its way at first, so each of the two calls weighs 400: 0-399 is a's, 400-799 is b's.
        // Then there is a message too, which weighs 800 and comes first: 800-1199 is a's call.
        run(Channels.FIFO, Set.of(), Schedule.of(List.of(300, 800, 1_200)), NEVER);

        assertThat(choices)
                .containsExactly(
                        new Choice.Take("a", "send"),
                        new Choice.Take("a", "send"),
                        new Choice.Take("b", "send"),
                        new Choice.Deliver("a", "b", 0),
                        new Choice.Deliver("a", "b", 0),
                        new Choice.Deliver("b", "a", 0));
    }

    @Test
    void aProcessTakesSeveralInputsBeforeItIsDrained() {
        new Simulation<>(
                        List.of(a, b),
                        Channels.FIFO,
                        Map.of(Fault.DELAY, Simulation.FAULT),
                        Schedule.random(1),
                        true,
                        Object::getClass)
                .run(afterChoices(4_000), choices::add);

        Set<Integer> upToEight = Set.copyOf(upTo(8));
        assertThat(Set.copyOf(a.batches)).isEqualTo(upToEight);
        assertThat(Set.copyOf(b.batches)).isEqualTo(upToEight);
    }

    @Test
    void aCrashedProcessHasNoBatch() {
        Map<Fault, Integer> faults = Map.of(Fault.CRASH, Simulation.FAULT, Fault.REORDER, Simulation.FAULT);
        new Simulation<>(List.of(a, b), Channels.UNORDERED, faults, Schedule.random(2), true, Object::getClass)
                .run(afterChoices(2_000), choices::add);

        boolean isDown = false;
        for (Choice choice : choices) {
            isDown = choice.equals(new Choice.Crash("a")) || isDown && !choice.equals(new Choice.Restart("a"));
            assertThat(isDown && choice.equals(new Choice.Drain("a"))).isFalse();
        }
        assertThat(choices).contains(new Choice.Crash("a"));
        assertThat(a.inputs + b.inputs).isZero();
    }

    /** A host that does not drain a process which has nothing left to take: a run ends, and it has sent what nobody gets. */
    private static final class Withholding extends Counter {
        private final Schedule schedule;

        Withholding(String id, String peer, Schedule schedule) {
            super(id, peer);
            this.schedule = schedule;
        }

        @Override
        public List<Send<Integer>> drain() {
            return schedule.next(2) == 0 ? super.drain() : List.of();
        }
    }

    private static final int RUNS = 50;

    /** Runs two such processes, and returns how many inputs they have taken without being drained afterwards. */
    private static int undrained(Counter one, Counter other, Schedule schedule, boolean takesBatches) {
        int[] made = {0};
        new Simulation<>(
                        List.of(one, other),
                        Channels.UNORDERED,
                        Map.of(Fault.DELAY, Simulation.FAULT, Fault.PAUSE, Simulation.FAULT),
                        schedule,
                        takesBatches,
                        Object::getClass)
                .run(() -> made[0] >= 20, choice -> made[0]++);
        assertThat(one.received.size() + other.received.size())
                .isEqualTo(one.sent + other.sent - one.outbox.size() - other.outbox.size());
        return one.inputs + other.inputs;
    }

    @Test
    void noRunEndsBeforeEachProcessIsDrained() {
        int undrained = 0;
        int canary = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            Schedule schedule = Schedule.random(seed);
            undrained += undrained(new Counter("a", "b"), new Counter("b", "a"), schedule, true);
            canary += undrained(
                    new Withholding("a", "b", schedule), new Withholding("b", "a", schedule), schedule, false);
        }
        assertThat(undrained).isZero();
        assertThat(canary).as("inputs whose effects a host keeps for itself").isGreaterThan(RUNS / 2);
    }

    @Test
    void aMessageToNobodyEndsTheRun() {
        Counter stray = new Counter("c", "nobody");
        Simulation<Integer> simulation = new Simulation<>(List.of(stray), Channels.FIFO, Set.of(), Schedule.random(1));

        assertThatIllegalStateException()
                .isThrownBy(() -> simulation.run(NEVER, choices::add))
                .withMessage("c sends to nobody, which is not among [c]");
    }

    private static List<Integer> upTo(int n) {
        return IntStream.rangeClosed(1, n).boxed().toList();
    }

    /** How often a message arrived before one that was sent earlier. */
    private static long overtakings(List<Choice> choices) {
        List<String> onTheirWay = new ArrayList<>();
        long overtakings = 0;
        for (Choice choice : choices) {
            if (choice instanceof Choice.Take take) {
                onTheirWay.add(take.process());
            } else if (choice instanceof Choice.Deliver deliver) {
                overtakings += onTheirWay.indexOf(deliver.from()) == 0 ? 0 : 1;
                onTheirWay.remove(deliver.from());
            }
        }
        return overtakings;
    }
}
