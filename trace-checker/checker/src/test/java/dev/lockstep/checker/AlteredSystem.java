package dev.lockstep.checker;

import dev.lockstep.evaluator.TransitionSystem;
import java.util.List;
import java.util.function.Consumer;

/** A transition system with a slip in it. */
class AlteredSystem implements TransitionSystem {
    private final TransitionSystem right;

    AlteredSystem(TransitionSystem right) {
        this.right = right;
    }

    @Override
    public List<String> variables() {
        return right.variables();
    }

    @Override
    public List<String> actions() {
        return right.actions();
    }

    @Override
    public void initial(Consumer<Object[]> found) {
        right.initial(found);
    }

    @Override
    public void successors(Object[] from, Found found) {
        right.successors(from, found);
    }

    @Override
    public SearchConfig config() {
        return right.config();
    }

    @Override
    public int violated(Object[] state) {
        return right.violated(state);
    }

    @Override
    public int violatedInitially(Object[] state) {
        return right.violatedInitially(state);
    }

    @Override
    public int violatedByStep(Object[] from, Object[] to) {
        return right.violatedByStep(from, to);
    }

    @Override
    public boolean isWithin(Object[] state) {
        return right.isWithin(state);
    }

    @Override
    public boolean isWithin(Object[] from, Object[] to) {
        return right.isWithin(from, to);
    }

    @Override
    public Object view(Object[] state) {
        return right.view(state);
    }

    @Override
    public TransitionSystem byTlc() {
        return right.byTlc();
    }
}
