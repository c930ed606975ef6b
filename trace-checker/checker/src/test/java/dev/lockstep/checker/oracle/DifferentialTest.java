package dev.lockstep.checker.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Sample;
import dev.lockstep.checker.oracle.Differential.Comparison;
import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.TraceReader;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checker and TLC on a generated trace spec agree on alterations of the traces of small specs. */
class DifferentialTest {
    private static Differential differential(String spec) throws Exception {
        Path module = Sample.FOLDER.resolve(spec + ".tla");
        try (TraceReader reader = Sample.of(spec).open()) {
            return new Differential(SpecSource.of(module, Sample.FOLDER.resolve(spec + ".cfg")), reader);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bank",
                "Choice",
                "Family",
                "Guess",
                "Model",
                "Named",
                "Nested",
                "Places",
                "Post",
                "Recursion",
                "Relay",
                "Starts",
                "Swapped",
                "Traffic",
                "TwinA",
                "TwinB",
                "Unnamed"
            })
    void theCheckerAgreesWithTheOracle(String spec) throws Exception {
        Comparison comparison = differential(spec).compare(40, 1, Differential::check);
        assertThat(comparison.disagreements()).isEmpty();
        System.out.println(spec + " " + comparison);
    }
}
