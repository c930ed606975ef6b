package dev.lockstep.mutex;

/** Tells what processes send each other; {@link #clock} is the time of the event that sent it. */
public sealed interface Message extends dev.lockstep.core.Message {
    /** Returns the time, at least 1: sending is an event, and an event ticks the clock. */
    int clock();

    /** Asks for the resource: rules 1 and 2. */
    record Request(String from, String to, int clock) implements Message {
        public Request {
            requireSent(from, to, clock);
        }
    }

    /** Tells that the sender knows of the request: rule 2. */
    record Acknowledge(String from, String to, int clock) implements Message {
        public Acknowledge {
            requireSent(from, to, clock);
        }
    }

    /** Tells that the sender is done with the resource: rules 3 and 4. */
    record Release(String from, String to, int clock) implements Message {
        public Release {
            requireSent(from, to, clock);
        }
    }

    private static void requireSent(String from, String to, int clock) {
        if (from.equals(to)) {
            throw new IllegalArgumentException(from + " sends messages to others only");
        }
        if (clock < 1) {
            throw new IllegalArgumentException("a message has a time of at least 1, not " + clock);
        }
    }
}
