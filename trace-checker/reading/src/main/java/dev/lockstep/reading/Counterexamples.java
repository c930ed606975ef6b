package dev.lockstep.reading;

import dev.lockstep.checker.model.CompiledEngine;
import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.ModelEngine;
import dev.lockstep.checker.model.ModelOutcome;
import dev.lockstep.checker.model.RecordedCounterexamples;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

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
     * @param time the time for all of them; a search that is under way then ends early
     */
    static Counterexamples find(List<Chapter> chapters, Optional<RecordedCounterexamples> recorded, Duration time)
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
        long end = System.nanoTime() + time.toNanos();
        List<ModelEntry> models = byTurns(chapters).stream()
                .filter(model -> counterexamples.of(model).isEmpty())
                .toList();
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(
                    null,
                    () -> {
                        for (int at = next.getAndIncrement(); at < models.size(); at = next.getAndIncrement()) {
                            if (System.nanoTime() - end >= 0) {
                                return;
                            }
                            counterexamples.search(models.get(at), end);
                        }
                    },
                    "lockstep-counterexamples-" + i,
                    64L << 20);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return counterexamples;
    }

    /** Returns whether a search through states finds what the model violates; lassos are TLC's. */
    static boolean isSearched(ModelEntry model) {
        return model.model().expectation() instanceof Expectation.Deadlock
                || model.model().expectation() instanceof Expectation.Violation violation
                        && violation.kind() != Expectation.Kind.LIVENESS;
    }

    private static int steps(ModelEntry model) {
        return model.model().expectation() instanceof Expectation.Violation violation
                ? violation.steps()
                : model.model().expectation() instanceof Expectation.Deadlock deadlock ? deadlock.steps() : 0;
    }

    private static List<ModelEntry> byTurns(List<Chapter> chapters) {
        List<List<ModelEntry>> each = new ArrayList<>();
        for (Chapter chapter : chapters) {
            each.add(chapter.models().stream()
                    .filter(ModelEntry::isBroken)
                    .filter(Counterexamples::isSearched)
                    .sorted(Comparator.comparingInt(Counterexamples::steps))
                    .toList());
        }
        List<ModelEntry> models = new ArrayList<>();
        int longest = each.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<ModelEntry> of : each) {
                if (i < of.size()) {
                    models.add(of.get(i));
                }
            }
        }
        return models;
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
