package dev.lockstep.reading;

import dev.lockstep.checker.model.CompiledEngine;
import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.ModelEngine;
import dev.lockstep.checker.model.ModelOutcome;
import dev.lockstep.checker.model.RecordedCounterexamples;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds counterexamples of broken models with the compiled engine, as many as there is time for. Chapters take turns, and short ones come first.
 * One is kept only if it is what the model declares: the same property, in as many steps.
 */
final class Counterexamples {
    private final Map<String, Counterexample> found = new ConcurrentHashMap<>();
    private final Optional<RecordedCounterexamples> recorded;
    private final int broken;

    private Counterexamples(Optional<RecordedCounterexamples> recorded, int broken) {
        this.recorded = recorded;
        this.broken = broken;
    }

    /**
     * Takes those that a build has recorded, and searches for the others.
     *
     * @param recorded those of a build; empty: there is none. What is found is kept there
     * @param end when the search ends, as {@link System#nanoTime} tells it; one that is under way then ends early
     */
    static Counterexamples find(List<Chapter> chapters, Optional<RecordedCounterexamples> recorded, long end)
            throws InterruptedException, IOException {
        List<ModelEntry> broken = chapters.stream()
                .flatMap(chapter -> chapter.models().stream())
                .filter(ModelEntry::isBroken)
                .toList();
        Counterexamples counterexamples = new Counterexamples(recorded, broken.size());
        if (recorded.isPresent()) {
            for (ModelEntry model : broken) {
                recorded.get()
                        .of(model.model())
                        .ifPresent(
                                each -> counterexamples.found.put(model.model().qualifiedName(), each));
            }
        }
        List<ModelEntry> models = Turns.of(chapters.stream()
                .map(chapter -> chapter.models().stream()
                        .filter(ModelEntry::isBroken)
                        .filter(Counterexamples::isSearched)
                        .filter(model -> counterexamples.of(model).isEmpty())
                        .sorted(Comparator.comparingInt(ModelEntry::steps))
                        .toList())
                .toList());
        Turns.take("counterexamples", models, 0, end, model -> counterexamples.search(model, end));
        return counterexamples;
    }

    /** Returns whether a search through states finds what the model violates; lassos are TLC's. */
    static boolean isSearched(ModelEntry model) {
        return model.model().expectation() instanceof Expectation.Deadlock
                || model.model().expectation() instanceof Expectation.Violation violation
                        && violation.kind() != Expectation.Kind.LIVENESS;
    }

    private void search(ModelEntry model, long end) {
        ModelEngine none = (left, progress) -> {
            throw new IOException("left to TLC");
        };
        try {
            ModelOutcome outcome = new CompiledEngine(none, 1, List.of(), () -> System.nanoTime() - end >= 0)
                    .outcome(model.model(), states -> {});
            if (outcome.difference(model.model()) == null) {
                found.put(model.model().qualifiedName(), outcome.counterexample());
                if (recorded.isPresent()) {
                    recorded.get().keep(model.model(), outcome);
                }
            }
        } catch (IOException | InvalidInputException e) {
            return; // the page says that TLC is to be asked
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the counterexample of a model; empty: it was not found in time, or is not for this engine. */
    Optional<Counterexample> of(ModelEntry model) {
        return Optional.ofNullable(found.get(model.model().qualifiedName()));
    }

    /** Returns how many there are. */
    int size() {
        return found.size();
    }

    /** Returns how many broken models have none. */
    int missing() {
        return broken - found.size();
    }
}
