package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Move;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Causality;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a trace whose order may be wrong: where the given order is rejected, the events around that place are put in another one that
 * respects what happened before what. The order that is found is then checked as a whole, as if it had been given. Holds the trace in
 * memory.
 */
public final class AnyOrder {
    /** How many events before a rejected one may move. */
    static final int BEFORE = 16;

    /** How many events after it may. */
    static final int AFTER = 48;

    private static final int[] MOVES = {1, 2, OrderSearch.ANY};

    private final LoadedSpec spec;
    private final TraceReader reader;
    private final Limits limits;
    private final Budget budget;
    private final List<Event> given = new ArrayList<>();
    private final List<Event> order = new ArrayList<>();
    private final List<Move> moves = new ArrayList<>();

    /** Checkers that have seen so many events of the order, the latest last: to go back to. */
    private final Deque<Checkpoint> checkpoints = new ArrayDeque<>();

    private record Checkpoint(int seen, TraceChecker checker) {}

    private AnyOrder(LoadedSpec spec, TraceReader reader, Limits limits, Budget budget) {
        this.spec = spec;
        this.reader = reader;
        this.limits = limits;
        this.budget = budget;
    }

    /**
     * Checks a trace in the given order, and in others if it is rejected.
     *
     * @param steps how many events may be tried in other orders
     * @return {@link Verdict#REORDERED} with the moves, if another order is accepted; otherwise the verdict on the given one
     * @throws InvalidInputException the trace cannot be read
     */
    public static CheckResult check(LoadedSpec spec, TraceReader reader, Limits limits, long steps)
            throws InvalidInputException {
        return new AnyOrder(spec, reader, limits, new Budget(steps)).check();
    }

    private CheckResult check() throws InvalidInputException {
        for (Event event = reader.next(); event != null; event = reader.next()) {
            given.add(event);
        }
        CheckResult result = check(given);
        if (result.verdict() != Verdict.REJECTED || result.event() == 0) {
            return result;
        }
        order.addAll(given);
        if (isPutInOrder()) {
            List<Integer> indices =
                    order.stream().map(event -> (int) event.index() - 1).toList();
            CheckResult other = check(order);
            if (other.verdict() == Verdict.ACCEPTED && Causality.of(given).allows(indices)) {
                return other.reordered(moves);
            }
        }
        return result.withHints(List.of(
                budget.isSpent()
                        ? "the search for another order stopped after " + budget.spent() + " steps"
                        : "no order of the " + BEFORE + " events before this one and the " + AFTER
                                + " after it is accepted, of those that respect what happened before what"));
    }

    private CheckResult check(List<Event> events) throws InvalidInputException {
        TraceChecker checker = newChecker();
        for (Event event : events) {
            checker.accept(event);
        }
        return checker.result();
    }

    private TraceChecker newChecker() throws InvalidInputException {
        return new TraceChecker(spec, reader.name(), reader.header(), reader.initially(), limits);
    }

    /** Whether all is accepted, after what is in the way has been moved. */
    private boolean isPutInOrder() throws InvalidInputException {
        checkpoints.add(new Checkpoint(0, newChecker()));
        TraceChecker checker = newChecker();
        int seen = 0;
        while (seen < order.size()) {
            if (checker.accept(order.get(seen))) {
                seen++;
                if (seen % BEFORE == 0) {
                    keep(new Checkpoint(seen, checker.fork()));
                }
                continue;
            }
            int start = Math.max(0, seen - BEFORE);
            List<Integer> found = search(start, seen);
            if (found.isEmpty()) {
                return false;
            }
            List<Event> window = List.copyOf(order.subList(start, start + found.size()));
            for (int i = 0; i < found.size(); i++) {
                order.set(start + i, window.get(found.get(i)));
            }
            checkpoints.removeIf(checkpoint -> checkpoint.seen > start);
            seen = start + found.size();
            checker = at(seen);
        }
        return checker.verdict() == Verdict.ACCEPTED;
    }

    private void keep(Checkpoint checkpoint) {
        checkpoints.addLast(checkpoint);
        if (checkpoints.size() > 4) {
            Checkpoint first = checkpoints.removeFirst();
            checkpoints.removeFirst();
            checkpoints.addFirst(first); // the beginning is always there
        }
    }

    private List<Integer> search(int start, int rejected) throws InvalidInputException {
        List<Event> window = order.subList(start, Math.min(order.size(), rejected + 1 + AFTER));
        OrderSearch search = new OrderSearch(List.copyOf(window), rejected - start, budget);
        TraceChecker before = at(start);
        List<Integer> found = List.of();
        for (int i = 0; i < MOVES.length && found.isEmpty(); i++) {
            found = search.find(before, MOVES[i]);
        }
        if (!found.isEmpty()) {
            moves.addAll(search.moves(found, rejected - start));
        }
        return found;
    }

    private TraceChecker at(int seen) throws InvalidInputException {
        @Nullable Checkpoint latest = null;
        for (Checkpoint checkpoint : checkpoints) {
            if (checkpoint.seen <= seen) {
                latest = checkpoint;
            }
        }
        TraceChecker checker = latest == null ? newChecker() : latest.checker.fork();
        for (int i = latest == null ? 0 : latest.seen; i < seen; i++) {
            checker.accept(order.get(i));
        }
        return checker;
    }
}
