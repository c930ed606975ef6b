package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Prefetch.Read;
import dev.lockstep.checker.Tangle.Outcome;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.statistics.Statistics;

/** However the instances of a trace are shared among threads, the result is to the letter that of one thread. */
class InstanceSchedulerProperties {
    private static final int THREADS = 4;
    private static final ExecutorService OTHERS = Executors.newFixedThreadPool(THREADS - 1);
    private static final List<String> SAMPLES = List.of(
            "Bank",
            "Choice",
            "Family",
            "Guess",
            "Model",
            "Named",
            "Nested",
            "Places",
            "Post",
            "Recursion",
            "Relay",
            "Ring",
            "Starts",
            "Swapped",
            "Traffic",
            "TwinA",
            "Unnamed");
    private static final Sample HIDING = Sample.of(
            "Relay",
            "\"hidden\":[\"Pass\",\"Pass2\",\"Double\"]",
            "{\"action\":\"Put\",\"args\":{\"v\":3}}",
            "{\"action\":\"Get\",\"args\":{\"v\":6}}",
            "{\"action\":\"Put\",\"args\":{\"v\":1}}");
    private static final Sample ALIKE = Sample.of(
            "Crowd",
            "",
            "{\"action\":\"Knock\"}",
            "{\"action\":\"Knock\"}",
            "{\"action\":\"Knock\"}",
            "{\"action\":\"Enter\",\"args\":{\"p\":\"c2\"}}",
            "{\"action\":\"Leave\"}",
            "{\"action\":\"Enter\"}",
            "{\"action\":\"Knock\",\"args\":{\"p\":\"c4\"}}",
            "{\"action\":\"Leave\"}");

    @AfterContainer
    static void endThreads() {
        OTHERS.shutdown();
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Arbitraries.oneOf(Arbitraries.of(SAMPLES).map(Sample::of), Arbitraries.of(HIDING, ALIKE));
    }

    @Provide
    Arbitrary<Limits> limits() {
        return Arbitraries.frequency(net.jqwik.api.Tuple.of(3, 100_000), net.jqwik.api.Tuple.of(1, 12))
                .map(Limits::new);
    }

    /** Threads of which there may be more than cores; or none that ever comes; or one that is there before the caller is. */
    @Provide
    Arbitrary<Executor> executors() {
        return Arbitraries.of(OTHERS, work -> {}, Runnable::run);
    }

    @Property(tries = 150)
    void theResultIsThatOfOneThread(
            @ForAll("samples") Sample sample,
            @ForAll("limits") Limits limits,
            @ForAll("executors") Executor others,
            @ForAll long seed)
            throws Exception {
        Tangle tangle = Tangle.of(sample, new Random(seed));
        Outcome expected = tangle.inOneThread(limits);
        Statistics.collect(expected.verdict());
        Statistics.coverage(coverage -> {
            for (Verdict verdict : List.of(Verdict.ACCEPTED, Verdict.REJECTED, Verdict.INCONCLUSIVE)) {
                coverage.check(verdict.toString()).count(n -> n > 0);
            }
        });
        assertThat(tangle.spread(limits, new InstanceScheduler(others, THREADS, 2)))
                .isEqualTo(expected);
    }

    // ---------------------------------------------------------------- the property would see it

    /** How many of sixty traces have another result by that engine. */
    private static long differing(InstanceScheduler scheduler) {
        return IntStream.range(0, 60).filter(seed -> differs(scheduler, seed)).count();
    }

