package dev.lockstep.redis.real.replication;

import java.io.IOException;
import java.io.InterruptedIOException;

/** Decides what becomes of the answer to {@code PSYNC ... FAILOVER}, by which a replica says that it is a master now. Safe for threads. */
final class FailoverAnswers {
    /** Says what becomes of it. */
    enum Fate {
        /** The answer arrives. */
        ARRIVES,
        /** The connection breaks before it arrives. */
        LOST,
        /** It is held back until something else is decided. */
        HELD
    }

    private Fate fate = Fate.ARRIVES;
    private boolean isHeld;

    synchronized void let(Fate next) {
        fate = next;
        isHeld = false;
        notifyAll();
    }

    /** Tells whether one is held back now. */
    synchronized boolean isHeld() {
        return isHeld;
    }

    /**
     * Takes an answer, and returns when it may go on.
     *
     * @throws IOException the connection is to break
     */
    synchronized void take() throws IOException {
        try {
            while (fate == Fate.HELD) {
                isHeld = true;
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
        if (fate == Fate.LOST) {
            throw new IOException("the connection breaks before the answer arrives");
        }
    }
}
