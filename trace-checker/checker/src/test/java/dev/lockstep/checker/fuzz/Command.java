package dev.lockstep.checker.fuzz;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.diagnosis.Diagnosis;
import dev.lockstep.checker.fuzz.Fuzz.Said;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import dev.lockstep.checker.trace.Traces.Format;
import dev.lockstep.checker.trace.Traces.Reading;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks inputs as the command {@code validate} does, with its explanation and hints; some in another way too, which must say the same. */
final class Command implements Fuzz.Subject {
    private static final Limits LIMITS = new Limits(100);

    /** Each so many-th explanation looks for hints for long, the others for less long: most of the time goes there. */
    private static final int LONG_HINTS = 4;

    private static final long MANY_HINT_STEPS = 60;
    private static final long FEW_HINT_STEPS = 10;

    /** Each so many-th input is checked in another way too. */
    private static final int OTHERWISE = 16;

    /** After so many inputs the specs of altered headers are loaded anew, of which there are ever more. */
    private static final int KEPT = 5_000;

    /** After so many inputs all are: each has a TLC of its own, which takes long to get fast. */
    private static final int KEPT_LONG = 200_000;

    private final Set<String> headers =
            Seed.all().stream().map(seed -> seed.lines().get(0)).collect(Collectors.toSet());
    private Specs usual = new Specs();
    private Specs specs = usual;
    private Specs others = new Specs();
    private int count;
    private long work;
    private @Nullable LoadedSpec asked;

    @Override
    public Said check(Input input) throws Exception {
        if (++count % KEPT_LONG == 0) {
            usual = new Specs();
        }
        if (count % KEPT == 0) {
            others = new Specs();
        }
        specs = input.format() != Format.LOCKSTEP || headers.contains(input.firstLine()) ? usual : others;
        asked = null;
        try {
            return checked(input);
        } catch (InvalidInputException | UnusableSpecException e) {
            work = asked == null ? 0 : asked.work() - work;
            sameOtherwise(input, Verdict.INVALID, 0);
            throw e;
        }
    }

    @Override
    public long work() {
        return work;
    }

    private Said checked(Input input) throws InvalidInputException, IOException {
        try (TraceReader reader = Traces.read(input.name(), input.open(), input.format())) {
            long before = Fuzz.allocated();
            LoadedSpec spec = specs.forTrace(reader.name(), reader.header(), input.spec(), null);
            long loading = Fuzz.allocated() - before;
            work = spec.work();
            asked = spec;
            TraceChecker checker = new TraceChecker(spec, reader.name(), reader.header(), reader.initially(), LIMITS);
            Event event = reader.next();
            while (event != null) {
                checker.accept(event);
                event = reader.next();
            }
            CheckResult result = checker.result();
            if (reader.initially().isEmpty()) {
                result = result.requireEvents(spec.name());
            }
            sameOtherwise(input, result.verdict(), result.event());
            result = Diagnosis.explain(
                    result,
                    spec,
                    LIMITS,
                    () -> Traces.read(input.name(), input.open(), input.format()),
                    count % LONG_HINTS == 0 ? MANY_HINT_STEPS : FEW_HINT_STEPS);
            return new Said(
                    result.verdict(),
                    result.why() == null ? null : result.why().place(),
                    result.explanation(),
                    spec.work() - work,
                    loading);
        }
    }

    /** By several threads, and with the library's parser. */
    private void sameOtherwise(Input input, Verdict verdict, long event) throws InvalidInputException, IOException {
        if (count % OTHERWISE != 0) {
            return;
        }
        Verdict other;
        long at = 0;
        try (TraceReader reader = Traces.read(input.name(), input.open(), input.format(), Reading.BY_LIBRARY)) {
            LoadedSpec spec = specs.forTrace(reader.name(), reader.header(), input.spec(), null);
            CheckResult result = TraceChecker.check(spec, reader, LIMITS);
            if (reader.initially().isEmpty()) {
                result = result.requireEvents(spec.name());
            }
            other = result.verdict();
            at = result.event();
        } catch (InvalidInputException | UnusableSpecException e) {
            other = Verdict.INVALID;
        }
        if (other != verdict || at != event) {
            throw new IllegalStateException(
                    verdict + " at " + event + " by one thread, " + other + " at " + at + " by several");
        }
    }
}
