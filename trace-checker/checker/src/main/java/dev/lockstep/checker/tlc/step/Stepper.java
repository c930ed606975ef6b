package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.compile.Relations;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.relation.NextRelation;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;

/** Takes steps with TLC: all successors of a state by the next-state relation, or by it as narrowed to an action. */
public final class Stepper {
    private final String spec;
    private final FastTool tool;
    private final NextRelation next;
    private final Relations relations;
    private final Conversion conversion;
    private final Object lock;

    /** @param lock who holds it may use TLC */
    public Stepper(
            String spec, FastTool tool, NextRelation next, Relations relations, Conversion conversion, Object lock) {
        this.spec = spec;
        this.tool = tool;
        this.next = next;
        this.relations = relations;
        this.conversion = conversion;
        this.lock = lock;
    }

    public FastTool tool() {
        return tool;
    }

    public NextRelation next() {
        return next;
    }

    /** {@code Next} narrowed to one of the spec's actions, whatever its arguments. */
    public Relations.Narrowed relation(String action) {
        return Objects.requireNonNull(relations.of(action), action);
    }

    /** The same for TLC. */
    public List<Narrowing.Way> ways(String action) {
        return relation(action).ways();
    }

    /** An event's arguments as TLC's evaluator finds them. */
    public Context bound(List<Narrowing.Way> ways, Map<String, Value> arguments) {
        Context bound = ways.isEmpty() ? Context.Empty : next.context();
        for (Map.Entry<String, Value> argument : arguments.entrySet()) {
            tlc2.value.impl.Value value = conversion.toTlc(argument.getValue());
            for (Narrowing.Way way : ways) {
                bound = bound.cons(way.symbols().get(argument.getKey()), value);
            }
        }
        return bound;
    }

    /** A state that TLC computed. */
    public TlcState state(TLCState state) {
        return new TlcState(state, conversion);
    }

    /**
     * All successors by one of the narrowed relations; with none, by {@code Next} itself. An alternative that TLC cannot evaluate is
     * taken to be impossible.
     *
     * @return why one could not be evaluated; null: all could
     */
    public @Nullable String successors(
            TLCState from, List<Narrowing.Way> ways, Context bound, Consumer<TLCState> found) {
        synchronized (lock) {
            String failure = null;
            if (ways.isEmpty()) {
                for (Action action : tool.getActions()) {
                    failure = or(failure, successors(from, action, found));
                }
            }
            for (Narrowing.Way way : ways) {
                failure = or(failure, successors(from, new Action(way.tree(), bound), found));
            }
            return failure;
        }
    }

    private static @Nullable String or(@Nullable String earlier, @Nullable String later) {
        return earlier != null ? earlier : later;
    }

    private @Nullable String successors(TLCState from, Action action, Consumer<TLCState> found) {
        StateVec states;
        try {
            states = Evaluation.of(() -> tool.getNextStates(action, from));
        } catch (Failed e) {
            new StepSearch(tool, from, Integer.MAX_VALUE, new StepSearch.Ends() {
                        @Override
                        public void reached(TLCState successor) {
                            found.accept(complete(successor, "the step " + action.getLocation()));
                        }

                        @Override
                        public void blocked(StepSearch.Block block) {} // Explainer tells why
                    })
                    .search(action.pred, action.con);
            return e.getMessage();
        }
        for (int i = 0; i < states.size(); i++) {
            found.accept(complete(states.elementAt(i), "the step " + action.getLocation()));
        }
        return null;
    }

    /** @throws UnusableSpecException a variable has no value */
    public TLCState complete(TLCState state, String what) {
        if (!state.allAssigned()) {
            throw new UnusableSpecException(spec + ": " + what + " leaves a variable without a value: "
                    + state.getUnassigned().stream()
                            .map(variable -> variable.getName().toString())
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        return state;
    }
}
