package dev.lockstep.flink;

import dev.lockstep.checker.Verdict;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;

/** Ends a job that follows traces when the user interrupts the command. What was written until then is checked and told. */
final class Interrupted implements AutoCloseable {
    private final JobClient job;
    private final String folder;
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread atInterrupt = new Thread(this::stop);
    private volatile boolean isStopping;
    private volatile int exitCode = Verdict.INVALID.exitCode();

    private Interrupted(JobClient job, String folder) {
        this.job = job;
        this.folder = folder;
    }

    /** @param isFollowing whether it is watched for; otherwise an interrupt ends the command */
    static Interrupted of(JobClient job, Clusters.Place place, boolean isFollowing) {
        String folder = place.folder() == null ? null : place.folder().toUri().toString();
        Interrupted interrupted = new Interrupted(job, folder);
        if (isFollowing) {
            Runtime.getRuntime().addShutdownHook(interrupted.atInterrupt);
        }
        return interrupted;
    }

    private void stop() {
        isStopping = true;
        try {
            job.stopWithSavepoint(true, folder, SavepointFormatType.CANONICAL).get();
            told.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            System.err.println("lockstep: the job could not be stopped: " + e.getMessage());
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** Says that all is told. */
    int done(int code) {
        exitCode = code;
        return code;
    }

    @Override
    public void close() {
        told.countDown();
        if (!isStopping) {
            try {
                Runtime.getRuntime().removeShutdownHook(atInterrupt);
            } catch (IllegalStateException e) {
                isStopping = true; // the interrupt comes just now
            }
        }
    }
}
