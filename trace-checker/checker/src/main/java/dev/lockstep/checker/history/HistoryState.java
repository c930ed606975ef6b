package dev.lockstep.checker.history;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A state of the spec, and where the operations are that have been called and have not returned.
 *
 * @param open those that have not taken effect, by process: the step of each, its result unknown
 * @param done those that have taken effect, by process
 */
record HistoryState(SpecState state, Map<Value, Step> open, Map<Value, Effect> done) implements SpecState {
    HistoryState {
        open = Map.copyOf(open);
        done = Map.copyOf(done);
    }

    /** Describes an operation that has happened between its call and its return. */
    record Effect(Step call, SpecState before, SpecState after) {}

    static HistoryState of(SpecState state) {
        return new HistoryState(state, Map.of(), Map.of());
    }

    HistoryState at(SpecState other) {
        return new HistoryState(other, open, done);
    }

    /** Returns the operation of the process that has not returned; null: there is none. */
    @Nullable
    Step called(Value process) {
        Effect effect = done.get(process);
        return effect == null ? open.get(process) : effect.call();
    }

    HistoryState calling(Value process, Step step) {
        Map<Value, Step> more = new HashMap<>(open);
        more.put(process, step);
        return new HistoryState(state, more, done);
    }

    /** The open operation of the process takes effect, and leads to this state. */
    HistoryState effected(Value process, SpecState after) {
        Map<Value, Effect> more = new HashMap<>(done);
        more.put(process, new Effect(Objects.requireNonNull(open.get(process)), state, after));
        HistoryState closed = returned(process);
        return new HistoryState(after, closed.open, more);
    }

    /** The operation of the process is over. */
    HistoryState returned(Value process) {
        Map<Value, Step> lessOpen = new HashMap<>(open);
        lessOpen.remove(process);
        Map<Value, Effect> lessDone = new HashMap<>(done);
        lessDone.remove(process);
        return new HistoryState(state, lessOpen, lessDone);
    }

    @Override
    public String toString() {
        return state.toString();
    }
}
