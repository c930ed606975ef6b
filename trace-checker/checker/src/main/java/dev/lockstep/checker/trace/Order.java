package dev.lockstep.checker.trace;

import java.util.Objects;

/** Compares events by the paper's total order: by Lamport time, then by process. See Lamport 1978, "Ordering the Events Totally". */
public final class Order {
    private Order() {}

    /** Compares two events that both have a clock. */
    public static int compare(Event a, Event b) {
        int byClock = Long.compare(Objects.requireNonNull(a.clock()), Objects.requireNonNull(b.clock()));
        return byClock != 0
                ? byClock
                : compareProcess(Objects.requireNonNull(a.process()), Objects.requireNonNull(b.process()));
    }

    private static int compareProcess(Value a, Value b) {
        if (a instanceof Value.Int x && b instanceof Value.Int y) {
            return x.value().compareTo(y.value());
        }
        return a.toString().compareTo(b.toString());
    }
}
