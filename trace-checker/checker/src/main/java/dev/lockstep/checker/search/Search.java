package dev.lockstep.checker.search;

import dev.lockstep.checker.search.SearchResult.Violation;
import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.TransitionSystem.SearchConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Searches all states of a transition system as TLC does. It goes breadth first, to each state once, with the predicates of the config. Threads work on
 * one level at a time, so that depth and length of a counterexample are exact. Of the shortest violations the one that TLC would look for
 * first is told; a level is finished for that, so the result does not depend on which thread was faster.
 *
 * <p>States are told apart by 64-bit fingerprints. In memory are the states of two levels, and 32 to 48 bytes for each state found.
 */
public final class Search {
    /** Definitions of a spec may recurse deeply. */
    private static final long STACK = 64L << 20;

    /** States that a thread takes from a level at a time. */
    private static final int BLOCK = 32;

    private final TransitionSystem system;
    private final BooleanSupplier isOver;
    private final SeenSet seen = new SeenSet();
    private final SearchThread[] threads;
    private volatile int depth;
    private volatile boolean isInterrupted;

    /**
     * @param threads how many threads work
     * @param isOver is asked now and then whether to end early
     * @throws UnsupportedOperationException the config has what this search does not know; the message says what
     */
    public Search(TransitionSystem system, int threads, BooleanSupplier isOver) {
        this.system = system;
        SearchConfig config = system.config();
        this.isOver = isOver;
        this.threads = new SearchThread[threads];
        for (int i = 0; i < threads; i++) {
            this.threads[i] = new SearchThread(i, new DecidedSystem(system), config, seen);
        }
    }

    /**
     * Tells how far the search is; any thread may ask.
     *
     * @param waiting states found of which the successors are not known yet
     */
    public record Progress(long distinct, long generated, int depth, long waiting) {
        @Override
        public String toString() {
            return distinct + " states at depth " + depth + ", " + waiting + " waiting";
        }
    }

    /** Returns how far the search is. */
    public Progress progress() {
        long distinct = 0;
        long generated = 0;
        long expanded = 0;
        for (SearchThread thread : threads) {
            distinct += thread.distinct;
            generated += thread.generated;
            expanded += thread.expanded;
        }
        return new Progress(distinct, generated, depth, distinct - expanded);
    }

    /** Searches until there is a violation, or no state is left. Throws what TLC throws where it cannot evaluate something. */
    public SearchResult run() throws InterruptedException {
        begin();
        while (true) {
            Optional<Found> violation = first();
            List<Batch> found = new ArrayList<>();
            for (SearchThread thread : threads) {
                found.add(thread.takeFound());
            }
            Level level = new Level(found);
            if (violation.isPresent()) {
                return result(violation, true);
            }
            if (level.size() == 0) {
                return result(Optional.empty(), true);
            }
            depth++;
            together(thread -> expand(thread, level));
            if (isOver.getAsBoolean()) {
                return result(first(), first().isPresent());
            }
        }
    }

    /** One thread finds the initial states; all of them judge these. */
    private void begin() throws InterruptedException {
        List<Object[]> initial = new ArrayList<>();
        AtomicInteger taken = new AtomicInteger();
        together(thread -> {
            if (thread.number() == 0) {
                initial.addAll(thread.initial());
            }
        });
        together(thread -> {
            for (int from = taken.getAndAdd(BLOCK);
                    from < initial.size() && !isEnding();
                    from = taken.getAndAdd(BLOCK)) {
                initial.subList(from, Math.min(from + BLOCK, initial.size())).forEach(thread::begin);
            }
        });
    }

    private void expand(SearchThread thread, Level level) {
        for (int from = level.take(); from < level.size() && !isEnding(); from = level.take()) {
            for (int i = from; i < Math.min(from + BLOCK, level.size()); i++) {
                level.visit(i, thread::expand);
            }
        }
    }

    private boolean isEnding() {
        return isInterrupted || isOver.getAsBoolean();
    }

