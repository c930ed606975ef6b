package dev.lockstep.checker.model;

import dev.lockstep.checker.search.Search;
import dev.lockstep.checker.search.SearchResult;
import dev.lockstep.checker.search.SearchResult.Violation;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.TransitionSystem.Place;
import dev.lockstep.evaluator.TransitionSystem.SearchConfig;
import dev.lockstep.evaluator.value.Equality;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Searches the states of models with the compiled evaluator, in this JVM. A model of which only TLC knows something is given to TLC as a
 * whole: one with liveness, or that cannot be evaluated otherwise. Who searched is told.
 */
public final class CompiledEngine implements ModelEngine {
    private static final long FIRST_TOLD_SECONDS = 3;
    private static final long TOLD_SECONDS = 30;

    private final ModelEngine tlc;
    private final int threads;
    private final List<Path> modules;
    private final BooleanSupplier isOver;

    /**
     * @param tlc takes the models that are not for this engine
     * @param threads how many threads search one model
     * @param modules folders and jars in which modules are looked for after the model's own folders
     * @param isOver is asked now and then whether to end early; then the figures so far are told
     */
    public CompiledEngine(ModelEngine tlc, int threads, List<Path> modules, BooleanSupplier isOver) {
        this.tlc = tlc;
        this.threads = threads;
        this.modules = List.copyOf(modules);
        this.isOver = isOver;
    }

    @Override
    public ModelOutcome outcome(Model model, Progress progress)
            throws IOException, InterruptedException, InvalidInputException {
        long start = System.nanoTime();
        String why;
        try {
            LoadedSpec spec = load(model);
            TransitionSystem system = spec.transitions();
            List<String> liveness = system.config().liveness();
            if (liveness.isEmpty()) {
                return searched(spec, system, progress, start);
            }
            why = "the liveness of " + String.join(", ", liveness) + " is not for the compiled engine";
        } catch (UnsupportedOperationException | InvalidInputException | UnusableSpecException e) {
            why = String.valueOf(e.getMessage());
        }
        return tlc.outcome(model, progress).by("TLC: " + why);
    }

    private LoadedSpec load(Model model) throws InvalidInputException {
        List<Path> path = new ArrayList<>(model.modulePath());
        path.addAll(modules);
        return SpecLoader.load(new SpecSource(model.moduleFile(), model.config(), path, Map.of()));
    }

    private ModelOutcome searched(LoadedSpec spec, TransitionSystem system, Progress progress, long start)
            throws InterruptedException {
        Search search = new Search(system, threads, isOver);
        SearchResult result;
        try (Ticker ticker = new Ticker(search, progress)) {
            ticker.start();
            result = search.run();
        } catch (OutOfMemoryError e) {
            return failed(search.progress(), "the memory of this JVM is used up: give it more, as --memory 8g", start);
        }
        if (!result.isComplete()) {
            return failed(search.progress(), "interrupted; nothing is violated so far", start);
        }
        SearchConfig config = system.config();
        Optional<Expectation> found = result.violation()
                .map(violation -> violated(violation, config, result.path().size()))
                .or(() -> Optional.of(new Expectation.Success(result.distinct(), result.depth())));
        return new ModelOutcome(
                found,
                result.distinct(),
                result.generated(),
                result.depth(),
                counterexample(system, result.path()),
                List.of(),
                since(start),
                spec.ownModules(),
                by(result),
                List.of());
    }

    private static ModelOutcome failed(Search.Progress at, String why, long start) {
        return new ModelOutcome(
                Optional.empty(),
                at.distinct(),
                at.generated(),
                at.depth(),
                Counterexample.NONE,
                List.of(why + ", " + at),
                since(start),
                List.of(),
                "compiled",
                List.of());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static String by(SearchResult result) {
        return String.format(
                Locale.ROOT,
                "compiled; two states had one fingerprint with probability %.1E%s",
                result.collisionProbability(),
                result.askedOfTlc() == 0 ? "" : "; TLC answered " + result.askedOfTlc() + " questions");
    }

    private static Expectation violated(Violation violation, SearchConfig config, int steps) {
        int property = violation.property();
        return switch (violation.kind()) {
            case INVARIANT ->
                new Expectation.Violation(
                        Expectation.Kind.INVARIANT, config.invariants().get(property), steps);
            case INITIAL ->
                new Expectation.Violation(
                        Expectation.Kind.PROPERTY, config.initial().get(property), steps);
            case STEP ->
                new Expectation.Violation(
                        Expectation.Kind.PROPERTY, config.steps().get(property), steps);
            case DEADLOCK -> new Expectation.Deadlock(steps);
        };
    }

    private static Counterexample counterexample(TransitionSystem system, List<SearchResult.Step> path) {
        List<Counterexample.State> states = new ArrayList<>();
        for (SearchResult.Step step : path) {
            Map<String, String> variables = new LinkedHashMap<>();
            for (int i = 0; i < system.variables().size(); i++) {
                variables.put(system.variables().get(i), Equality.show(step.state()[i]));
            }
            if (step.action().isEmpty()) {
                states.add(new Counterexample.State("", "", 0, variables));
            } else {
                int action = step.action().getAsInt();
                Place place = system.config().places().get(action);
                states.add(new Counterexample.State(
                        system.actions().get(action), place.module(), place.line(), variables));
            }
        }
        return new Counterexample(states, OptionalInt.empty());
    }

    /** Tells now and then how far a search is. */
    private static final class Ticker extends Thread implements AutoCloseable {
        private final Search search;
        private final Progress progress;

        Ticker(Search search, Progress progress) {
            super("lockstep-progress");
            this.search = search;
            this.progress = progress;
            setDaemon(true);
        }

        @Override
        public void run() {
            long start = System.nanoTime();
            try {
                TimeUnit.SECONDS.sleep(FIRST_TOLD_SECONDS);
                while (true) {
                    Search.Progress at = search.progress();
                    long rate = at.distinct() * 1_000_000_000 / (System.nanoTime() - start);
                    progress.tell(at + ", " + rate + "/s" + MemoryUse.now().with(at.distinct()));
                    TimeUnit.SECONDS.sleep(TOLD_SECONDS);
                }
            } catch (InterruptedException e) {
                return; // the search is over
            }
        }

        @Override
        public void close() {
            interrupt();
        }
    }
}
