package dev.lockstep.cli;

import java.util.function.Supplier;

/** Tells the progress of one thing, not more often than people read it: first after some seconds. For one thread. */
final class NowAndThen {
    private static final long SECOND = 1_000_000_000L;
    private static final int FIRST_SECONDS = 3;
    private static final int LINE_SECONDS = 10;

    private final Progress progress;
    private final String who;
    private long next;

    NowAndThen(Progress progress, String who) {
        this.progress = progress;
        this.who = who;
        this.next = System.nanoTime() + SECOND * (progress.isBar() ? 1 : FIRST_SECONDS);
    }

    /** Tells what the supplier returns, if it is time. */
    void tell(Supplier<String> state) {
        long now = System.nanoTime();
        if (now - next > 0) {
            next = now + SECOND * (progress.isBar() ? 1 : LINE_SECONDS);
            progress.tell(who, state.get());
        }
    }
}