    private static boolean differs(InstanceScheduler scheduler, int seed) {
        try {
            Sample sample = Sample.of(SAMPLES.get(seed % SAMPLES.size()));
            Tangle tangle = Tangle.of(sample, new Random(seed));
            return !tangle.spread(Limits.DEFAULT, scheduler).equals(tangle.inOneThread(Limits.DEFAULT));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Alters what was taken ahead. */
    private static InstanceScheduler broken(Function<List<StepOutcome>, List<StepOutcome>> change) {
        return new InstanceScheduler(OTHERS, THREADS, 2) {
            @Override
            StepOutcome[] take(List<Read> reads, Function<String, Instance> instances) throws InterruptedException {
                return change.apply(Arrays.asList(super.take(reads, instances))).toArray(new StepOutcome[0]);
            }
        };
    }

    @Example
    void theSixtyTracesAloneDoNotDiffer() {
        assertThat(differing(broken(taken -> taken))).isZero();
    }

    @Example
    void anEngineThatGoesOnAfterTheFirstFailureIsCaught() {
        InstanceScheduler forgetful = broken(all -> all.stream()
                .map(one -> one == null ? null : new StepOutcome(one.from(), one.to(), one.kept(), one.asked(), null))
                .toList());
        assertThat(differing(forgetful)).isGreaterThan(10);
    }

    @Example
    void anEngineThatPutsResultsTogetherInAnotherOrderIsCaught() {
        InstanceScheduler hasty = broken(all -> {
            List<StepOutcome> ended = new ArrayList<>(all);
            ended.removeIf(Objects::isNull);
            ended.sort((a, b) -> Boolean.compare(a.end() == null, b.end() == null));
            ended.addAll(java.util.Collections.nCopies(all.size() - ended.size(), null));
            return ended;
        });
        assertThat(differing(hasty)).isGreaterThan(10);
    }

    @Example
    void anEngineThatCountsOneStateLessIsCaught() {
        InstanceScheduler careless = broken(all -> all.stream()
                .map(one -> one == null ? null : new StepOutcome(one.from(), one.to(), 0, one.asked(), one.end()))
                .toList());
        assertThat(differing(careless)).isGreaterThan(50); // some begin with what cannot be asked
    }

    // ---------------------------------------------------------------- what is thrown

    /** What an invariant throws in one instance is thrown at its event, and not at all if another instance is rejected before. */
    @Example
    void whatIsThrownWaitsForItsTurn() throws Exception {
        LoadedSpec fuse = fuse();
        Event burns = up("a", 5);
        Event isNoStep = up("b", 7);
        Event isStep = up("c", 1);
        Tangle rejected = new Tangle(fuse, Header.of("Fuse"), List.of(isStep, isNoStep, burns, isStep));
        Tangle thrown = new Tangle(fuse, Header.of("Fuse"), List.of(isStep, burns, isNoStep, isStep));
        InstanceScheduler scheduler = new InstanceScheduler(OTHERS, THREADS, 2);
        assertThat(rejected.spread(Limits.DEFAULT, scheduler).result().event()).isEqualTo(2);
        assertThat(rejected.spread(Limits.DEFAULT, scheduler)).isEqualTo(rejected.inOneThread(Limits.DEFAULT));
        assertThat(thrown.spread(Limits.DEFAULT, scheduler).thrown()).contains("invariant Whole cannot be evaluated");
        assertThat(thrown.spread(Limits.DEFAULT, scheduler)).isEqualTo(thrown.inOneThread(Limits.DEFAULT));
    }

    private static Event up(String instance, int n) {
        return Tangle.named(instance, Event.step("t", 1, "Up", Map.of("n", new Value.Int(n))));
    }

    private static LoadedSpec fuse() throws Exception {
        Path module = Path.of("target", "scheduler", "Fuse.tla");
        Files.createDirectories(module.getParent());
        Files.writeString(module, """
                ---- MODULE Fuse ----
                EXTENDS Naturals
                VARIABLE sum
                Init == sum = 0
                Up(n) == sum' = sum + n
                Next == \\E n \\in 1..6 : Up(n)
                Whole == sum < 5 \\/ sum[1] = 0
                ====
                """);
        Path config = module.resolveSibling("Fuse.cfg");
        Files.writeString(config, "INIT Init\nNEXT Next\nINVARIANT Whole\n");
        return SpecLoader.load(SpecSource.of(module, config));
    }
}
