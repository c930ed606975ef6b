package dev.lockstep.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job is stopped with a savepoint while traces are being written, and another goes on from it. */
class SavepointTest {
    private Path folder;
    private Turnstile turnstile;
    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createTempDirectory(Path.of("target"), "savepoint").toAbsolutePath();
        turnstile = new Turnstile(folder);
        cluster = new TestCluster(folder.resolve("checkpoints"), 2);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
    }

    private CloseableIterator<Report> reports;

    private JobClient begin(int parallelism, String savepoint, Path... traces) throws Exception {
        Configuration configuration = new Configuration(cluster.configuration());
        if (savepoint != null) {
            Clusters.from(savepoint, configuration);
        }
        var environment = cluster.environment(configuration, parallelism);
        List<String> names = List.of(traces).stream().map(Path::toString).toList();
        reports = ValidationJob.of(environment, new TraceFiles(names, false, true), turnstile.settings(0, true))
                .collectAsync();
        return environment.executeAsync("savepoint");
    }

    /** Returns the savepoint of a job that has begun two traces. */
    private String interrupted(Path one, Path other) throws Exception {
        Files.writeString(one, String.join("", Turnstile.trace(3, "")));
        Files.writeString(other, String.join("", Turnstile.trace(3, "a", "b")));
        JobClient job = begin(1, null, one, other);
        cluster.checkpoint(job);
        return job.stopWithSavepoint(
                        false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private static void goOn(Path trace, String... lines) throws Exception {
        Files.writeString(trace, String.join("", lines) + "{\"end\":true}\n", StandardOpenOption.APPEND);
    }

    @Test
    void aJobGoesOnFromItAlsoWithAnotherParallelism() throws Exception {
        Path one = folder.resolve("one.ndjson");
        Path other = folder.resolve("other.ndjson");
        String savepoint = interrupted(one, other);
        // north is locked, south is not: what was before the savepoint decides
        goOn(one, Turnstile.event("s", 1001, "Push", ""), Turnstile.event("n", 1002, "Push", ""));
        goOn(other, Turnstile.event("s", 1001, "Push", "b"), Turnstile.event("s", 1002, "Push", "a"));
        JobClient job = begin(2, savepoint, one, other);
        Map<String, Report> verdicts = Jobs.verdicts(reports);
        job.getJobExecutionResult().get();

        assertThat(Jobs.result(verdicts.get(one.toString()))).isEqualTo(new Jobs.Result(Verdict.REJECTED, 11, 11));
        assertThat(Jobs.result(verdicts.get(other.toString()))).isEqualTo(new Jobs.Result(Verdict.ACCEPTED, 0, 20));
        assertThat(Jobs.result(verdicts.get(one.toString()))).isEqualTo(Jobs.plain(one, turnstile.module()));
        assertThat(Jobs.result(verdicts.get(other.toString()))).isEqualTo(Jobs.plain(other, turnstile.module()));
    }

    @Test
    void aSpecThatHasChangedSinceIsRefused() throws Exception {
        Path one = folder.resolve("one.ndjson");
        Path other = folder.resolve("other.ndjson");
        String savepoint = interrupted(one, other);
        String text = Files.readString(turnstile.module());
        Files.writeString(turnstile.module(), text + "\n"); // a byte is enough
        goOn(one, Turnstile.event("s", 1001, "Push", ""));
        goOn(other, Turnstile.event("s", 1001, "Push", "b"));
        JobClient job = begin(1, savepoint, one, other);

        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .matches(e -> ExceptionUtils.findThrowableWithMessage(
                                e,
                                "the saved states are of another spec Turnstile: its modules, its config or its constants have changed")
                        .isPresent());
    }
}
