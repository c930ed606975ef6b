package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Move;
import dev.lockstep.checker.Reordering;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Causality;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a trace whose order may be wrong. Where the given order is rejected, the events around that place are put in another one that
 * respects what happened before what. If many move, it is tried whether the clock of one process is behind or ahead. The order that is
 * found is then checked as a whole, as if it had been given; if no order goes on from some event, that event is what is rejected. Holds the
 * trace in memory.
 */
public final class AnyOrder {
    /** This many events at most before a rejected one may move. */
    static final int BEFORE = 16;

    /** This many events at most after the rejected one may move. */
    static final int AFTER = 48;

    private static final int[] MOVES = {1, 2, OrderSearch.ANY};

    /** No skew of clocks is looked for after this many rejected events that none explains. */
    private static final int MOST_UNEXPLAINED = 3;

    private final LoadedSpec spec;
    private final TraceReader reader;
    private final Limits limits;
    private final Budget budget;
    private final List<Event> given = new ArrayList<>();

    /** The events that ask something of the last state, after all events in any order. */
    private final List<Event> ends = new ArrayList<>();

    private List<Event> order = new ArrayList<>();
    private Skews skews = Skews.NONE;
    private int unexplained;
    private final List<Move> moves = new ArrayList<>();

    /** The checkers that have seen so many events of the order, the latest last: to go back to. */
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
     * @return {@link Verdict#REORDERED} with the moves, if another order is accepted; a rejection is that of the order that goes furthest
     * @throws InvalidInputException the trace cannot be read
     */
    public static CheckResult check(LoadedSpec spec, TraceReader reader, Limits limits, long steps)
            throws InvalidInputException {
        return new AnyOrder(spec, reader, limits, new Budget(steps, spec)).check();
    }

    private CheckResult check() throws InvalidInputException {
        for (Event event = reader.next(); event != null; event = reader.next()) {
            (event.kind() == Event.Kind.END ? ends : given).add(event);
        }
        CheckResult result = checkToTheEnd(given);
        if (result.verdict() != Verdict.REJECTED || result.event() == 0 || given.isEmpty()) {
            return result;
        }
        order = new ArrayList<>(given);
        int accepted = putInOrder();
        CheckResult other = checkToTheEnd(order);
        boolean isAllowed = Causality.of(given).allows(indices(order.subList(0, accepted)));
        boolean isAsFound = other.verdict() == Verdict.ACCEPTED
                || other.verdict() == Verdict.REJECTED
                        && (accepted == order.size()
                                || other.event() == order.get(accepted).index());
        if (!isAllowed || !isAsFound) {
            return result.withHints(hints(Reordering.NONE, 0), budget.isSpent());
        }
        Reordering by = reordering();
        return other.verdict() == Verdict.ACCEPTED || accepted == order.size()
                ? other.reordered(by)
                : other.reordered(by).withHints(hints(by, accepted), budget.isSpent());
    }

    private static List<Integer> indices(List<Event> events) {
        return events.stream().map(event -> (int) event.index() - 1).toList();
    }

    private List<String> hints(Reordering by, int accepted) {
        List<String> hints = new ArrayList<>();
        if (!by.isNone()) {
            hints.add((accepted == 1 ? "1 event is" : accepted + " events are")
                    + " accepted before it with reordering: " + by);
        }
        hints.add(
                budget.isSpent()
                        ? "the search for another order stopped after " + budget.spent() + " steps"
                        : "no order of the " + BEFORE + " events before this one and the " + AFTER
                                + " after it is accepted, of those that respect what happened before what");
        return hints;
    }

    private CheckResult checkToTheEnd(List<Event> events) throws InvalidInputException {
        TraceChecker checker = newChecker();
        for (Event event : events) {
            checker.accept(event);
        }
        for (Event end : ends) {
            checker.accept(end);
        }
        return checker.result();
    }

    private TraceChecker newChecker() throws InvalidInputException {
        return new TraceChecker(spec, reader.name(), reader.header(), reader.initially(), limits);
    }

    /** Moves what is in the way. Returns how many events are then accepted, the next one being stuck if there is one. */
    private int putInOrder() throws InvalidInputException {
        TraceChecker checker = fromTheBeginning();
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
            List<Event> window = List.copyOf(order.subList(start, Math.min(order.size(), seen + 1 + AFTER)));
            OrderSearch search = new OrderSearch(window, seen - start, budget);
            List<Integer> found = search(search, start);
            List<Integer> furthest = found.isEmpty() ? search.longest() : found;
            List<Move> more = search.moves(furthest, seen - start);
            List<Event> soFar = new ArrayList<>(order.subList(0, start));
            furthest.forEach(i -> soFar.add(window.get(i)));
            boolean isOften = found.isEmpty() || !skews.isNone() || moves.size() + more.size() > Reordering.FEW;
            if (isOften && isSkew(soFar, seen)) {
                checker = fromTheBeginning();
                seen = 0;
                continue;
            }
            if (found.isEmpty()) {
                return blame(search, window, start, seen);
            }
            put(window, found, start);
            moves.addAll(more);
            seen = start + found.size();
            checker = at(seen);
        }
        return seen;
    }

    private TraceChecker fromTheBeginning() throws InvalidInputException {
        checkpoints.clear();
        checkpoints.add(new Checkpoint(0, newChecker()));
        return newChecker();
    }

    private void keep(Checkpoint checkpoint) {
        checkpoints.addLast(checkpoint);
        if (checkpoints.size() > 4) {
            Checkpoint first = checkpoints.removeFirst();
            checkpoints.removeFirst();
            checkpoints.addFirst(first); // the beginning is always there
        }
    }

