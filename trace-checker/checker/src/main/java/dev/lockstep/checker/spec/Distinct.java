package dev.lockstep.checker.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** States, each once, in the order in which they came. Mostly there are few, so these are compared with each other. */
public final class Distinct {
    private static final int FEW = 8;

    private final boolean isMerging;
    private final List<SpecState> states = new ArrayList<>(1);
    private @Nullable Set<SpecState> many;

    public Distinct() {
        this(true);
    }

    /** @param isMerging false: equal states are all kept */
    public Distinct(boolean isMerging) {
        this.isMerging = isMerging;
    }

    /** Adds the state unless it is there. */
    public void add(SpecState state) {
        if (!isMerging) {
            states.add(state);
            return;
        }
        if (states.size() >= FEW) {
            if (many == null) {
                many = new HashSet<>(states);
            }
            if (many.add(state)) {
                states.add(state);
            }
            return;
        }
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i).equals(state)) {
                return;
            }
        }
        states.add(state);
    }

    public int size() {
        return states.size();
    }

    /** Returns the states, which must not be changed. */
    public List<SpecState> states() {
        return states;
    }
}
