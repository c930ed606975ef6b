package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Rejection.Kind;
import dev.lockstep.checker.diagnosis.Diagnosis;
import dev.lockstep.checker.reason.Nearest;
import dev.lockstep.checker.shortcut.Shortcut;
import dev.lockstep.checker.shortcut.Shortcuts;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Arguments range over all subsets of a constant. A set that an event names is tested for being one, and what is said of a rejection is
 * found without a look at all of them: what it costs does not grow with their number. Work is counted, time is not.
 */
class LargeDomainTest {
    private static final long STEPS = 2000;

    /** How many crews sign, and how many different ones. */
    private static final int SIGNED = 20;

    private static final int SIZES = 8;

    private static String hands(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "\"h" + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String sign(int count) {
        return "{\"action\":\"Sign\",\"args\":{\"C\":{\"#set\":" + hands(count) + "}},\"state\":{\"crew\":{\"#set\":"
                + hands(count) + "}}}";
    }

    private static Sample trace(int hands, String... last) {
        List<String> events =
                IntStream.range(0, SIGNED).mapToObj(i -> sign(1 + i % SIZES)).collect(Collectors.toList());
        events.add("{\"action\":\"Ring\",\"state\":{\"watch\":1}}");
        events.addAll(List.of(last));
        return Sample.of(
                "Crew",
                "\"constants\":{\"Hand\":{\"#set\":" + hands(hands) + "}},\"complete\":[\"crew\",\"watch\"]",
                events.toArray(String[]::new));
    }

    /** A crew that is there already cannot sign on again. */
    private static Sample wrong(int hands) {
        return trace(hands, sign(1 + (SIGNED - 1) % SIZES), "{\"action\":\"Ring\",\"state\":{\"watch\":2}}");
    }

    @Test
    void aSetThatAnEventNamesIsOneOfAllSubsetsOf34() throws Exception {
        Sample sample = trace(34);
        sample.isAccepted();
        assertThat(sample.check().byTlc())
                .as("what was not decided by the compiled spec")
                .isEmpty();
        trace(34, "{\"action\":\"Sign\",\"args\":{\"C\":{\"#set\":[\"h1\",\"stranger\"]}}}")
                .isRejectedAt(SIGNED + 2, "Asked");
    }

    @Test
    void aRejectionIsExplainedWithoutALookAtAllSubsets() throws Exception {
        Sample sample = wrong(34);
        sample.isRejectedAt(SIGNED + 2, "MaySign(C) is FALSE");
        assertThat(sample.check().rejection().kind()).isEqualTo(Kind.NOT_ENABLED);
    }

    /** What is said of a rejection costs so much, counted in expressions that TLC evaluates. */
    private static long work(Sample sample, LoadedSpec spec) throws Exception {
        CheckResult result = Checks.of(sample, spec);
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        long before = spec.work();
        Checks.of(sample, spec).why();
        Diagnosis.explain(result, spec, Limits.DEFAULT, sample::open, STEPS);
        return spec.work() - before;
    }

    @Test
    void whatIsSaidOfARejectionCostsTheSameHoweverManySubsetsThereAre() throws Exception {
        long few = work(wrong(20), wrong(20).load());
        long many = work(wrong(34), wrong(34).load());
        assertThat(few).isPositive();
        assertThat(many).as("of 2^34 subsets, where 2^20 cost " + few).isLessThan(2 * few);
    }

    /** The canary of the check above. */
    @Test
    void aCheckerThatLooksAtAllSubsetsIsNoticed() throws Exception {
        long few = work(wrong(8), boundless(wrong(8).load()));
        long many = work(wrong(12), boundless(wrong(12).load()));
        assertThat(many).as("of 2^12 subsets, where 2^8 cost " + few).isGreaterThan(4 * few);
    }

    /** A trace with its first line, as far as what TLC evaluates, which then decides every step. */
    private static long workOfTheFirstLine(Sample sample, LoadedSpec byTlc) throws Exception {
        long before = byTlc.work();
        CheckResult result = Checks.of(sample, byTlc);
        assertThat(result.explanation().isEmpty()).isEqualTo(result.verdict() == Verdict.ACCEPTED);
        return byTlc.work() - before;
    }

    private static LoadedSpec byTlc(Sample sample) throws Exception {
        try (var reader = sample.open()) {
            return new Specs(Shortcuts.without(List.of(Shortcut.EVALUATOR)))
                    .forTrace("Crew", reader.header(), Sample.FOLDER.resolve("Crew.tla"), null);
        }
    }

    /** The first line of a rejection may cost as much as so many events that are accepted. */
    private static final long EVENTS = 10_000;

    private static long most(long accepted) {
        return accepted + EVENTS * accepted / (SIGNED + 1);
    }

    @Test
    void theFirstLineOfARejectionCostsNoMoreThanManyEvents() throws Exception {
        LoadedSpec byTlc = byTlc(trace(34));
        long accepted = workOfTheFirstLine(trace(34), byTlc);
        assertThat(accepted).isPositive();
        assertThat(workOfTheFirstLine(wrong(34), byTlc)).isBetween(accepted / 2, most(accepted));
    }

    /** The canary of the check above. */
    @Test
    void aCheckerThatExplainsARejectionThreeTimesIsNoticed() throws Exception {
        LoadedSpec byTlc = byTlc(trace(34));
        long accepted = workOfTheFirstLine(trace(34), byTlc);
        LoadedSpec thrice = new AlteredSpec(byTlc) {
            @Override
            public Nearest explain(Step step, List<SpecState> candidates) {
                super.explain(step, candidates);
                super.explain(step, candidates);
                return super.explain(step, candidates);
            }
        };
        assertThat(workOfTheFirstLine(wrong(34), thrice)).isGreaterThan(most(accepted));
    }

    /** Steps have no bound that matters, and are counted all the same. */
    private static LoadedSpec boundless(LoadedSpec spec) {
        return new AlteredSpec(spec) {
            @Override
            public long boundEachStep(long evaluations) {
                long before = super.boundEachStep(evaluations == Long.MAX_VALUE ? evaluations : Long.MAX_VALUE - 1);
                return before == Long.MAX_VALUE ? before : evaluations;
            }
        };
    }

    /** Checks a sample against a spec that may be another than its own. */
    private static final class Checks {
        static CheckResult of(Sample sample, LoadedSpec spec) throws Exception {
            try (var reader = sample.open()) {
                return TraceChecker.check(spec, reader, Limits.DEFAULT);
            }
        }
    }
}
