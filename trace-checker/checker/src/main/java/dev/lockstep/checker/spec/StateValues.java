package dev.lockstep.checker.spec;

import dev.lockstep.checker.trace.Value;
import java.util.List;
import java.util.Optional;

/** Writes the values of many states of one spec. Parts that states share are written once, and are then the same objects. For one thread. */
public interface StateValues {
    /**
     * Returns the value of a variable.
     *
     * @throws IllegalArgumentException the value cannot be listed
     */
    Value value(SpecState state, String variable);

    /** Returns whether a variable has the same value in both states. */
    boolean isSame(SpecState a, SpecState b, String variable);

    /**
     * Returns what a step adds to a collection and removes from it. It is a set, bag, sequence, or function to such. Empty:
     * the variable is none, or it is not known.
     */
    Optional<Moved> difference(SpecState before, SpecState after, String variable);

    /** Lists elements, each as often as it is added or removed. */
    record Moved(List<Value> added, List<Value> removed) {
        /** Nothing is added, and nothing removed. */
        public static final Moved NOTHING = new Moved(List.of(), List.of());

        public Moved {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /** Does so by the spec's own means, which share nothing. */
    static StateValues of(LoadedSpec spec) {
        return new StateValues() {
            @Override
            public Value value(SpecState state, String variable) {
                return spec.value(state, variable);
            }

            @Override
            public boolean isSame(SpecState a, SpecState b, String variable) {
                return value(a, variable).equals(value(b, variable));
            }

            @Override
            public Optional<Moved> difference(SpecState before, SpecState after, String variable) {
                return Optional.empty();
            }
        };
    }
}