    private Optional<Found> first() {
        Optional<Found> first = Optional.empty();
        for (SearchThread thread : threads) {
            Found found = thread.violation();
            if (found != null && (first.isEmpty() || Found.FIRST.compare(found, first.get()) < 0)) {
                first = Optional.of(found);
            }
        }
        return first;
    }

    private SearchResult result(Optional<Found> found, boolean isComplete) {
        Progress at = progress();
        long asked = 0;
        for (SearchThread thread : threads) {
            asked += thread.askedOfTlc();
        }
        return new SearchResult(
                at.distinct,
                at.generated,
                depth,
                found.map(Found::violation),
                found.map(this::path).orElse(List.of()),
                asked,
                isComplete);
    }

    private List<SearchResult.Step> path(Found found) {
        List<Long> way = new ArrayList<>();
        for (long at = found.from; at != StateLog.NONE; ) {
            StateLog log = threads[StateLog.owner(at)].log();
            way.add(0, log.fingerprint(at));
            at = log.parent(at);
        }
        return new Replay(new DecidedSystem(system)).path(way, found);
    }

    /** Does something on all threads, and waits for them. */
    private void together(Task task) throws InterruptedException {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (SearchThread thread : threads) {
            FutureTask<Void> future = new FutureTask<>(() -> task.on(thread), null);
            tasks.add(future);
            Thread started = new Thread(null, future, "lockstep-search-" + thread.number(), STACK);
            started.setDaemon(true);
            running.add(started);
            started.start();
        }
        try {
            for (Thread thread : running) {
                thread.join();
            }
        } catch (InterruptedException e) {
            isInterrupted = true;
            throw e;
        }
        for (FutureTask<Void> future : tasks) {
            try {
                future.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failed) {
                    throw failed;
                }
                throw (Error) e.getCause();
            }
        }
    }

    private interface Task {
        void on(SearchThread thread);
    }

    /** Holds the states of a level, as the threads have found them; each is taken once. */
    private static final class Level {
        private final List<Batch> batches;
        private final int[] ends;
        private final int size;
        private final AtomicInteger taken = new AtomicInteger();

        Level(List<Batch> batches) {
            this.batches = batches;
            this.ends = new int[batches.size()];
            int sum = 0;
            for (int i = 0; i < ends.length; i++) {
                sum += batches.get(i).size();
                ends[i] = sum;
            }
            this.size = sum;
        }

        int size() {
            return size;
        }

        int take() {
            return taken.getAndAdd(BLOCK);
        }

        void visit(int index, Visitor visitor) {
            int batch = 0;
            while (index >= ends[batch]) {
                batch++;
            }
            Batch of = batches.get(batch);
            int at = index - (batch == 0 ? 0 : ends[batch - 1]);
            visitor.visit(of.state(at), of.number(at));
        }
    }

    private interface Visitor {
        void visit(Object[] state, long number);
    }

    /** Holds states that one thread has found. */
    static final class Batch {
        private final List<Object[]> states = new ArrayList<>();
        private final long first;

        /** @param first the number of the first state; the others have the next ones */
        Batch(long first) {
            this.first = first;
        }

        void add(Object[] state) {
            states.add(state);
        }

        int size() {
            return states.size();
        }

        Object[] state(int index) {
            return states.get(index);
        }

        long number(int index) {
            return first + index;
        }
    }

    /**
     * Holds a violation.
     *
     * @param from the number of the state before; {@link StateLog#NONE} if it is an initial state that violates something
     * @param to the state after the step that leads to the violation; null: a deadlock
     */
    record Found(Violation violation, long from, Object @Nullable [] to, int steps) {
        /** Orders shorter ones first. Then come the kinds as TLC looks for them, then the properties in the order of the config. */
        static final Comparator<Found> FIRST = Comparator.comparingInt(Found::steps)
                .thenComparing(found -> found.violation.kind())
                .thenComparingInt(found -> found.violation.property());
    }
}
