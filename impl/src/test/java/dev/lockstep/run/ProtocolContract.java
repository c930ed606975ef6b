package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.host.Core;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds of every protocol on the runtime: every run is a behaviour of its spec, every schedule ends, and every slip is rejected. Of a
 * protocol in which processes crash also {@link CrashContract} holds.
 */
@Timeout(300)
public abstract class ProtocolContract<P, N extends Core<P>, A> {
    /** A run with a slip ends after so many times the events that were asked for. */
    private static final int BUSY = 10;

    /** The runs within which each slip is rejected. */
    private static final int MOST = Hunt.MOST;

    /** The series of runs of which the median is told. */
    private static final int SERIES = 5;

    /** How many of the actions that are taken least are told. */
    private static final int LEAST = 5;

    @TempDir
    protected Path folder;

    protected abstract Description<P, N, A> description();

    /** How many runs there are of each kind. */
    protected int runs() {
        return 40;
    }

    /** How many events each of them has at least. */
    protected int events() {
        return 300;
    }

    /** Makes the nodes of a run, whose cores are right. */
    protected abstract Deployment<P, N, A> deployment(int nodes);

    /** Names the slips, and makes three nodes with cores that have it. */
    protected abstract Map<String, Deployment<P, N, A>> slips();

    /** Names each of these slips, and makes its nodes. */
    protected static <S extends Enum<S>, D> Map<String, D> each(Collection<S> slips, Function<S, D> nodes) {
        Map<String, D> each = new TreeMap<>();
        slips.forEach(slip -> each.put(slip.name(), nodes.apply(slip)));
        return each;
    }

    /** Makes the nodes of a run in which something that a client asked for is never over: the canary of {@link #everyScheduleEnds}. */
    protected abstract Deployment<P, N, A> endless();

    /** How the message begins by which a run tells that. */
    protected String unfinished() {
        return "liveness";
    }

    /** The spec; null: the bundled one that the trace names. */
    protected @Nullable Path spec() {
        return null;
    }

    /** The faults of the rough run of this seed, and how likely each is: its own mix. */
    protected Map<Fault, Integer> faults(long seed) {
        return description().mix(seed);
    }

    @Tag("core")
    @Test
    void everyRunIsABehaviourOfTheSpecAndTogetherTheyTakeAllOfItsActions() throws IOException {
        requireAllActions(this::deployment, description().untaken().keySet());
    }

    /**
     * Asserts that rough runs are behaviours of the spec, and take all of its actions but those excepted. Each has its own mix of faults.
     *
     * @param nodes makes two, three or four nodes
     */
    protected final void requireAllActions(IntFunction<Deployment<P, N, A>> nodes, Set<String> excepted)
            throws IOException {
        Map<String, Long> taken = new TreeMap<>();
        Set<String> actions = new TreeSet<>();
        for (int seed = 1; seed <= runs(); seed++) {
            Judged run = validate(nodes.apply(2 + seed % 3), faults(seed), seed, false);
            assertThat(run.result.verdict()).as("seed %s: %s", seed, run.result).isEqualTo(Verdict.ACCEPTED);
            assertThat(run.result.events()).isGreaterThanOrEqualTo(events());
            run.result.actions().forEach((action, times) -> taken.merge(action, times, Long::sum));
            actions = run.actions;
        }
        System.out.println(description().name() + ", " + runs() + " runs, what is taken least: "
                + taken.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .limit(LEAST)
                        .map(action -> action.getKey() + " " + action.getValue())
                        .collect(Collectors.joining(", ")));
        assertThat(actions).as("the actions that are excepted").containsAll(excepted);
        actions.removeAll(excepted);
        assertThat(taken.keySet()).as("the actions that the runs take").isEqualTo(actions);
    }

