package dev.lockstep.mutex;

/** Tells what processes send each other; {@link #clock} is the time of the event that sent it. */
public sealed interface Message extends dev.lockstep.core.Message {
    /** At least 1: sending is an event, and an event ticks the clock. */
    int clock();

    /** Rules 1 and 2: the sender asks for the resource. */
    record Request(String from, String to, int clock) implements Message {
        public Request {
            requireSent(from, to, clock);
        }
    }

    /** Rule 2: the sender knows of the request. */
    record Acknowledge(String from, String to, int clock) implements Message {
        public Acknowledge {
            requireSent(from, to, clock);
        }
    }

    /** Rules 3 and 4: the sender is done with the resource. */
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
