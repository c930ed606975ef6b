package dev.lockstep.checker.search;

import dev.lockstep.checker.search.Search.Batch;
import dev.lockstep.checker.search.Search.Found;
import dev.lockstep.checker.search.SearchResult.Kind;
import dev.lockstep.checker.search.SearchResult.Violation;
import dev.lockstep.evaluator.TransitionSystem.SearchConfig;
import dev.lockstep.evaluator.value.Equality;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the successors of states, and judges them. Each thread of a search has one. */
final class SearchThread {
    private final int number;
    private final DecidedSystem system;
    private final SearchConfig config;
    private final SeenSet seen;
    private final StateLog log;
    private final List<Object[]> successors = new ArrayList<>();
    private Batch found;
    private int level = 1;
    private @Nullable Found violation;

    // These are read by others while the thread works; they may be a little late there.
    volatile long distinct;
    volatile long generated;
    volatile long expanded;

    SearchThread(int number, DecidedSystem system, SearchConfig config, SeenSet seen) {
        this.number = number;
        this.system = system;
        this.config = config;
        this.seen = seen;
        this.log = new StateLog(number);
        this.found = new Batch(log.next());
    }

    int number() {
        return number;
    }

    StateLog log() {
        return log;
    }

    long askedOfTlc() {
        return system.askedOfTlc();
    }

    /** Returns the first violation that the thread has found; null: none. */
    @Nullable
    Found violation() {
        return violation;
    }

    /** Returns the states found since the last time: those of the next level. */
    Batch takeFound() {
        Batch taken = found;
        found = new Batch(log.next());
        level++;
        return taken;
    }

    /** Finds the initial states. */
    void begin() {
        List<Object[]> initial = system.initial();
        generated = initial.size();
        for (Object[] state : initial) {
            if (!system.isWithin(state) || isNew(state, StateLog.NONE)) {
                check(Kind.INVARIANT, system.violated(state), StateLog.NONE, state, 1);
                check(Kind.INITIAL, system.violatedInitially(state), StateLog.NONE, state, 1);
            }
        }
    }

    /** Finds the successors of a state. */
    void expand(Object[] state, long at) {
        system.successors(state, successors);
        generated += successors.size();
        expanded++;
        if (successors.isEmpty() && config.findsDeadlocks()) {
            check(Kind.DEADLOCK, 0, at, null, level - 1);
        }
        Object[] before = state;
        for (Object[] to : successors) {
            if (to != before) { // the same one is generated once for each way in which a guard is true
                judge(state, at, to);
            }
            before = to;
        }
    }

    private void judge(Object[] from, long at, Object[] to) {
        if (!isKnown(to)) {
            boolean isWithin = system.isWithin(to) && system.isWithin(from, to);
            if (!isWithin || isNew(to, at)) {
                check(Kind.INVARIANT, system.violated(to), at, to, level);
            }
        }
        if (!config.steps().isEmpty()) {
            check(Kind.STEP, system.violatedByStep(from, to), at, to, level);
        }
    }

    /** Returns whether a state was found before, and so is within the constraints. Of states with one VIEW some may not be. */
    private boolean isKnown(Object[] state) {
        return !config.hasView() && seen.has(system.fingerprint(state));
    }

    private boolean isNew(Object[] state, long parent) {
        long fingerprint = system.fingerprint(state);
        if (!seen.add(fingerprint)) {
            return false;
        }
        Equality.freeze(state);
        log.add(fingerprint, parent);
        found.add(state);
        distinct++;
        return true;
    }

    private void check(Kind kind, int property, long from, Object @Nullable [] to, int steps) {
        if (property >= 0) {
            Found other = new Found(new Violation(kind, property), from, to, steps);
            if (violation == null || Found.FIRST.compare(other, violation) < 0) {
                violation = other;
            }
        }
    }
}
