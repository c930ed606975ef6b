package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.model.CompiledEngine;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.model.ModelOutcome;
import dev.lockstep.checker.model.TlcArchive;
import dev.lockstep.checker.search.Search;
import dev.lockstep.checker.search.SearchResult;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.evaluator.TransitionSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;

/** A search through all states of random specs finds what TLC itself finds: the figures, and what is violated, in as many steps. */
class SearchProperties {
    private static final int SPECS = 4;
    private static final int MANY_SPECS = 1_000;
    private static final int THREADS = 2;

    private static ModelChecker tlc(Path folder) throws Exception {
        return new ModelChecker(ModelChecker.ownTlc(), "256m", TlcArchive.in(folder, ModelChecker.ownTlc()));
    }

    /** A random spec of three persons, so that it has few states. */
    private static Model model(long seed) throws Exception {
        SpecSource source = new NamedPlaces(seed).spec.source();
        String config = Files.readString(source.config())
                .replaceFirst("Person = \\{(\\S+, \\S+, \\S+), [^}]*\\}", "Person = {$1}");
        Path own = source.config().resolveSibling("Places-" + seed + ".cfg");
        Files.writeString(
                own, "\\* module: Places\n" + config + "\nCHECK_DEADLOCK " + (seed % 2 == 0 ? "TRUE" : "FALSE") + "\n");
        return Model.readAny(own);
    }

    @Example
    void aSearchFindsWhatTlcFinds() throws Exception {
        compare(1, SPECS);
    }

    @Tag("full")
    @Example
    void alsoInManyMore() throws Exception {
        compare(1_000, MANY_SPECS);
    }

    private static void compare(long seed, int specs) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "search"));
        ModelChecker tlc = tlc(folder);
        long states = 0;
        for (long i = seed; i < seed + specs; i++) {
            Model model = model(i);
            ModelOutcome byTlc = tlc.outcome(model, told -> {});
            ModelOutcome compiled = new CompiledEngine((asked, progress) -> byTlc, THREADS, List.of(), () -> false)
                    .outcome(model, told -> {});
            assertThat(compiled.found()).as("seed %s", i).isEqualTo(byTlc.found());
            if (byTlc.counterexample().states().isEmpty()) {
                assertThat(List.of(compiled.distinct(), compiled.generated(), (long) compiled.depth()))
                        .as("seed %s", i)
                        .isEqualTo(List.of(byTlc.distinct(), byTlc.generated(), (long) byTlc.depth()));
            }
            assertThat(compiled.counterexample().states())
                    .as("seed %s", i)
                    .hasSameSizeAs(byTlc.counterexample().states());
            states += compiled.distinct();
        }
        assertThat(states).isGreaterThan(specs * 10L);
    }

    /** The canary: a system that does not find one of all steps is seen to have other figures, and so is one that repeats a step. */
    @Example
    void aStateThatIsLostIsNoticed() throws Exception {
        Model model = holding();
        TransitionSystem system = SpecLoader.load(
                        new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of()))
                .transitions();
        ModelOutcome byTlc =
                tlc(Files.createDirectories(Path.of("target", "search"))).outcome(model, told -> {});
        assertThat(figures(system)).isEqualTo(List.of(byTlc.distinct(), byTlc.generated()));
        TransitionSystem losing = new AlteredSystem(system) {
            private int steps;

            @Override
            public void successors(Object[] from, Found found) {
                super.successors(from, (action, to) -> {
                    if (++steps != 100) {
                        found.reached(action, to);
                    }
                });
            }
        };
        assertThat(figures(losing)).isNotEqualTo(List.of(byTlc.distinct(), byTlc.generated()));
        TransitionSystem repeating = new AlteredSystem(system) {
            private int steps;

            @Override
            public void successors(Object[] from, Found found) {
                super.successors(from, (action, to) -> {
                    found.reached(action, to);
                    if (++steps == 100) {
                        found.reached(action, to);
                    }
                });
            }
        };
        assertThat(figures(repeating)).isEqualTo(List.of(byTlc.distinct(), byTlc.generated() + 1));
    }

    /** Returns a model of which all states are searched. */
    private static Model holding() throws Exception {
        for (long seed = 1; ; seed++) {
            Model model = model(seed);
            ModelOutcome outcome = new CompiledEngine(
                            (asked, progress) -> Objects.requireNonNull(null), 1, List.of(), () -> false)
                    .outcome(model, told -> {});
            if (outcome.counterexample().states().isEmpty() && outcome.distinct() > 100) {
                return model;
            }
        }
    }

    private static List<Long> figures(TransitionSystem system) throws InterruptedException {
        SearchResult result = new Search(system, 1, () -> false).run();
        return List.of(result.distinct(), result.generated());
    }
}
