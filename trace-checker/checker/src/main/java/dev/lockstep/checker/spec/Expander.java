package dev.lockstep.checker.spec;

import dev.lockstep.checker.trace.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a spec can do from states, each action by itself. For one thread; what it finds may be seen by others. */
public interface Expander {
    /** Returns the steps from a state, those of each action in the order of {@link LoadedSpec#actions}. */
    List<ActionSteps> of(SpecState from);

    /** Holds the steps of an action from a state. */
    interface ActionSteps {
        /** Returns the states after them, each once. Throws what TLC throws where it cannot evaluate the action. */
        List<SpecState> after();

        /**
         * Finds the states to which an event leads, if that need not be evaluated again. They are those after steps with its arguments, of
         * which all holds that it observes.
         *
         * @param event what is asked of an event that names the action
         * @return the indices of the states among all {@link #after}; null: that must be evaluated
         */
        default int @Nullable [] among(Step event) {
            return null;
        }
    }

    /** Returns the expander of a spec of which no more is known than the states after steps. */
    static Expander byHidden(LoadedSpec spec) throws InvalidInputException {
        List<LoadedSpec.Hidden> actions = new ArrayList<>();
        for (String action : spec.actions().keySet()) {
            actions.add(spec.hidden(Set.of(action)));
        }
        return from -> {
            List<ActionSteps> all = new ArrayList<>();
            actions.forEach(action -> all.add(() -> action.successors(from)));
            return all;
        };
    }
}
