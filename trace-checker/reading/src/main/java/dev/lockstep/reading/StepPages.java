package dev.lockstep.reading;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.search.StateGraph;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.pages.Html;
import dev.lockstep.report.StepPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Writes the pages on which small models are walked through, as many as there is time for. Each chapter that declares a small model has one in
 * any case. Models that declare how many states they have take turns with broken ones, which do not.
 */
final class StepPages {
    private final JavaCode code;
    private final Counterexamples counterexamples;
    private final Path folder;
    private final Map<ModelEntry, Integer> states = new ConcurrentHashMap<>();
    private final Map<ModelEntry, String> failures = new ConcurrentHashMap<>();

    private StepPages(JavaCode code, Counterexamples counterexamples, Path folder) {
        this.code = code;
        this.counterexamples = counterexamples;
        this.folder = folder;
    }

    /**
     * Writes them.
     *
     * @param counterexamples those that are known; pages of models that violate liveness have them
     * @param end when no other is begun, as {@link System#nanoTime} tells it
     */
    static StepPages write(
            List<Chapter> chapters, Counterexamples counterexamples, JavaCode code, Path folder, long end)
            throws InterruptedException {
        StepPages pages = new StepPages(code, counterexamples, folder);
        Map<ModelEntry, Chapter> homes = new ConcurrentHashMap<>();
        List<List<ModelEntry>> models = new ArrayList<>();
        int sure = 0;
        for (Chapter chapter : chapters) {
            chapter.models().forEach(model -> homes.put(model, chapter));
            List<ModelEntry> small = chapter.models().stream()
                    .filter(StepPages::isSmall)
                    .sorted(Comparator.comparingLong(StepPages::declared))
                    .toList();
            List<ModelEntry> broken = chapter.models().stream()
                    .filter(model -> model.isBroken() && beginsWhereTheSpecDoes(model))
                    .sorted(Comparator.comparingInt(ModelEntry::steps))
                    .toList();
            models.add(small.isEmpty() ? models.size() : sure++, Turns.of(List.of(small, broken)));
        }
        int first = sure;
        List<ModelEntry> turns = Turns.of(models);
        Turns.take("steps", turns, sure, end, model -> {
            boolean isSure = turns.indexOf(model) < first;
            pages.write(model, homes.get(model), () -> !isSure && System.nanoTime() - end >= 0);
        });
        return pages;
    }

    /** Returns how many states a model declares; 0: it does not. */
    private static long declared(ModelEntry model) {
        return model.model().expectation() instanceof Expectation.Success success ? success.distinct() : 0;
    }

    /** Returns whether a model is known to be small. Those that tell few states apart are not: the page has all of them. */
    private static boolean isSmall(ModelEntry model) {
        return declared(model) > 0
                && declared(model) <= StepPage.MOST_STATES
                && !model.tellsFewerApart()
                && beginsWhereTheSpecDoes(model);
    }

    /** Returns whether behaviours begin as in the spec. Those of a model of an inductive invariant begin anywhere. */
    private static boolean beginsWhereTheSpecDoes(ModelEntry model) {
        return !model.model().name().contains("inductive");
    }

    private static String file(ModelEntry model) {
        return "step-" + model.model().qualifiedName().replace('/', '-') + ".html";
    }

    private void write(ModelEntry entry, Chapter chapter, BooleanSupplier isLate) {
        try {
            LoadedSpec spec = SpecLoader.load(new SpecSource(
                    entry.model().moduleFile(),
                    entry.model().config(),
                    entry.model().modulePath(),
                    Map.of()));
            Optional<StateGraph> graph = StateGraph.of(spec, StepPage.MOST_STATES, isLate);
            if (graph.isPresent() && !isLate.getAsBoolean()) {
                Html back =
                        Html.of("p").add(Html.of("a", chapter.title()).set("href", chapter.file() + "#" + entry.id()));
                String page = StepPage.of(
                                entry.model(),
                                graph.get(),
                                ActionMethods.of(spec, code),
                                counterexamples.of(entry).orElse(Counterexample.NONE),
                                List.of(back))
                        .toString();
                Files.writeString(folder.resolve(file(entry)), page, StandardCharsets.UTF_8);
                states.put(entry, graph.get().states().size());
            }
        } catch (InvalidInputException | UnusableSpecException e) {
            failures.put(entry, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a link to the page of a model, or why it can have none. It is empty if there was no time, or it has too many states. */
    Optional<Html> of(ModelEntry model) {
        if (failures.containsKey(model)) {
            return Optional.of(Html.of("span", "cannot be walked through: " + failures.get(model))
                    .css("warn"));
        }
        return Optional.ofNullable(states.get(model))
                .map(count ->
                        Html.of("a", "walk through its " + count + " states").set("href", file(model)));
    }

    /** Returns how many pages there are. */
    int size() {
        return states.size();
    }

    /** Returns the models that have a page, of these, from the smallest to the largest. */
    List<ModelEntry> of(List<ModelEntry> models) {
        return models.stream()
                .filter(states::containsKey)
                .sorted(Comparator.comparing(states::get))
                .toList();
    }

    /** Returns a link to the page of a model that has one. */
    Html link(ModelEntry model) {
        return Html.of("a", model.model().name()).set("href", file(model));
    }
}
