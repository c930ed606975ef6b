package dev.lockstep.host;

import dev.lockstep.recorder.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one core on a thread of its own over a transport. The core sees one input at a time; what it sends goes out in order, after the
 * step that sent it.
 *
 * <p>Inputs that wait while the core is at work, with its disk mostly, are taken together: all messages, then what these have made it send goes
 * out; then all calls, and so on. A core that writes what it changed when it is asked what it sends so writes once for many inputs. Messages go first, since
 * answers to what was asked before must not wait until what is asked now is on the disk.
 *
 * <p>Fail-stop: the first thing that goes wrong in a step ends the process, because nobody knows what state it is in. {@link #onEnd}
 * tells what it was.
 */
public final class Host<M> implements AutoCloseable {
    /** Inputs that are taken together, at most. */
    private static final int MOST = 1_000;

    private final Core<M> core;
    private final Transport<M> transport;
    private final @Nullable Recorder recorder;
    private final ExecutorService thread;
    private final Queue<Input> received = new ConcurrentLinkedQueue<>();
    private final Queue<Input> called = new ConcurrentLinkedQueue<>();

    /** Inputs that wait or are being taken: whoever adds the first wakes the thread. */
    private final AtomicInteger open = new AtomicInteger();

    private final CompletableFuture<IllegalStateException> end = new CompletableFuture<>();
    private final CompletableFuture<IllegalStateException> told = new CompletableFuture<>();

    private record Input(Runnable action, CompletableFuture<Void> done) {}

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
                add(received, () -> {
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
     * @return done when it has run and what it sends is sent; fails when it threw, which ends the host, or when the host has ended
     */
    public CompletableFuture<Void> call(Runnable input) {
        return add(called, input);
    }

    private CompletableFuture<Void> add(Queue<Input> to, Runnable action) {
        Input input = new Input(action, new CompletableFuture<>());
        to.add(input);
        if (open.getAndIncrement() == 0) {
            takeLater();
        }
        return input.done;
    }

    private void takeLater() {
        try {
            thread.execute(this::take);
        } catch (RejectedExecutionException e) {
            take(); // it has ended: they are refused
        }
    }

    /** Takes what waits. */
    private void take() {
        int taken = step(received) + step(called);
        if (open.addAndGet(-taken) > 0) {
            takeLater();
        }
    }

    /** Returns how many inputs it has taken from there. */
    private int step(Queue<Input> from) {
        List<Input> inputs = new ArrayList<>();
        for (Input next = from.poll(); next != null; next = inputs.size() < MOST ? from.poll() : null) {
            inputs.add(next);
        }
        if (!inputs.isEmpty()) {
            try {
                checkIsOpen();
                inputs.forEach(input -> input.action.run());
                send();
                checkIsOpen(); // it may have ended meanwhile: what was sent may be lost
                inputs.forEach(input -> input.done.complete(null));
            } catch (RuntimeException e) {
                fail(e);
                inputs.forEach(input -> input.done.completeExceptionally(e));
            }
        }
        return inputs.size();
    }

    private void checkIsOpen() {
        if (hasEnded()) {
            throw end.join();
        }
    }

    private void send() {
        List<Send<M>> sends = core.drain();
        long time = recorder == null ? 0 : recorder.clock();
        for (Send<M> send : sends) {
            transport.send(send.to(), new Envelope<>(time, send.message()));
        }
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
