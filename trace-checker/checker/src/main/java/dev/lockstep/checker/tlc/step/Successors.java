package dev.lockstep.checker.tlc.step;

import dev.lockstep.checker.tlc.step.StepSearch.Block;
import dev.lockstep.checker.tlc.value.Evaluation;
import dev.lockstep.checker.tlc.value.Evaluation.Failed;
import dev.lockstep.checker.tlc.value.Known;
import dev.lockstep.checker.tlc.value.SourceText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tlc2.tool.Action;
import tlc2.tool.INextStateFunctor;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.BoundedTool;

/**
 * Finds the successors of one state by TLC's evaluator, as far as a bounded number of evaluations does.
 *
 * <p>What is known of the state after the step is bound before an action is evaluated, as a trace spec does it that assigns the observed
 * values first: {@code x' = e} and {@code x' \in S} then are tests, and {@code S} need not be enumerable. Where TLC fails, each
 * alternative is searched by itself. If one cannot be evaluated even so, it is not known whether it leads anywhere.
 */
public final class Successors {
    /** At most this many expressions may be evaluated for one search from one state. */
    public static final long MOST_WORK = 4_000_000;

    /** The same for what a message would be better for. */
    public static final long HINT_WORK = 100_000;

    /** A search by alternatives looks at one conjunct for so many evaluations that it may take. */
    private static final int WORK_OF_A_CONJUNCT = 20;

    /** At most this many successors of one state are kept. */
    private static final int MOST_FOUND = 250_000;

    /** A successor that is kept costs about as much as this many evaluations. */
    private static final int COST_OF_ONE = 10;

    private final BoundedTool tool;
    private final TLCState from;
    private final Known known;
    private final Consumer<TLCState> found;
    private final long most;
    private int count;

    /** @param most how many expressions may be evaluated for an action */
    Successors(BoundedTool tool, TLCState from, Known known, long most, Consumer<TLCState> found) {
        this.tool = tool;
        this.from = from;
        this.known = known;
        this.most = most;
        this.found = found;
    }

    /** Finds those by one action; returns why it is not known whether these are all, null: they are. */
    @Nullable
    String find(Action action) {
        if (!known.isAny()) {
            return byTlc(action, Known.NOTHING) == null ? null : byAlternatives(action);
        }
        if (byTlc(action, known) == null) {
            return null;
        }
        int before = count;
        String failure = byAlternatives(action);
        boolean isAll = failure == null
                || known.isWhole() && count > before // there can be no other
                || byTlc(action, Known.NOTHING) == null;
        return isAll ? null : failure;
    }

    /** Finds successors by TLC; null: all were found. */
    private @Nullable String byTlc(Action action, Known beforehand) {
        long outer = tool.bound(most);
        try {
            Evaluation.of(() -> {
                tool.successors(action, from, beforehand.state(), new Each());
                return action;
            });
            return null;
        } catch (Failed e) {
            return e.getMessage();
        } catch (Full e) {
            return e.getMessage();
        } finally {
            tool.unbound(outer);
        }
    }

    private @Nullable String byAlternatives(Action action) {
        long outer = tool.bound(most);
        Alternatives alternatives = new Alternatives();
        try {
            StepSearch search = new StepSearch(tool, from, known, mostConjuncts(), alternatives);
            search.search(action.pred, action.con);
            return alternatives.failure == null && search.isGivenUp()
                    ? SourceText.place(action.pred) + "  there are too many ways to take a step to look at all of them"
                    : alternatives.failure;
        } catch (Full e) {
            return e.getMessage();
        } finally {
            tool.unbound(outer);
        }
    }

    private int mostConjuncts() {
        return Math.toIntExact(Math.min(most, MOST_WORK) / WORK_OF_A_CONJUNCT);
    }

    private void add(TLCState successor) {
        if (++count > MOST_FOUND) {
            throw new Full();
        }
        tool.charge(COST_OF_ONE);
        found.accept(successor);
    }

    /** Ends a search. */
    private static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Full() {
            super("one step leads to more than " + MOST_FOUND + " states", null, false, false);
        }
    }

    /** Takes what TLC finds. TLC goes on to change the state, so that a copy is kept. */
    private final class Each implements INextStateFunctor {
        @Override
        public Object addElement(TLCState before, Action action, TLCState after) {
            add(after.copy());
            return this;
        }

        @Override
        public Object addElement(TLCState state) {
            return new StateVec(0); // TLC's for initial states
        }
    }

    private final class Alternatives implements StepSearch.Ends {
        private @Nullable String failure;

        @Override
        public void reached(TLCState successor) {
            add(successor);
        }

        @Override
        public void blocked(Block block) {
            if (failure == null && block.failure() != null) {
                failure = SourceText.place(block.node()) + "  TLC cannot evaluate " + SourceText.of(block.node()) + ": "
                        + block.failure();
            }
        }
    }
}
