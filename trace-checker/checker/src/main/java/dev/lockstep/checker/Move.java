package dev.lockstep.checker;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells how one event moves when events are put in another order; indices from 1, in the given order.
 *
 * @param event the event that moves
 * @param later whether it moves to after the other event, else to before it
 */
public record Move(long event, boolean later, long other) {
    @Override
    public String toString() {
        return "event " + event + (later ? " comes after event " : " comes before event ") + other;
    }

    /** Lists the moves in one line. */
    public static String list(List<Move> moves) {
        return moves.stream().map(Move::toString).collect(Collectors.joining(", "));
    }
}
