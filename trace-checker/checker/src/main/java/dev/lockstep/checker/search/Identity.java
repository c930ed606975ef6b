package dev.lockstep.checker.search;

import dev.lockstep.evaluator.TransitionSystem;
import dev.lockstep.evaluator.TransitionSystem.SearchConfig;
import dev.lockstep.evaluator.value.Fingerprint;
import dev.lockstep.evaluator.value.Renaming;
import dev.lockstep.evaluator.value.SymmetricFingerprint;

/** Decides by fingerprints which states are taken for one. Those with one view are, and those that differ by a permutation of names. For one thread. */
final class Identity {
    private final boolean hasView;
    private final boolean hasSymmetries;
    private final SymmetricFingerprint symmetric;

    Identity(SearchConfig config) {
        this.hasView = config.hasView();
        this.hasSymmetries = !config.symmetries().isEmpty();
        this.symmetric = new SymmetricFingerprint(
                config.symmetries().stream().map(Renaming::new).toList());
        if (hasView && hasSymmetries) {
            throw new UnsupportedOperationException(
                    "a VIEW and a SYMMETRY together: which states are one depends on TLC's order of values");
        }
    }

    /** Returns the fingerprint of a state: the sum of those that it has under all permutations, which form a group. */
    long of(TransitionSystem system, Object[] state) {
        if (hasView) {
            return Fingerprint.of(system.view(state));
        }
        return hasSymmetries ? symmetric.of(state) : Fingerprint.of(state);
    }
}
