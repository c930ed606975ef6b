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
    private static final int JUDGED = 1 << 16;

    private final int number;
    private final DecidedSystem system;
    private final SearchConfig config;
    private final SeenSet seen;
    private final StateLog log;
    private final List<Object[]> successors = new ArrayList<>();

    /** The own fingerprints of some states that are taken for known ones, where several states are one. Each is at the place of its last bits. */
    private final long[] judged;

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
        this.judged = config.hasView() || !config.symmetries().isEmpty() ? new long[JUDGED] : new long[0];
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
    List<Object[]> initial() {
        List<Object[]> initial = system.initial();
        generated = initial.size();
        return initial;
    }

    /** Judges an initial state. */
    void begin(Object[] state) {
        if (!system.isWithin(state) || isNew(state, system.fingerprint(state), StateLog.NONE)) {
            check(Kind.INVARIANT, system.violated(state), StateLog.NONE, state, 1);
            check(Kind.INITIAL, system.violatedInitially(state), StateLog.NONE, state, 1);
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
        long own = judged.length == 0 ? 0 : system.ownFingerprint(to);
        int place = (int) own & JUDGED - 1;
        if (own == 0 || judged[place] != own || !system.isWithin(from, to)) {
            boolean isKnown = judgeState(from, at, to);
            if (isKnown && own != 0) {
                judged[place] = own;
            }
        }
        if (!config.steps().isEmpty()) {
            check(Kind.STEP, system.violatedByStep(from, to), at, to, level);
        }
    }

    /**
     * Judges a state, and returns whether it is taken for one that is known, or is one now. One that was found before is within the
     * constraints; of states with one VIEW some may not be.
     */
    private boolean judgeState(Object[] from, long at, Object[] to) {
        long fingerprint = config.hasView() ? 0 : system.fingerprint(to);
        if (!config.hasView() && seen.has(fingerprint)) {
            return true;
        }
        boolean isWithin = system.isWithin(to) && system.isWithin(from, to);
        if (!isWithin || isNew(to, config.hasView() ? system.fingerprint(to) : fingerprint, at)) {
            check(Kind.INVARIANT, system.violated(from, to), at, to, level);
        }
        return isWithin;
    }

    private boolean isNew(Object[] state, long fingerprint, long parent) {
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
