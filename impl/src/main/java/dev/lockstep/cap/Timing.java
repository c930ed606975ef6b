package dev.lockstep.cap;

/**
 * Tells how long the nodes of a {@link TConnectedRegister} wait, in ticks of their clocks.
 *
 * @param delay within so many a message arrives, or is lost
 * @param timeout so many a node waits for the primary; if more than twice the delay, a node that waits in vain has lost a message
 * @param period after so many a node sends again, and the primary tells what it has; 1 or more
 */
public record Timing(int delay, int timeout, int period) {
    public Timing {
        if (delay < 0 || timeout < 0 || period < 1) {
            throw new IllegalArgumentException("delay and timeout are 0 or more, and a period 1 or more: " + delay
                    + ", " + timeout + ", " + period);
        }
    }

    /** Returns the time within which all is consistent again: twice the delay and twice the period. */
    public int connected() {
        return 2 * delay + 2 * period;
    }
}
