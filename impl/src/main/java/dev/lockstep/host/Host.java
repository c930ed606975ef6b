package dev.lockstep.host;

import dev.lockstep.recorder.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one core on a thread of its own over a transport. The core sees one input at a time. What it sends goes out in order, after the step
 * that sent it. After each input the core takes at once the steps that it can take, most of which are writes. Timeouts, and steps that begin new
 * work, are inputs like others: {@link #every} and {@link #call}.
 *
 * <p>While the core is at work, mostly with its disk, inputs wait. They are then taken together: all messages, and what they have made the
 * core send goes out; then all calls, and so on. A core that writes its changes when it is asked what it sends therefore writes once for
 * many inputs. Messages go first: answers to earlier requests must not wait until new requests are on the disk.
 *
 * <p>A host is fail-stop. The first failure in a step ends the process, because nobody knows what state it is in. {@link #onEnd} tells what
 * the failure was.
 */
public final class Host<M> implements AutoCloseable {
    /** The largest number of inputs that are taken together. */
    private static final int MOST = 1_000;

    private final Core<M> core;
    private final Transport<M> transport;
    private final @Nullable Recorder recorder;
    private final ExecutorService thread;
    private final Queue<Input> received = new ConcurrentLinkedQueue<>();
    private final Queue<Input> called = new ConcurrentLinkedQueue<>();

    /** The number of inputs that wait or are being taken. Whoever adds the first one wakes the thread. */
    private final AtomicInteger open = new AtomicInteger();

    private final CompletableFuture<IllegalStateException> end = new CompletableFuture<>();
    private final CompletableFuture<IllegalStateException> told = new CompletableFuture<>();

    private record Input(Runnable action, CompletableFuture<Void> done) {}

    /**
     * @param recorder the recorder of this process alone, to which the core is attached already; null if no trace is written. The host does
     *     not close it
     */
    public Host(Core<M> core, Transport<M> transport, @Nullable Recorder recorder) {
        this.core = core;
        this.transport = transport;
        this.recorder = recorder;
        this.thread = Executors.newSingleThreadExecutor(task -> daemon(task, "host-"));
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
     * Runs an input of the core on the core's thread and what follows from it. Then it sends what the core wants to send.
     *
     * @return a future that is done when the input has run and what it sends is sent; it fails when the input throws, which ends the host,
     * or when the host has ended
     */
    public CompletableFuture<Void> call(Runnable input) {
        return add(called, input);
    }

    /**
     * Asks the core for something that it may know only later.
     *
     * @param input runs as that of {@link #call}. It is given the answer, which it completes, or keeps for a later step to complete
     * @return the answer, which also fails when the input throws or the host has ended before
     */
    public <T> CompletableFuture<T> ask(Consumer<CompletableFuture<T>> input) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        call(() -> input.accept(answer)).exceptionally(failure -> {
            answer.completeExceptionally(failure);
            return null;
        });
        return answer;
    }

    /** Lets time pass: runs this input, as {@link #call} does, again and again until the host ends. */
    public void every(Duration tick, Runnable input) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "clock-"));
        clock.scheduleAtFixedRate(() -> call(input), tick.toNanos(), tick.toNanos(), TimeUnit.NANOSECONDS);
        onEnd(reason -> clock.shutdownNow());
    }

    private Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name + core.id());
        thread.setDaemon(true);
        return thread;
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

    /** Takes the inputs that wait. */
    private void take() {
        int taken = step(received) + step(called);
        if (open.addAndGet(-taken) > 0) {
            takeLater();
        }
    }

    /** Takes inputs from a queue, and returns their number. */
    private int step(Queue<Input> from) {
        List<Input> inputs = new ArrayList<>();
        for (Input next = from.poll(); next != null; next = inputs.size() < MOST ? from.poll() : null) {
            inputs.add(next);
        }
        if (!inputs.isEmpty()) {
            try {
                checkIsOpen();
                for (Input input : inputs) {
                    input.action.run();
                    settle();
                }
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

    /** Lets the core take all steps that it can take, but for timeouts and for those that begin new work. */
    private void settle() {
        for (Optional<Step> step = next(); step.isPresent(); step = next()) {
            step.get().action().run();
        }
    }

    private Optional<Step> next() {
        for (Step step : core.steps()) {
            if (!step.isTimeout() && !step.opens()) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
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

    /** Lets the process do nothing for this long, as if it were swapped out or collected garbage. This is a fault to inject. */
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

    /** Returns whether the host has failed or is closed. */
    public boolean hasEnded() {
        return end.isDone();
    }

    /**
     * Calls back on any thread once the host has failed or is closed, and its transport is closed too. If this has happened already, it
     * calls back at once.
     */
    public void onEnd(Consumer<IllegalStateException> callback) {
        told.thenAccept(callback);
    }

    /** Ends the process; inputs that wait are refused. The second call has no effect. */
    @Override
    public void close() {
        end(new IllegalStateException("process " + core.id() + " is closed"));
        thread.shutdown();
    }
}
