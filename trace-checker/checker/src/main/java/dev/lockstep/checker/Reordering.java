package dev.lockstep.checker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells how the order that was checked differs from the given one.
 *
 * @param skews for each process, how much its clock is behind the others at least, in the units of the trace's clocks; negative: ahead
 * @param skewed how events move because of that
 * @param single how other events move
 * @param processes how many of these other events each process has; none if the trace names no processes
 * @param order the indices of the events, from 1, as they were checked
 */
public record Reordering(
        Map<String, Long> skews,
        List<Move> skewed,
        List<Move> single,
        Map<String, Integer> processes,
        List<Long> order) {
    /** The order is the given one. */
    public static final Reordering NONE = new Reordering(Map.of(), List.of(), List.of(), Map.of(), List.of());

    /** The number of moves that are told. If there are more, they are counted, and the first ones told. */
    public static final int FEW = 3;

    public Reordering {
        skews = Collections.unmodifiableMap(new TreeMap<>(skews));
        skewed = List.copyOf(skewed);
        single = List.copyOf(single);
        order = List.copyOf(order);
        processes = Collections.unmodifiableMap(new TreeMap<>(processes));
    }

    /** Returns all of them, also those that the text counts only. */
    public List<Move> moves() {
        List<Move> moves = new ArrayList<>(skewed);
        moves.addAll(single);
        return List.copyOf(moves);
    }

    /** Returns whether the order is the given one. */
    public boolean isNone() {
        return skewed.isEmpty() && single.isEmpty();
    }

    /**
     * Returns the order in one line. The line has the clocks that are behind or ahead, and the moves themselves if they are few, else how
     * many there are.
     */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        skews.forEach((process, by) ->
                parts.add(process + " seems to be at least " + Math.abs(by) + (by > 0 ? " behind" : " ahead")));
        String skew = parts.isEmpty() ? "" : String.join(", ", parts) + " (" + skewed.size() + " events move)";
        return skew + (skew.isEmpty() || single.isEmpty() ? "" : "; and ") + (single.isEmpty() ? "" : singleText());
    }

    private String singleText() {
        if (single.size() <= FEW) {
            return Move.list(single);
        }
        String first = ": " + Move.list(single.subList(0, FEW)) + ", ...";
        if (processes.size() == 1) {
            return single.size() + " events of " + processes.keySet().iterator().next() + " move" + first;
        }
        String of = processes.entrySet().stream()
                .map(process -> ", " + process.getValue() + " of " + process.getKey())
                .collect(Collectors.joining());
        return single.size() + " events move" + of + first;
    }
}
