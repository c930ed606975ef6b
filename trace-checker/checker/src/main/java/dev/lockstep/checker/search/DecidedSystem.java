package dev.lockstep.checker.search;

import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.value.Fingerprint;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Asks a transition system, and TLC where that is undecided, which is counted. For one thread. */
final class DecidedSystem {
    private final TransitionSystem system;
    private final Identity identity;
    private long askedOfTlc;

    /** @throws UnsupportedOperationException the config has what a search does not know; the message says what */
    DecidedSystem(TransitionSystem system) {
        this.system = system;
        this.identity = new Identity(system.config());
    }

    /** Returns how many questions only TLC could answer. */
    long askedOfTlc() {
        return askedOfTlc;
    }

    private TransitionSystem byTlc() {
        askedOfTlc++;
        return system.byTlc();
    }

    List<Object[]> initial() {
        List<Object[]> initial = new ArrayList<>();
        try {
            system.initial(initial::add);
        } catch (Undecided e) {
            initial.clear();
            byTlc().initial(initial::add);
        }
        return initial;
    }

    /** Returns the steps from a state, some of them perhaps several times. */
    List<SearchResult.Step> steps(Object[] from) {
        List<SearchResult.Step> steps = new ArrayList<>();
        TransitionSystem.Found found = (action, to) -> steps.add(new SearchResult.Step(OptionalInt.of(action), to));
        try {
            system.successors(from, found);
        } catch (Undecided e) {
            steps.clear();
            byTlc().successors(from, found);
        }
        return steps;
    }

    /** Puts the successors of a state in the place of what is in the list. */
    void successors(Object[] from, List<Object[]> successors) {
        successors.clear();
        TransitionSystem.Found found = (action, to) -> successors.add(to);
        try {
            system.successors(from, found);
        } catch (Undecided e) {
            successors.clear();
            byTlc().successors(from, found);
        }
    }

    int violated(Object[] state) {
        try {
            return system.violated(state);
        } catch (Undecided e) {
            return byTlc().violated(state);
        }
    }

    /** @param from the state before a step, in which all hold */
    int violated(Object[] from, Object[] to) {
        try {
            return system.violated(from, to);
        } catch (Undecided e) {
            return byTlc().violated(to);
        }
    }

    int violatedInitially(Object[] state) {
        try {
            return system.violatedInitially(state);
        } catch (Undecided e) {
            return byTlc().violatedInitially(state);
        }
    }

    int violatedByStep(Object[] from, Object[] to) {
        try {
            return system.violatedByStep(from, to);
        } catch (Undecided e) {
            return byTlc().violatedByStep(from, to);
        }
    }

    boolean isWithin(Object[] state) {
        try {
            return system.isWithin(state);
        } catch (Undecided e) {
            return byTlc().isWithin(state);
        }
    }

    boolean isWithin(Object[] from, Object[] to) {
        try {
            return system.isWithin(from, to);
        } catch (Undecided e) {
            return byTlc().isWithin(from, to);
        }
    }

    /** Returns the fingerprint of what the search takes the state for. */
    long fingerprint(Object[] state) {
        try {
            return identity.of(system, state);
        } catch (Undecided e) {
            return identity.of(byTlc(), state);
        }
    }

    /** Returns the fingerprint of the state itself, whatever it is taken for; 0: a value is not written out. */
    long ownFingerprint(Object[] state) {
        try {
            return Fingerprint.of(state);
        } catch (Undecided e) {
            return 0;
        }
    }
}
