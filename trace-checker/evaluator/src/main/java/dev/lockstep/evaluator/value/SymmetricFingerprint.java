package dev.lockstep.evaluator.value;

import java.util.Arrays;
import java.util.List;

/**
 * Gives states fingerprints that stay the same if some values change places. Such a fingerprint is the sum of those that the state has under all
 * renamings, which form a group. What the parts of states are under them is remembered, since most states share their parts. For one
 * thread.
 */
public final class SymmetricFingerprint {
    private static final int KNOWN = 1 << 14;

    private final Renaming[] renamings;
    private final long[] wholes;

    /** The fingerprints of values, and what each is under all renamings. A newer value takes the place of an older one. */
    private final long[] of = new long[KNOWN];

    private final long[][] known = new long[KNOWN][];

    /** @param renamings all of the group but the identity */
    public SymmetricFingerprint(List<Renaming> renamings) {
        this.renamings = renamings.toArray(new Renaming[0]);
        this.wholes = new long[this.renamings.length];
    }

    /** Returns the fingerprint of a state. Throws {@link Undecided} as {@link Fingerprint#of(Object)}. */
    public long of(Object[] state) {
        long whole = 0;
        Arrays.fill(wholes, 0);
        for (int i = 0; i < state.length; i++) {
            whole += Fingerprint.variable(i, Fingerprint.of(state[i]));
            long[] part = renamed(state[i]);
            for (int j = 0; j < wholes.length; j++) {
                wholes[j] += Fingerprint.variable(i, part[j]);
            }
        }
        long sum = Fingerprint.mixed(whole);
        for (long renamed : wholes) {
            sum += Fingerprint.mixed(renamed);
        }
        return sum;
    }

    /** Returns the fingerprints that a value has under all renamings. */
    private long[] renamed(Object value) {
        long fingerprint = Fingerprint.of(value);
        int place = (int) fingerprint & KNOWN - 1;
        long[] renamed = known[place];
        if (renamed == null || of[place] != fingerprint) {
            renamed = computed(value, fingerprint);
            of[place] = fingerprint;
            known[place] = renamed;
        }
        return renamed;
    }

    private long[] computed(Object value, long fingerprint) {
        long[] sums = new long[renamings.length];
        if (value instanceof Model) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Fingerprint.of(renamings[i].of(value));
            }
            return sums;
        } else if (value instanceof Fun fun) {
            Arrays.fill(sums, Fingerprint.OF_FUNCTION);
            for (int i = 0; i < fun.keys().size(); i++) {
                long[] argument = renamed(fun.keys().get(i));
                long[] result = renamed(fun.get(i));
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += Fingerprint.pair(argument[j], result[j]);
                }
            }
        } else if (value instanceof Seq seq) {
            Arrays.fill(sums, Fingerprint.OF_SEQUENCE);
            for (int i = 0; i < seq.length(); i++) {
                long[] element = renamed(seq.get(i));
                for (int j = 0; j < sums.length; j++) {
                    sums[j] = Fingerprint.next(sums[j], element[j]);
                }
            }
        } else if (value instanceof FiniteSet set) {
            Arrays.fill(sums, Fingerprint.OF_SET);
            for (int i = 0; i < set.size(); i++) {
                long[] element = renamed(set.get(i));
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += Fingerprint.element(element[j]);
                }
            }
        } else {
            Arrays.fill(sums, fingerprint);
            return sums;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Fingerprint.mixed(sums[i]);
        }
        return sums;
    }
}
