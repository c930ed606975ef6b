package dev.lockstep.flink;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that who waits for a checkpoint of a job that has ended is told why there is none. */
class TestClusterTest {
    @TempDir
    Path folder;

    @Test
    void noCheckpointOfAJobThatFailed() throws Exception {
        try (TestCluster cluster = new TestCluster(folder, 1)) {
            JobClient job = job(cluster, 2);
            assertThatThrownBy(() -> job.getJobExecutionResult().get()).isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> cluster.checkpoint(job))
                    .hasMessage("no checkpoint: the job is FAILED")
                    .hasStackTraceContaining("broken on purpose");
        }
    }

    @Test
    void noCheckpointOfAJobThatFinished() throws Exception {
        try (TestCluster cluster = new TestCluster(folder, 1)) {
            JobClient job = job(cluster, 3);
            cluster.end(job);
            assertThatThrownBy(() -> cluster.checkpoint(job)).hasMessage("no checkpoint: the job is FINISHED");
        }
    }

    /** Starts a job that reads 1 and 2, and fails at a number. */
    private static JobClient job(TestCluster cluster, long bad) throws Exception {
        StreamExecutionEnvironment environment = cluster.environment(cluster.configuration(), 1);
        environment
                .fromSequence(1, 2)
                .map(number -> {
                    if (number == bad) {
                        throw new SuppressRestartsException(new IllegalStateException("broken on purpose"));
                    }
                    return number;
                })
                .sinkTo(new DiscardingSink<>());
        return environment.executeAsync("ends");
    }
}