    /** Puts these events of the window first. */
    private void put(List<Event> window, List<Integer> first, int start) {
        Set<Integer> all = new LinkedHashSet<>(first);
        for (int i = 0; i < window.size(); i++) {
            all.add(i);
        }
        int place = start;
        for (int i : all) {
            order.set(place++, window.get(i));
        }
        checkpoints.removeIf(checkpoint -> checkpoint.seen > start);
    }

    private List<Integer> search(OrderSearch search, int start) throws InvalidInputException {
        TraceChecker before = at(start);
        List<Integer> found = List.of();
        for (int i = 0; i < MOVES.length && found.isEmpty(); i++) {
            found = search.find(before, MOVES[i]);
        }
        return found;
    }

    // ---------------------------------------------------------------- what is stuck

    /**
     * Puts the event that is stuck after those that come before it. It is the first one that comes in no order, though what must come before
     * it does. Other processes may go on without it: what they do later is left out, if the event is stuck without that too.
     */
    private int blame(OrderSearch search, List<Event> window, int start, int rejected) throws InvalidInputException {
        List<Integer> furthest = search.longest();
        int stuck = search.stuckAfter(furthest);
        if (stuck < 0) {
            return rejected;
        }
        int needed = 0;
        for (int i = 0; i < furthest.size(); i++) {
            needed = furthest.get(i) < stuck ? i + 1 : needed;
        }
        for (int length : new int[] {needed, furthest.size()}) {
            List<Integer> before = furthest.subList(0, length);
            TraceChecker checker = at(start);
            for (int i : before) {
                checker.accept(window.get(i));
            }
            if (!checker.accept(window.get(stuck)) && checker.verdict() == Verdict.REJECTED) {
                moves.addAll(search.moves(before, rejected - start));
                List<Integer> first = new ArrayList<>(before);
                first.add(stuck);
                put(window, first, start);
                return start + length;
            }
        }
        return rejected;
    }

    // ---------------------------------------------------------------- clocks

    /**
     * Returns whether a clock that is behind or ahead explains all events up to the rejected one, and that too. Then the order is that of
     * the clocks set right.
     *
     * @param newOrder the order in which these events are accepted, or as many of them as can be
     */
    private boolean isSkew(List<Event> newOrder, int rejected) throws InvalidInputException {
        if (unexplained >= MOST_UNEXPLAINED || !Skews.mayBeIn(given)) {
            return false;
        }
        List<Skews.Change> possible = skews.thatPut(newOrder);
        if ((long) possible.size() * (rejected + AFTER) > budget.left() / 4) {
            return false;
        }
        Set<Integer> explained = new HashSet<>(indices(order.subList(0, rejected + 1)));
        Causality causality = Causality.of(given);
        Skews.@Nullable Change best = null;
        int furthest = 0;
        for (Skews.Change each : possible) {
            boolean isSimpler = best == null || !skews.has(best.process()) && skews.has(each.process());
            boolean isAsSimple = best != null && skews.has(best.process()) == skews.has(each.process());
            int accepted = explaining(skews.with(each), explained, causality, rejected + AFTER);
            if (accepted > 0 && (isSimpler || isAsSimple && accepted > furthest)) {
                best = each;
                furthest = accepted;
            }
        }
        if (best == null) {
            unexplained++;
            return false;
        }
        long most = best.by();
        long least = 0;
        while (Math.abs(most - least) > 1) {
            long middle = (most + least) / 2;
            Skews less = skews.with(new Skews.Change(best.process(), middle));
            if (explaining(less, explained, causality, rejected + AFTER) >= furthest) {
                most = middle;
            } else {
                least = middle;
            }
        }
        skews = skews.with(new Skews.Change(best.process(), most));
        order = skews.order(given);
        moves.clear();
        return true;
    }

    /** Returns how many events are accepted in the order of the clocks set right. It is 0 if these are not all among them. */
    private int explaining(Skews by, Set<Integer> explained, Causality causality, int most)
            throws InvalidInputException {
        List<Event> other = by.order(given);
        int accepted = accepted(other, most);
        List<Integer> prefix = indices(other.subList(0, accepted));
        return new HashSet<>(prefix).containsAll(explained) && causality.allows(prefix) ? accepted : 0;
    }

    private int accepted(List<Event> events, int most) throws InvalidInputException {
        TraceChecker checker = newChecker();
        int accepted = 0;
        while (accepted < Math.min(most, events.size()) && budget.tries(checker, events.get(accepted))) {
            accepted++;
        }
        return accepted;
    }

    private Reordering reordering() {
        List<Move> skewed = skews.isNone() ? List.of() : skews.moves(skews.order(given));
        boolean isSkew = skewed.size() > Reordering.FEW;
        List<Move> single = new ArrayList<>(isSkew ? List.of() : skewed);
        single.addAll(moves);
        Map<Long, Value> processes = new HashMap<>();
        given.stream().filter(event -> event.process() != null).forEach(e -> processes.put(e.index(), e.process()));
        Map<String, Integer> counts = new TreeMap<>();
        for (Move move : single) {
            @Nullable Value process = processes.get(move.event());
            if (process != null) {
                counts.merge(Skews.name(process), 1, Integer::sum);
            }
        }
        return new Reordering(
                isSkew ? skews.byName() : Map.of(),
                isSkew ? skewed : List.of(),
                single,
                counts,
                order.stream().map(Event::index).toList());
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
