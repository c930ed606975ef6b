package dev.lockstep.cap.run;

import dev.lockstep.history.History;
import dev.lockstep.history.History.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Judges whether the history of a run is t-connected consistent: {@code TConnected} of {@code TimedRegister.tla}, Definition 9 of {@code
 * proofs-notes/cap.md}. A trace cannot show that, since no node sees how long a message took, or whether it was lost.
 *
 * <p>Times count the choices of a simulated run, in which each clock ticks by itself. A tick of all is a round, in which each clock ticks
 * at least once. An interval is longer than {@code t} if it has more than {@code t + 1} rounds: twice something is sent and arrives, at one
 * node after the other, and the ticks of the one need not meet those of the other.
 */
final class TConnected {
    /**
     * Tells when a message was lost that was sent and has not arrived.
     *
     * @param since when it was sent
     * @param until when it could no longer arrive
     */
    record Loss(long since, long until) {}

    /** A clock has ticked. */
    record Tick(String node, long at) {}

    private final List<String> nodes;
    private final int rounds;
    private final List<Tick> ticks;

    /** Tells whether a message was lost between the tick before and this one, for each tick. */
    private final boolean[] isLossy;

    /** The operations of each node, in the order in which it was asked for them. All are answered. */
    private final List<List<Operation>> operations = new ArrayList<>();

    /** Counts, for each node, the operations that were settled when an operation was asked for. */
    private final Map<Operation, int[]> after = new HashMap<>();

    private final Set<List<Object>> tried = new HashSet<>();
    private int settled;

    /**
     * Looks at a run that is over.
     *
     * @param connected t, in ticks
     * @param ticks the ticks of all clocks, in their order
     */
    TConnected(List<String> nodes, int connected, History history, List<Tick> ticks, List<Loss> losses) {
        this.nodes = nodes;
        this.rounds = connected + 2;
        this.ticks = ticks;
        this.isLossy = new boolean[ticks.size()];
        for (int i = 0; i < isLossy.length; i++) {
            long since = i == 0 ? 0 : ticks.get(i - 1).at;
            long until = ticks.get(i).at;
            isLossy[i] = losses.stream().anyMatch(loss -> loss.since <= until && loss.until >= since);
        }
        for (String node : nodes) {
            operations.add(history.operations().stream()
                    .filter(operation -> operation.node().equals(node))
                    .toList());
        }
        Map<Operation, Long> from = new HashMap<>();
        history.operations()
                .forEach(operation -> from.put(operation, losses.isEmpty() ? operation.until() : settledAt(operation)));
        for (Operation operation : history.operations()) {
            int[] before = new int[nodes.size()];
            for (int q = 0; q < before.length; q++) {
                before[q] = (int) operations.get(q).stream()
                        .takeWhile(f -> from.get(f) < operation.since())
                        .count();
            }
            after.put(operation, before);
        }
        if (!losses.isEmpty()) {
            settled = Arrays.stream(latest(history)).sum();
        }
    }

    private int[] latest(History history) {
        int[] most = new int[nodes.size()];
        for (Operation operation : history.operations()) {
            for (int q = 0; q < most.length; q++) {
                most[q] = Math.max(most[q], after.get(operation)[q]);
            }
        }
        return most;
    }

    /** Returns from when on the operation is settled: there was a long interval without loss after its answer. */
    private long settledAt(Operation operation) {
        Set<String> ticked = new HashSet<>();
        int count = 0;
        for (int i = 0; i < ticks.size(); i++) {
            Tick tick = ticks.get(i);
            if (tick.at <= operation.until()) {
                continue;
            }
            if (isLossy[i]) {
                ticked.clear();
                count = 0;
            }
            ticked.add(tick.node);
            if (ticked.size() == nodes.size()) {
                ticked.clear();
                count++;
            }
            if (count >= rounds) {
                return tick.at;
            }
        }
        return Long.MAX_VALUE;
    }

    /** Returns how many operations were settled when a later one was asked for, if a message was lost. */
    int settled() {
        return settled;
    }

    /** Returns whether there is an order as the definition wants it. */
    boolean holds() {
        return isOrdered(new int[nodes.size()], Optional.empty());
    }

    /** Returns whether an order that has so many operations of each node, and leaves {@code value}, goes on to the end. */
    private boolean isOrdered(int[] ordered, Optional<String> value) {
        Optional<String> left = takeHarmless(ordered, value);
        if (isOver(ordered)) {
            return true;
        }
        boolean isTooLate = isRead(ordered, left)
                && !isLeft(ordered, write -> write.isWrite() && write.written().equals(left));
        if (isTooLate || !tried.add(List.of(Arrays.stream(ordered).boxed().toList(), left))) {
            return false;
        }
        for (int n = 0; n < ordered.length; n++) {
            if (mayBeNext(n, ordered)) {
                Operation next = operations.get(n).get(ordered[n]);
                if (next.isWrite()) {
                    int[] more = ordered.clone();
                    more[n]++;
                    if (isOrdered(more, next.written())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * Takes what may come next and is in nobody's way. These are reads and, once nobody is left who reads the value, writes that nobody reads.
     * Later they are no sooner.
     *
     * @return the value that is left
     */
    private Optional<String> takeHarmless(int[] ordered, Optional<String> value) {
        Optional<String> left = value;
        while (true) {
            takeReads(ordered, left);
            Optional<Operation> unread = isRead(ordered, left) ? Optional.empty() : takeUnread(ordered);
            if (unread.isEmpty()) {
                return left;
            }
            left = unread.get().written();
        }
    }

    private Optional<Operation> takeUnread(int[] ordered) {
        for (int n = 0; n < ordered.length; n++) {
            if (mayBeNext(n, ordered)) {
                Operation next = operations.get(n).get(ordered[n]);
                if (next.isWrite() && !isRead(ordered, next.written())) {
                    ordered[n]++;
                    return Optional.of(next);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isRead(int[] ordered, Optional<String> value) {
        return isLeft(ordered, operation -> isReadOf(operation, value));
    }

    /** Returns whether there is such an operation among those that are not ordered. */
    private boolean isLeft(int[] ordered, Predicate<Operation> such) {
        for (int n = 0; n < ordered.length; n++) {
            List<Operation> its = operations.get(n);
            if (its.subList(ordered[n], its.size()).stream().anyMatch(such)) {
                return true;
            }
        }
        return false;
    }

    private void takeReads(int[] ordered, Optional<String> value) {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (int n = 0; n < ordered.length; n++) {
                while (mayBeNext(n, ordered) && isReadOf(operations.get(n).get(ordered[n]), value)) {
                    ordered[n]++;
                    goesOn = true;
                }
            }
        }
    }

    private static boolean isReadOf(Operation operation, Optional<String> value) {
        return !operation.isWrite() && operation.answered().equals(value);
    }

    private boolean mayBeNext(int n, int[] ordered) {
        if (ordered[n] == operations.get(n).size()) {
            return false;
        }
        int[] before = after.get(operations.get(n).get(ordered[n]));
        for (int q = 0; q < ordered.length; q++) {
            if (before[q] > ordered[q]) {
                return false;
            }
        }
        return true;
    }

    private boolean isOver(int[] ordered) {
        for (int n = 0; n < ordered.length; n++) {
            if (ordered[n] < operations.get(n).size()) {
                return false;
            }
        }
        return true;
    }
}
