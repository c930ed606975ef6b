package dev.lockstep.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does work on all cores. Of work on models there may be more than time: then each chapter has its turn. */
final class Turns {
    private static final long STACK = 64L << 20;

    private Turns() {}

    /** Returns the first of each list, then the second of each, and so on. */
    static <T> List<T> of(Collection<List<T>> lists) {
        List<T> turns = new ArrayList<>();
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<T> each : lists) {
                if (i < each.size()) {
                    turns.add(each.get(i));
                }
            }
        }
        return turns;
    }

    /** Does all of the work. */
    static <T> void all(String what, List<T> of, Consumer<T> work) throws InterruptedException {
        take(what, of, of.size(), 0, work);
    }

    /**
     * Takes one model after the other, on all cores, until it is time to end.
     *
     * @param end when that is, as {@link System#nanoTime} tells it
     * @param what what is looked for
     * @param sure how many of the first are taken whatever the time is
     */
    static <T> void take(String what, List<T> models, int sure, long end, Consumer<T> work)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Runnable taking = () -> {
                for (int at = next.getAndIncrement(); at < models.size(); at = next.getAndIncrement()) {
                    if (at >= sure && System.nanoTime() - end >= 0) {
                        return;
                    }
                    work.accept(models.get(at));
                }
            };
            Thread thread = new Thread(null, taking, "lockstep-" + what + "-" + i, STACK);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((of, e) -> failure.compareAndSet(null, e));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException(what + " cannot be found: " + failed, failed);
        }
    }
}
