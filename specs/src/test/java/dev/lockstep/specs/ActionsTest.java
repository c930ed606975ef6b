package dev.lockstep.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lockstep.checker.model.ActionReachability;
import dev.lockstep.checker.model.Expectation;
import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An action that never fires makes every property hold: each must happen in some model of its module that holds. */
class ActionsTest {
    private static final Path SPECS = Path.of("").toAbsolutePath();

    /** Most states to look at in each model: first few in all of them, since a model under a view may have no end without it. */
    private static final List<Integer> STATES = List.of(2_000, 100_000);

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyActionHappensInSomeModel() throws InvalidInputException {
        Map<String, List<Model>> byModule = Model.below(SPECS).stream()
                .filter(model -> model.expectation() instanceof Expectation.Success)
                .filter(model ->
                        !model.module().endsWith("Inductive")) // their spec has models of its own, from where it begins
                .collect(Collectors.groupingBy(ActionsTest::spec));
        return byModule.entrySet().stream()
                .map(entry -> dynamicTest(
                        entry.getKey(),
                        () -> assertThat(unreached(entry.getValue())).isEmpty()));
    }

    /** The spec that a model is about: {@code MCPaxos} gives values to the constants of {@code Paxos}. */
    private static String spec(Model model) {
        return model.protocol() + "/" + model.module().replaceFirst("^MC", "");
    }

    /** Small models come first; in the others only those actions are looked for that did not happen yet. */
    private static Set<String> unreached(List<Model> models) throws InvalidInputException {
        List<Model> bySize = models.stream()
                .sorted(Comparator.comparingLong(model -> ((Expectation.Success) model.expectation()).distinct()))
                .toList();
        Map<Model, LoadedSpec> loaded = new HashMap<>();
        Set<String> unreached = new TreeSet<>();
        Set<String> reached = new TreeSet<>();
        for (int states : STATES) {
            for (Model model : bySize) {
                if (!loaded.containsKey(model)) {
                    loaded.put(
                            model,
                            SpecLoader.load(
                                    new SpecSource(model.moduleFile(), model.config(), model.modulePath(), Map.of())));
                }
                LoadedSpec spec = loaded.get(model);
                Set<String> wanted = new TreeSet<>(spec.actions().keySet());
                wanted.removeAll(reached);
                Set<String> left = ActionReachability.unreached(spec, wanted, states);
                wanted.removeAll(left);
                reached.addAll(wanted);
                unreached.addAll(left);
                unreached.removeAll(reached);
                if (unreached.isEmpty()) {
                    return unreached;
                }
            }
        }
        return unreached;
    }

    /** The canary of this class. */
    @Test
    void anActionWhoseGuardIsNeverTrueIsReported(@TempDir Path folder) throws Exception {
        Path module = Files.writeString(folder.resolve("Stuck.tla"), """
                ---- MODULE Stuck ----
                EXTENDS Naturals
                VARIABLE x
                Step == x < 3 /\\ x' = x + 1
                Never == x > 3 /\\ x' = 0
                Init == x = 0
                Next == Step \\/ Never
                ====
                """);
        Path config = Files.writeString(folder.resolve("Stuck.cfg"), "INIT Init\nNEXT Next\n");
        assertThat(ActionReachability.unreached(SpecLoader.load(SpecSource.of(module, config)), 100))
                .containsExactly("Never");
    }

    /** In the models of inductive invariants no step leads on: each action happens in a first step. */
    @Test
    void aStepThatAnActionConstraintForbidsHappensAndLeadsNoFurther(@TempDir Path folder) throws Exception {
        Path module = Files.writeString(folder.resolve("OneStep.tla"), """
                ---- MODULE OneStep ----
                EXTENDS Naturals
                VARIABLE x
                First == x = 0 /\\ x' = 1
                Second == x = 1 /\\ x' = 2
                Init == x = 0
                Next == First \\/ Second
                Still == x' = x
                ====
                """);
        Path config =
                Files.writeString(folder.resolve("OneStep.cfg"), "INIT Init\nNEXT Next\nACTION_CONSTRAINT Still\n");
        assertThat(ActionReachability.unreached(SpecLoader.load(SpecSource.of(module, config)), 100))
                .containsExactly("Second");
    }
}