    @Test
    void everyScheduleEnds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < runs(); i++) {
            List<Integer> choices =
                    random.ints(random.nextInt(800), 0, 20_000).boxed().toList();
            Schedule schedule = Schedule.of(choices);
            SimulatedRun<P, N, A> run = new SimulatedRun<>(
                    deployment(2 + i % 3),
                    description().channels(),
                    description().likely(),
                    schedule,
                    null);
            List<Choice> made = new ArrayList<>();
            run.run(Long.MAX_VALUE, made::add);
            assertThat(schedule.isOver()).isTrue();
            assertThat(made.isEmpty()).isEqualTo(choices.isEmpty());

            List<Choice> left = new ArrayList<>();
            run.run(0, left::add);
            assertThat(left).as("nothing was left to happen").isEmpty();
        }
    }

    @Test
    void aScheduleThatDoesNotEndIsTold() {
        assertThat(IntStream.rangeClosed(1, runs()).anyMatch(seed -> isUnfinished(endless(), seed)))
                .as("told within %s runs: %s", runs(), unfinished())
                .isTrue();
    }

    private boolean isUnfinished(Deployment<P, N, A> deployment, int seed) {
        return Outcome.of(description(), deployment, seed, 100).startsWith(unfinished());
    }

    /** The last test tells the median of the runs that the slips have needed. */
    @TestFactory
    Stream<DynamicTest> everySlipIsRejected() {
        assertThat(slips()).isNotEmpty();
        List<Integer> needed = new ArrayList<>();
        return Stream.concat(
                slips().entrySet().stream()
                        .map(slip -> DynamicTest.dynamicTest(slip.getKey(), () -> {
                            CheckResult result = validated(slip.getValue(), 1);
                            int seed = 1;
                            while (result.verdict() != Verdict.REJECTED && seed < MOST) {
                                result = validated(slip.getValue(), ++seed);
                            }
                            System.out.println(slip.getKey() + ": rejected in run " + seed);
                            needed.add(seed);
                            assertThat(result.verdict())
                                    .as("rejected within %s runs", MOST)
                                    .isEqualTo(Verdict.REJECTED);
                            requireOfSlip(slip.getKey(), result);
                        })),
                Stream.of(DynamicTest.dynamicTest("median", () -> {
                    assertThat(needed).hasSameSizeAs(slips().keySet());
                    System.out.println(description().name() + ", median of " + needed.size()
                            + " slips: rejected in run "
                            + needed.stream().sorted().toList().get(needed.size() / 2));
                })));
    }

    /** Asserts what else is expected of the first run with that slip that is rejected. */
    protected void requireOfSlip(String slip, CheckResult rejected) {}

    /** Names the slips that ignore an input, and makes three nodes or more with cores that have it. No trace shows them: the run itself tells. */
    protected Map<String, Deployment<P, N, A>> silences() {
        return Map.of();
    }

    /** Each run has its own mix of faults, since what is refused is rare. */
    @TestFactory
    Stream<DynamicTest> everySlipThatIgnoresAnInputIsTold() {
        return toldInEach(1);
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> everySlipThatIgnoresAnInputIsToldInEachSeries() {
        return toldInEach(SERIES);
    }

    private Stream<DynamicTest> toldInEach(int series) {
        return silences().entrySet().stream()
                .map(slip -> DynamicTest.dynamicTest(slip.getKey(), () -> {
                    List<Integer> runs = Hunt.runs(
                            description(),
                            options -> slip.getValue(),
                            Series.Way.SWARM,
                            series,
                            events(),
                            Hunt::isTold,
                            folder);
                    System.out.println(
                            slip.getKey() + ": told in runs " + runs + " of series, median " + Hunt.median(runs));
                    assertThat(runs).as("told within %s runs", MOST).allMatch(run -> run <= MOST);
                }));
    }

    private void requireNotBusy(Recorder recorder) {
        if (recorder.events() > BUSY * events()) {
            throw new IllegalStateException("liveness: the slip keeps its run busy");
        }
    }

    private CheckResult validated(Deployment<P, N, A> slip, int seed) {
        try {
            return validate(slip, description().likely(), seed, true).result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Holds what became of a run.
     *
     * @param actions the actions of its spec that events may name
     */
    private record Judged(CheckResult result, Set<String> actions) {}

    /** @param mayBreak the run may see by itself that something is wrong, and stop; then its trace up to there is judged */
    private Judged validate(Deployment<P, N, A> deployment, Map<Fault, Integer> faults, long seed, boolean mayBreak)
            throws IOException {
        Path trace = folder.resolve("trace.ndjson");
        try (Recorder recorder = Recorder.open(trace, deployment.header())) {
            new SimulatedRun<>(deployment, description().channels(), faults, Schedule.random(seed), recorder)
                    .run(events(), choice -> {
                        if (mayBreak) {
                            requireNotBusy(recorder);
                        }
                    });
        } catch (IllegalStateException broken) {
            if (!mayBreak) {
                throw broken;
            }
        }
        CheckResult result = TraceAssertions.check(List.of(trace), spec(), null);
        Set<String> actions = TraceAssertions.actions(trace, spec());
        Files.delete(trace);
        return new Judged(result, actions);
    }
}
