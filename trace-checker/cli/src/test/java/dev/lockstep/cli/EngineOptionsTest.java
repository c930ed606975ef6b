package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What validate says of engines; what an engine does is tested where it is. */
class EngineOptionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--master h:1",
                "--parallelism 2",
                "--lateness 5",
                "--kafka h:1",
                "--output folder",
                "--output-kafka h:1/t",
                "--from savepoint"
            })
    void anOptionOfEnginesAloneIsRefused(String option) {
        Run run = run(option);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(option.split(" ")[0] + " is for --engine flink");
    }

    @ParameterizedTest
    @CsvSource({
        "--format itf, --format",
        "--mapping m, --mapping",
        "--sensitivity, --sensitivity",
        "--any-order, --any-order",
        "--shrink, --shrink",
        "--report junit=x.xml, --report",
        "--timing, --timing",
        "--source target, --source",
        "--without SHAPES, --without",
        "-, - (stdin)",
        "--merge --kafka h:1, --merge with --kafka",
        "--merge --lateness 3, --merge with --lateness",
    })
    void whatAnEngineDoesNotDoIsRefused(String options, String named) {
        Run run = run("--engine flink " + options);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(named + " is not done by --engine: leave one of them out");
    }

    @Test
    void anEngineThatIsNotThereIsTold() {
        assertThat(run("--engine spark").err()).contains("there is no engine spark; there is: flink");
        assertThat(run("--engine flink").err())
                .contains(
                        "the engine flink is not on the class path: run ./lockstep, which builds it when it is asked");
        assertThat(run("--engine flink").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--parallelism 0", "--lateness 0", "--candidates 0"})
    void aNumberBelowOneIsRefused(String option) {
        Run run = run("--engine flink " + option);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(option.split(" ")[0] + " must be at least 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h:1", "h/t", "h:1/", "h:1/a b", "topic"})
    void aTopicForResultsIsNamedWithItsBrokers(String topic) {
        Run run = Run.of("validate", "--engine", "flink", "--output-kafka", topic, "t.ndjson");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--output-kafka " + topic + ": expected HOST:PORT/TOPIC");
    }

    private static Run run(String options) {
        List<String> all = new ArrayList<>(List.of("validate"));
        all.addAll(Arrays.asList(options.split(" ")));
        all.add("t.ndjson");
        return Run.of(all.toArray(String[]::new));
    }
}
