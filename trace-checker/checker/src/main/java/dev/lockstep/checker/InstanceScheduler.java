package dev.lockstep.checker;

import dev.lockstep.checker.Prefetch.Read;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of different instances at the same time, some events ahead of the verdict on them. Those of one instance are taken one
 * after the other. What they amount to is put
 * together in the order of the events, by the thread that asked: so the result is the same however the work was shared.
 *
 * <p>Why that is safe: an {@link Instance} is used by one thread at a time, and handing work out and waiting for all of it puts what is
 * done to it in an order. Values that grow in place are versions of what the instance itself or its events brought; what instances
 * share, initial states, constants and what the spec keeps, is frozen, so that what extends it is a copy. TLC is locked. That holds
 * for a spec that checks several traces, too.
 *
 * <p>If only few events wait, reading is what takes the time, and another thread would be in its way.
 */
class InstanceScheduler {
    private static final int WORTHWHILE = 384;

    private final Executor others;
    private final int threads;
    private final int least;

    /**
     * @param others where other threads are to be had
     * @param threads how many at most, with that which asks
     * @param least for fewer events it asks no other
     */
    InstanceScheduler(Executor others, int threads, int least) {
        this.others = others;
        this.threads = threads;
        this.least = least;
    }

    /** Holds the threads for all traces of the process: they wait for no thread that has not begun. */
    private static final class Cores {
        private static final int COUNT = Runtime.getRuntime().availableProcessors();
        private static final Executor OTHERS = Executors.newFixedThreadPool(Math.max(1, COUNT - 1), work -> {
            Thread thread = new Thread(work, "lockstep-checker");
            thread.setDaemon(true);
            return thread;
        });
    }

    static InstanceScheduler overCores() {
        return new InstanceScheduler(Cores.OTHERS, Cores.COUNT, WORTHWHILE);
    }

    /** One thread takes all. */
    static InstanceScheduler none() {
        return new InstanceScheduler(work -> {}, 1, Integer.MAX_VALUE);
    }

    /**
     * Takes events as far as that is worthwhile.
     *
     * @param reads only the last of them may have no event
     * @param instances the instances by name; asked in the caller's thread
     * @return the outcome of each event; null: it was not taken, nor any of its instance after it
     */
    @Nullable
    StepOutcome[] take(List<Read> reads, Function<@Nullable String, Instance> instances) throws InterruptedException {
        @Nullable StepOutcome[] taken = new StepOutcome[reads.size()];
        if (threads == 1 || taken.length < least || !isOfAnInstance(reads.get(0))) {
            return taken;
        }
        List<Chain> chains = chains(reads, instances);
        if (chains.size() > 1) {
            new Work(chains, reads, taken).share(others, threads);
        }
        return taken;
    }

    private static boolean isOfAnInstance(Read read) {
        return read.event() != null && read.event().instance() != null;
    }

    /** Returns the longest first, so that it is not what all wait for. */
    private static List<Chain> chains(List<Read> reads, Function<@Nullable String, Instance> instances) {
        Map<@Nullable String, Chain> chains = new HashMap<>();
        int[] next = new int[reads.size()];
        String lastName = null;
        Chain last = null;
        for (int i = 0; i < next.length; i++) {
            Step step = reads.get(i).step();
            if (step == null || step.event().kind() == Event.Kind.END) {
                break; // the trace ends, or cannot be read on
            }
            String name = step.event().instance();
            Chain chain = last != null && Objects.equals(name, lastName) ? last : chains.get(name);
            if (chain == null) {
                chain = new Chain(instances.apply(name), i, next);
                chains.put(name, chain);
            } else {
                chain.add(i);
            }
            lastName = name;
            last = chain;
        }
        List<Chain> longestFirst = new ArrayList<>(chains.values());
        longestFirst.sort((a, b) -> Integer.compare(b.length, a.length));
        return longestFirst;
    }

    /** Lists events of one instance. */
    private static final class Chain {
        private final Instance instance;
        private final int first;
        private final int[] next;
        private int last;
        private int length = 1;

        /** @param next by an event's place, the place of the chain's next event; common to all chains */
        Chain(Instance instance, int first, int[] next) {
            this.instance = instance;
            this.first = first;
            this.last = first;
            this.next = next;
        }

        void add(int place) {
            next[last] = place;
            last = place;
            length++;
        }

        /** Takes events up to the first that is no step. */
        void take(List<Read> reads, @Nullable StepOutcome[] taken) {
            int place = first;
            boolean isOpen = true;
            for (int i = 0; i < length && isOpen; i++) {
                StepOutcome result =
                        take(Objects.requireNonNull(reads.get(place).step()));
                taken[place] = result;
                isOpen = result.end() == null;
                place = next[place];
            }
        }

        private StepOutcome take(Step step) {
            try {
                return instance.take(step);
            } catch (RuntimeException | Error e) {
                return new StepOutcome(0, 0, 0, null, new StepOutcome.Thrown(e));
            }
        }
    }

    /** Chains that several threads take, each the next one that is left. */
    private static final class Work {
        private final List<Chain> chains;
        private final List<Read> reads;
        private final @Nullable StepOutcome[] taken;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch open;
        private volatile @Nullable Error failed;

        Work(List<Chain> chains, List<Read> reads, @Nullable StepOutcome[] taken) {
            this.chains = chains;
            this.reads = reads;
            this.taken = taken;
            this.open = new CountDownLatch(chains.size());
        }

        void share(Executor others, int threads) throws InterruptedException {
            for (int i = 1; i < Math.min(threads, chains.size()); i++) {
                others.execute(this::work);
            }
            work();
            open.await();
            if (failed != null) {
                throw failed;
            }
        }

        private void work() {
            for (int i = next.getAndIncrement(); i < chains.size(); i = next.getAndIncrement()) {
                try {
                    chains.get(i).take(reads, taken);
                } catch (Error e) {
                    failed = e; // no memory to say of which event
                } finally {
                    open.countDown();
                }
            }
        }
    }
}
