package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.tlc.compile.Relations;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.relation.NextRelation;
import dev.lockstep.checker.tlc.value.Conversion;
import dev.lockstep.checker.tlc.value.Known;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.checker.trace.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool;
import tlc2.util.Context;

/** Takes steps with TLC. It finds all successors of a state by the next-state relation, or by it as narrowed to an action. */
public final class Stepper {
    private final String spec;
    private final BoundedTool tool;
    private final NextRelation next;
    private final Relations relations;
    private final Conversion conversion;
    private final Object lock;
    private final Primed primed;
    private final ThreadLocal<long[]> work = ThreadLocal.withInitial(() -> new long[1]);
    private final ThreadLocal<long[]> mostOfAStep = ThreadLocal.withInitial(() -> new long[] {Long.MAX_VALUE});
    /** Whether a thread has ever bounded its steps. None does while a trace is checked, and to ask the thread takes long. */
    private volatile boolean areStepsBounded;

    /** @param lock the lock whose holder may use TLC */
    public Stepper(
            String spec, BoundedTool tool, NextRelation next, Relations relations, Conversion conversion, Object lock) {
        this.spec = spec;
        this.tool = tool;
        this.next = next;
        this.relations = relations;
        this.conversion = conversion;
        this.lock = lock;
        this.primed = new Primed(tool);
    }

    public BoundedTool tool() {
        return tool;
    }

    public NextRelation next() {
        return next;
    }

    /** Returns {@code Next} narrowed to one of the spec's actions, whatever its arguments. */
    public Relations.Narrowed relation(String action) {
        return Objects.requireNonNull(relations.of(action), action);
    }

    /** Does the same for TLC. */
    public List<Narrowing.Way> ways(String action) {
        return relation(action).ways();
    }

    /** Returns an event's arguments as TLC's evaluator finds them. */
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

    /** Returns a state that TLC computed. */
    public TlcState state(TLCState state) {
        return new TlcState(state, conversion);
    }

    /**
     * Returns all successors by one of the narrowed relations; with none, by {@code Next} itself.
     *
     * @return why it is not known whether these are all; null: they are
     */
    public @Nullable String successors(
            TLCState from, List<Narrowing.Way> ways, Context bound, Consumer<TLCState> found) {
        return successors(from, ways, bound, Known.NOTHING, Successors.MOST_WORK, found);
    }

    /**
     * Does the same of those that have what is known of them.
     *
     * @param most how many expressions may be evaluated for an action
     */
    public @Nullable String successors(
            TLCState from, List<Narrowing.Way> ways, Context bound, Known known, long most, Consumer<TLCState> found) {
        synchronized (lock) {
            List<Action> actions = ways.isEmpty()
                    ? List.of(tool.getActions())
                    : ways.stream().map(way -> new Action(way.tree(), bound)).toList();
            String failure = null;
            long before = tool.work();
            for (Action action : actions) {
                Successors successors = new Successors(
                        tool,
                        from,
                        known.of(primed.of(action.pred)),
                        Math.min(most, mostOfAStep()),
                        state -> found.accept(complete(state, "the step " + action.getLocation())));
                String failed = successors.find(action);
                failure = failure == null ? failed : failure;
            }
            work.get()[0] += tool.work() - before;
            return failure;
        }
    }

    /** Returns how many expressions TLC has evaluated for the calling thread, and what its bounded searches cost. */
    public long work() {
        return work.get()[0];
    }

    /** Returns how many expressions may be evaluated for one step, or values chosen, for the calling thread. */
    long mostOfAStep() {
        return areStepsBounded ? mostOfAStep.get()[0] : Long.MAX_VALUE;
    }

    /** Returns whether the calling thread's steps decide nothing, so that it is enough to look at a few. */
    public boolean isBounded() {
        return mostOfAStep() < Long.MAX_VALUE;
    }

    /** Counts what a search without TLC did, for the calling thread, as so many expressions that TLC evaluates. */
    void charge(long evaluations) {
        work.get()[0] += evaluations;
    }

    /** Lets no more than so many be evaluated for an action, for the calling thread. Returns how many could be until now. */
    public long boundEachStep(long evaluations) {
        areStepsBounded = true;
        long[] bound = mostOfAStep.get();
        long before = bound[0];
        bound[0] = evaluations;
        return before;
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
