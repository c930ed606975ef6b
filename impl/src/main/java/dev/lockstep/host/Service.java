package dev.lockstep.host;

import dev.lockstep.recorder.Recorder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a core on a {@link Host}. The core takes its enabled steps at once, and its timeouts happen again and again as time passes. The
 * class is thread-safe.
 */
public final class Service<M> implements AutoCloseable {
    private final Eager<M> core;
    private final Host<M> host;
    private final ScheduledExecutorService clock;

    /**
     * Starts the service.
     *
     * @param tick the time between two rounds of timeouts
     * @param recorder the recorder of its trace, or null
     * @param onEnd is told once, on any thread, why the service ended
     */
    public Service(
            Core<M> node,
            Transport<M> transport,
            Duration tick,
            @Nullable Recorder recorder,
            Consumer<IllegalStateException> onEnd) {
        core = new Eager<>(node);
        host = new Host<>(core, transport, recorder);
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "clock-" + node.id());
            thread.setDaemon(true);
            return thread;
        });
        host.onEnd(reason -> {
            clock.shutdownNow();
            onEnd.accept(reason);
        });
        host.start();
        clock.scheduleAtFixedRate(
                () -> call(() -> core.steps().stream()
                        .filter(Step::isTimeout)
                        .forEach(step -> step.action().run())),
                tick.toNanos(),
                tick.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Runs an input of the core on the core's thread, and what follows from it. The future fails when the service has ended. */
    public CompletableFuture<Void> call(Runnable input) {
        return host.call(() -> {
            input.run();
            core.settle();
        });
    }

    /** Ends the service as a crash would. */
    @Override
    public void close() {
        host.close();
    }
}
