package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Compared.Result;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.OwnModules;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operators of Lockstep's own modules mean what they should, to TLC and as they are compiled. */
class OwnModulesTest {
    private static final Path OPERATORS = Path.of("src/test/resources/modules/operators.txt");

    @TempDir
    Path folder;

    /** Loads a spec with one action for each line: it makes value true if the line is. */
    private LoadedSpec load(List<String> lines) throws Exception {
        StringBuilder text =
                new StringBuilder("---- MODULE Operators ----\nEXTENDS Integers, Sequences, FiniteSets, TLC, Bags");
        for (String module : List.of(
                "SequencesExt", "FiniteSetsExt", "Functions", "Folds", "BagsExt", "Bitwise", "Relation", "TLCExt")) {
            text.append(", ").append(module);
        }
        text.append("\nVARIABLE value\nInit == value = 0\n");
        StringBuilder next = new StringBuilder("Next == FALSE");
        for (int i = 0; i < lines.size(); i++) {
            text.append("A")
                    .append(i)
                    .append(" == value' = (")
                    .append(lines.get(i))
                    .append(")\n");
            next.append(" \\/ A").append(i);
        }
        text.append(next).append("\n====\n");
        Files.writeString(folder.resolve("Operators.cfg"), "INIT Init NEXT Next");
        return SpecLoader.load(SpecSource.of(
                Files.writeString(folder.resolve("Operators.tla"), text), folder.resolve("Operators.cfg")));
    }

    private static List<String> wrong(LoadedSpec spec, List<String> lines) throws Exception {
        Probe probe = Probe.of(spec);
        SpecState from = spec.initialStates(Map.of(), 1).get(0);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Step step = spec.step(Event.step("operators", 1, "A" + i, Map.of()), Header.of(""));
            Compared compared = probe.compare(from, step, step);
            if (compared.result() != Result.YES) {
                wrong.add(lines.get(i) + ": " + compared);
            } else if (!spec.value(step.successors(from).get(0), "value").equals(new Value.Bool(true))) {
                wrong.add(lines.get(i) + ": is false");
            }
        }
        return wrong;
    }

    @Test
    void eachOperatorHasItsMeaningAndIsCompiled() throws Exception {
        List<String> lines = Files.readAllLines(OPERATORS);
        LoadedSpec spec = load(lines);
        assertThat(wrong(spec, lines)).isEmpty();
        assertThat(spec.ownModules()).isSubsetOf(OwnModules.NAMES).contains("SequencesExt", "FiniteSetsExt", "Folds");
    }

    @Test
    void aFalseLineIsNoticed() throws Exception {
        List<String> lines = List.of("ToSet(<<1>>) = {2}", "Trace = 1");
        assertThat(wrong(load(lines), lines)).hasSize(2);
    }
}
