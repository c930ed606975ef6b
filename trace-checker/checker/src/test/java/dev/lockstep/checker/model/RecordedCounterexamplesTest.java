package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedCounterexamplesTest {
    private static final Counterexample FOUND = new Counterexample(
            List.of(
                    new Counterexample.State("", "", 0, Map.of("n", "0")),
                    new Counterexample.State("Step", "Count", 4, Map.of("n", "1"))),
            OptionalInt.of(0));

    @TempDir
    private Path folder;

    private Model model;
    private RecordedCounterexamples recorded;

    @BeforeEach
    void aModel() throws Exception {
        Files.writeString(folder.resolve("Count.tla"), "---- MODULE Count ----\n====\n");
        Path config = Files.writeString(
                folder.resolve("Count.cfg"), "\\* expect: violation of invariant Small; steps 2\n\\* tier: fast\n");
        model = Model.read(config);
        recorded = RecordedCounterexamples.in(folder.resolve("kept"));
    }

    private static ModelOutcome outcome(int steps) {
        return new ModelOutcome(
                Optional.of(new Expectation.Violation(Expectation.Kind.INVARIANT, "Small", steps)),
                2,
                2,
                2,
                FOUND,
                List.of(),
                Duration.ZERO,
                List.of(),
                "",
                List.of());
    }

    @Test
    void whatIsKeptIsReadAgain() throws Exception {
        assertThat(recorded.of(model)).isEmpty();
        recorded.keep(model, outcome(2));
        assertThat(recorded.of(model)).contains(FOUND);
    }

    @Test
    void whatIsNotAsDeclaredIsNotKept() throws Exception {
        recorded.keep(model, outcome(3));
        assertThat(recorded.of(model)).isEmpty();
    }

    @Test
    void thatOfAnotherTextIsNotUsed() throws Exception {
        recorded.keep(model, outcome(2));
        Files.writeString(folder.resolve("Count.tla"), "---- MODULE Count ----\nVARIABLE n\n====\n");
        RecordedCounterexamples later = RecordedCounterexamples.in(folder.resolve("kept"));
        assertThat(later.of(model)).isEmpty();
    }
}
