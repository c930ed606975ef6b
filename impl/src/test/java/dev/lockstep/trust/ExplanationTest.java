package dev.lockstep.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is said of traces of the protocols, word for word: of cores with a slip, and of a log whose order is wrong. Beside each trace lies
 * its explanation.
 */
class ExplanationTest {
    private static final Path FOLDER = Path.of("src/test/resources/explanations");

    @ParameterizedTest
    @ValueSource(strings = {"mutex", "mutex-order", "commit", "commit-recovery", "paxos"})
    void aRejectionExplainsItself(String name) throws Exception {
        CheckResult result = TraceAssertions.explain(FOLDER.resolve(name + ".ndjson"));
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation()).hasSizeLessThanOrEqualTo(25);
        assertThat(result.explanation()).isEqualTo(Files.readAllLines(FOLDER.resolve(name + ".txt")));
    }
}
