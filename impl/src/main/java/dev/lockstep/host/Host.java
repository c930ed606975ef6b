package dev.lockstep.host;

import dev.lockstep.recorder.Recorder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one core on a thread of its own over a transport. The core sees one input at a time; what it sends goes out in order, after the
 * step that sent it.
 *
 * <p>Fail-stop: the first thing that goes wrong in a step ends the process, because nobody knows what state it is in. {@link #onEnd}
 * tells what it was.
 */
public final class Host<M> implements AutoCloseable {
    private final Core<M> core;
    private final Transport<M> transport;
    private final @Nullable Recorder recorder;
    private final ExecutorService thread;
    private final CompletableFuture<IllegalStateException> end = new CompletableFuture<>();
    private final CompletableFuture<IllegalStateException> told = new CompletableFuture<>();

    /** @param recorder of this process alone, to which the core is attached already; null: no trace is written. Not closed here */
    public Host(Core<M> core, Transport<M> transport, @Nullable Recorder recorder) {
        this.core = core;
        this.transport = transport;
        this.recorder = recorder;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread t = new Thread(task, "host-" + core.id());
            t.setDaemon(true);
            return t;
        });
    }

    public void start() {
        transport.start(new Transport.Receiver<>() {
            @Override
            public void received(String from, Envelope<M> envelope) {
                call(() -> {
                    if (recorder != null) {
                        recorder.witness(envelope.time());
                    }
                    core.receive(envelope.message());
                });
            }

            @Override
            public void failed(Exception cause) {
                fail(cause);
            }
        });
    }

    /**
     * Runs an input of the core on the core's thread, and then sends what the core wants sent.
     *
     * @return done when it has run; fails when it threw, which ends the host, or when the host has ended
     */
    public CompletableFuture<Void> call(Runnable input) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    step(input);
                    done.complete(null);
                } catch (RuntimeException e) {
                    fail(e);
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(end.join());
        }
        return done;
    }

    /** Lets the process do nothing for so long, as if it were swapped out or collected garbage: a fault to inject. */
    public void pause(Duration length) {
        call(() -> {
            long end = System.nanoTime() + length.toNanos();
            for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        });
    }

    private void step(Runnable input) {
        if (hasEnded()) {
            throw end.join();
        }
        input.run();
        long time = recorder == null ? 0 : recorder.clock();
        for (Send<M> send : core.drain()) {
            transport.send(send.to(), new Envelope<>(time, send.message()));
        }
        if (hasEnded()) { // meanwhile: what was sent may be lost
            throw end.join();
        }
    }

    private void fail(Exception cause) {
        end(new IllegalStateException("process " + core.id() + " has failed: " + cause.getMessage(), cause));
    }

    private void end(IllegalStateException reason) {
        if (end.complete(reason)) {
            try {
                transport.close();
            } finally {
                told.complete(reason);
            }
        }
    }

    /** It has failed or is closed. */
    public boolean hasEnded() {
        return end.isDone();
    }

    /** Calls back once it has failed or is closed and its transport is, on any thread; at once if it has already. */
    public void onEnd(Consumer<IllegalStateException> callback) {
        told.thenAccept(callback);
    }

    /** Ends the process; inputs that wait are refused. Does nothing the second time. */
    @Override
    public void close() {
        end(new IllegalStateException("process " + core.id() + " is closed"));
        thread.shutdown();
    }
}
