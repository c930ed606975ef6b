package dev.lockstep.checker.explore;

import dev.lockstep.checker.spec.Expander;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a spec can do from states that will be visited. Threads do so ahead of the one that visits them, which does its part of it when
 * it would wait. What is found does not depend on who finds it.
 */
final class Expansions implements AutoCloseable {
    /** So many states are expanded ahead, at most: what they can do is in memory until they are visited. */
    static final int AHEAD = 256;

    /** Definitions of a spec may recurse deeply. */
    private static final long STACK = 64L << 20;

    private final LoadedSpec spec;
    private final ThreadLocal<Expander> expander;
    private final BlockingQueue<FutureTask<Expansion>> open = new ArrayBlockingQueue<>(AHEAD);
    private final List<Thread> threads = new ArrayList<>();
    private final FutureTask<Expansion> end = new FutureTask<>(() -> new Expansion(null, List.of()));

    /**
     * Holds what was found.
     *
     * @param violated the invariant that is false in the state; null: all hold
     * @param steps those of each action of the spec, in their order; none if an invariant is false
     */
    record Expansion(@Nullable String violated, List<Expander.ActionSteps> steps) {}

    /** @param others how many threads work besides the calling one */
    Expansions(LoadedSpec spec, int others) throws InvalidInputException {
        this.spec = spec;
        List<Expander> ready = new ArrayList<>();
        for (int i = 0; i <= others; i++) {
            ready.add(spec.expander());
        }
        this.expander = ThreadLocal.withInitial(() -> {
            synchronized (ready) {
                return ready.remove(0);
            }
        });
        for (int i = 0; i < others; i++) {
            Thread thread = new Thread(null, this::work, "lockstep-explore-" + i, STACK);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work() {
        try {
            for (FutureTask<Expansion> task = open.take(); task != end; task = open.take()) {
                task.run();
            }
            open.put(end); // for the next one
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that but to end the thread
        }
    }

    /** Lets a state be expanded by whoever has time. */
    FutureTask<Expansion> begin(SpecState state) {
        FutureTask<Expansion> task = new FutureTask<>(() -> expanded(state));
        open.offer(task); // if there is no room, it is done when it is asked for
        return task;
    }

    private Expansion expanded(SpecState state) {
        String violated = spec.violatedInvariant(state);
        return new Expansion(
                violated, violated != null ? List.of() : expander.get().of(state));
    }

    /** Returns what was found. Throws what was thrown meanwhile. */
    Expansion of(FutureTask<Expansion> task) {
        task.run(); // nothing, if somebody has begun it
        while (!task.isDone()) {
            FutureTask<Expansion> other = open.poll();
            if (other == null) {
                break;
            }
            other.run();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            } else if (e.getCause() instanceof Error failed) {
                throw failed;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the spec was stepped", e);
        }
    }

    @Override
    public void close() {
        open.clear();
        open.offer(end);
    }
}
