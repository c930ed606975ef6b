package dev.lockstep.checker.diagnosis;

import dev.lockstep.checker.Move;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.Causality;
import dev.lockstep.checker.trace.Event;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for another order of a few consecutive events, one of which is rejected. The search is depth first, an event as near to its place
 * as possible. In every order that is tried, each event comes after what must come before it. Orders of the same events that lead to the
 * same states are tried once.
 */
final class OrderSearch {
    /** The number of moves is not limited. */
    static final int ANY = Integer.MAX_VALUE;

    /** This many events after the rejected one must be accepted too, or as many as are left. */
    private static final int SETTLED = 8;

    private final List<Event> events;
    private final Causality causality;
    private final Budget budget;
    private final int goal;
    private final List<@Nullable String> instances;

    private final BitSet taken = new BitSet();
    private final List<Integer> order = new ArrayList<>();
    private final Map<Place, Integer> failed = new HashMap<>();
    private List<Integer> longest = List.of();
    private boolean onlyDelays;

    /** Tells what the rest of the search depends on. */
    private record Place(BitSet taken, int next, List<Set<SpecState>> states) {}

    /** @param rejected index of the rejected event among these */
    OrderSearch(List<Event> events, int rejected, Budget budget) {
        this.events = events;
        this.causality = Causality.of(events);
        this.budget = budget;
        this.goal = Math.min(events.size(), rejected + 1 + SETTLED);
        this.instances = events.stream().map(Event::instance).distinct().collect(Collectors.toList());
    }

    /**
     * Returns an order of the first events, up to one well after the rejected one, that is accepted.
     *
     * @param start has seen what comes before these events
     * @param moves how many events may be out of their place; {@link #ANY}: all
     * @return indices; empty: none found
     */
    List<Integer> find(TraceChecker start, int moves) {
        failed.clear();
        onlyDelays = moves == ANY; // delaying all others is as good as preferring one
        return go(start, 0, moves) ? List.copyOf(order) : List.of();
    }

    /** Returns the first of the longest orders that have been tried and are accepted. All have as many events as are there. */
    List<Integer> longest() {
        return longest;
    }

    /** Returns the first event that nothing but the spec keeps from coming after these; -1: there is none. */
    int stuckAfter(List<Integer> came) {
        BitSet before = new BitSet();
        came.forEach(before::set);
        int stuck = before.nextClearBit(0);
        while (stuck < events.size() && !causality.isFree(stuck, before)) {
            stuck = before.nextClearBit(stuck + 1);
        }
        return stuck < events.size() ? stuck : -1;
    }

    private boolean go(TraceChecker at, int from, int moves) {
        int next = taken.nextClearBit(from);
        boolean allCame = taken.length() <= next && taken.cardinality() == next;
        if (allCame && next >= goal) {
            return true;
        }
        Place place = new Place(
                (BitSet) taken.clone(), next, instances.stream().map(at::states).toList());
        Integer tried = failed.get(place);
        if (budget.isSpent() || tried != null && tried >= moves) {
            return false;
        }
        if (goOn(at, next, moves)) {
            return true;
        }
        failed.put(place, moves);
        return false;
    }

    private boolean goOn(TraceChecker at, int next, int moves) {
        for (int late = taken.nextClearBit(0); late < next; late = taken.nextClearBit(late + 1)) {
            if (take(at, late, next, moves)) {
                return true;
            }
        }
        if (next >= events.size()) {
            return false;
        }
        if (take(at, next, next + 1, moves)) {
            return true;
        }
        if (moves == 0) {
            return false;
        }
        int left = moves == ANY ? ANY : moves - 1;
        if (go(at, next + 1, left)) {
            return true;
        }
        for (int early = next + 1; early < events.size() && !onlyDelays; early++) {
            if (!taken.get(early) && take(at, early, next, left)) {
                return true;
            }
        }
        return false;
    }

    private boolean take(TraceChecker at, int event, int next, int moves) {
        if (!causality.isFree(event, taken)) {
            return false;
        }
        TraceChecker after = at.fork();
        if (!budget.tries(after, events.get(event))) {
            return false;
        }
        taken.set(event);
        order.add(event);
        if (order.size() > longest.size()) {
            longest = List.copyOf(order);
        }
        if (go(after, next, moves)) {
            return true;
        }
        order.remove(order.size() - 1);
        taken.clear(event);
        return false;
    }

    /** Returns the fewest moves that make the given order this one. Of several such, it is one that moves the rejected event. */
    List<Move> moves(List<Integer> newOrder, int rejected) {
        int n = newOrder.size();
        int[] weight = new int[n];
        int[] before = new int[n];
        int best = -1;
        for (int i = 0; i < n; i++) {
            before[i] = -1;
            for (int j = 0; j < i; j++) {
                if (newOrder.get(j) < newOrder.get(i) && (before[i] < 0 || weight[j] > weight[before[i]])) {
                    before[i] = j;
                }
            }
            weight[i] = (newOrder.get(i) == rejected ? 1 : 2) + (before[i] < 0 ? 0 : weight[before[i]]);
            best = best < 0 || weight[i] > weight[best] ? i : best;
        }
        List<Integer> stay = new ArrayList<>();
        for (int i = best; i >= 0; i = before[i]) {
            stay.add(i);
        }
        Collections.reverse(stay);
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (!stay.contains(i)) {
                moves.add(move(newOrder, stay, i));
            }
        }
        return moves;
    }

    /** Describes a move in terms of an event that stays. It is the nearest that the event now is on the other side of. */
    private Move move(List<Integer> newOrder, List<Integer> stay, int moved) {
        int event = newOrder.get(moved);
        int last = -1;
        int first = -1;
        for (int i : stay) {
            if (i < moved && newOrder.get(i) > event) {
                last = newOrder.get(i);
            }
            if (i > moved && newOrder.get(i) < event && first < 0) {
                first = newOrder.get(i);
            }
        }
        return last >= 0 ? new Move(index(event), true, index(last)) : new Move(index(event), false, index(first));
    }

    private long index(int event) {
        return events.get(event).index();
    }
}
