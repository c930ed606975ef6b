package dev.lockstep.checker.spec;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Represents an event, its names resolved and its values converted: what can be asked of it in a state. */
public interface Step {
    Event event();

    /**
     * Returns the states after a step of {@code Next} from the given state that matches the event, each once.
     *
     * @param undetermined takes why it is not known whether these are all: a step that cannot be evaluated, or a bound that was reached
     */
    List<SpecState> successors(SpecState from, Consumer<String> undetermined);

    /** Returns the successors as far as they are known. */
    default List<SpecState> successors(SpecState from) {
        return successors(from, why -> {});
    }

    /** @param byTlc is run if only TLC can evaluate the step; that is tried at each state anew */
    List<SpecState> successors(SpecState from, Consumer<String> undetermined, Runnable byTlc);

    /** Returns the construct, with its place, for which TLC was asked about this step; null: it was not. */
    default @Nullable String askedOfTlc() {
        return null;
    }

    /**
     * Returns what the event says of the state before it. These are the observed values of variables that its action leaves as they are.
     */
    default Map<String, Value> before() {
        return Map.of();
    }

    /** Tells why the event's process is none of its action's arguments, with the action. It is null if it is one, or need not be. */
    default @Nullable String unbound() {
        return null;
    }

    /** Returns the texts that are evaluated for the event: the action's, and those of operators that it observes. */
    Collection<LoadedSpec.Text> texts();
}
