package dev.lockstep.flink;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Is a cluster in this process of which a test holds the workers. Jobs come to it by its REST address, as to any cluster. */
final class TestCluster implements AutoCloseable {
    private final Configuration configuration;
    private final MiniCluster cluster;

    /** @param folder where checkpoints are */
    TestCluster(Path folder, int workers) throws Exception {
        configuration = Jobs.configuration(folder);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(20));
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(1));
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(workers)
                .setNumSlotsPerTaskManager(1)
                .build());
        cluster.start();
    }

    Configuration configuration() {
        return configuration;
    }

    URI address() throws Exception {
        return cluster.getRestAddress().get();
    }

    StreamExecutionEnvironment environment(Configuration with, int parallelism) throws Exception {
        return Clusters.remote(address().getHost(), address().getPort(), with, parallelism);
    }

    /** Loses a worker, and starts another. */
    void kill(int worker) throws Exception {
        cluster.terminateTaskManager(worker).get();
        cluster.startTaskManager();
    }

    /** Takes a checkpoint; while the job recovers there is none, and it is tried again. Fails if the job has ended. */
    void checkpoint(JobClient job) throws Exception {
        boolean isTaken = false;
        while (!isTaken) {
            try {
                cluster.triggerCheckpoint(job.getJobID()).get();
                isTaken = true;
            } catch (ExecutionException e) {
                JobStatus status = cluster.getJobStatus(job.getJobID()).get();
                if (status.isGloballyTerminalState()) {
                    JobResult result = cluster.requestJobResult(job.getJobID()).get();
                    throw new IllegalStateException(
                            "no checkpoint: the job is " + status,
                            result.getSerializedThrowable().orElse(null));
                }
                Thread.yield(); // its tasks are not all running yet
            }
        }
    }

    /** Takes checkpoints until a job has ended: the last one ends it. */
    void end(JobClient job) throws Exception {
        CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
        while (!result.isDone()) {
            try {
                cluster.triggerCheckpoint(job.getJobID()).get();
            } catch (ExecutionException e) {
                Thread.yield(); // its tasks are not all running yet, or have just ended
            }
        }
        result.get();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
