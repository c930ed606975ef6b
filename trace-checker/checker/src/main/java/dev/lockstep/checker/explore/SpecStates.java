package dev.lockstep.checker.explore;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers the states of a spec, so that each is kept once. They are told apart by fingerprints, as in a search. */
final class SpecStates {
    private final LoadedSpec spec;
    private final List<SpecState> states = new ArrayList<>();
    private final BitSet beyond = new BitSet();

    /** The fingerprints, of which the numbers are at the same places. A place is free where it is 0. */
    private long[] fingerprints = new long[1 << 10];

    private int[] numbers = new int[fingerprints.length];
    private int filled;

    /** The numbers of states that have no fingerprint. */
    private final Map<SpecState, Integer> others = new HashMap<>();

    SpecStates(LoadedSpec spec) {
        this.spec = spec;
    }

    /** Returns the number of a state, from 0. A new one gets the next. */
    int number(SpecState state) {
        long fingerprint = state.fingerprint();
        if (fingerprint == 0) {
            Integer known = others.get(state);
            if (known == null) {
                known = add(state);
                others.put(state, known);
            }
            return known;
        }
        int place = place(fingerprint);
        if (fingerprints[place] == fingerprint) {
            return numbers[place];
        }
        int number = add(state);
        fingerprints[place] = fingerprint;
        numbers[place] = number;
        filled++;
        if (filled > fingerprints.length / 2) {
            grow();
        }
        return number;
    }

    private int add(SpecState state) {
        if (!spec.isWithin(state)) {
            beyond.set(states.size());
        }
        states.add(state);
        return states.size() - 1;
    }

    private int place(long fingerprint) {
        int mask = fingerprints.length - 1;
        int place = (int) fingerprint & mask;
        while (fingerprints[place] != 0 && fingerprints[place] != fingerprint) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] known = fingerprints;
        int[] their = numbers;
        fingerprints = new long[known.length * 2];
        numbers = new int[known.length * 2];
        for (int i = 0; i < known.length; i++) {
            if (known[i] != 0) {
                int place = place(known[i]);
                fingerprints[place] = known[i];
                numbers[place] = their[i];
            }
        }
    }

    /** Returns the numbers of states. */
    int[] numbers(List<SpecState> all) {
        int[] of = new int[all.size()];
        Arrays.setAll(of, i -> number(all.get(i)));
        return of;
    }

    /** Returns whether a search goes on from the state with this number. */
    boolean isWithin(int number) {
        return !beyond.get(number);
    }

    /** Returns the state with this number. */
    SpecState state(int number) {
        return states.get(number);
    }
}
