package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Filling;
import dev.lockstep.checker.trace.Strings;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Of the states that explain a trace up to some event, one for all those that differ by the names of values that neither the spec nor the
 * trace so far tells apart. As long as no event has named two of them the states are closed under their exchange; when an event names
 * one, it may be any of them, and the states for each are made again.
 */
final class Symmetry {
    /** Fewer states are all kept: to look which are alike would take longer. */
    private static final int FEW = 16;

    private final LoadedSpec spec;
    private final List<Set<Value>> alike = new ArrayList<>();
    private boolean isMerged;

    /** @param isUsed false: all names are taken to be told apart */
    Symmetry(LoadedSpec spec, boolean isUsed) {
        this.spec = spec;
        for (Set<Value> set : isUsed ? spec.interchangeable() : List.<Set<Value>>of()) {
            alike.add(new LinkedHashSet<>(set));
        }
    }

    Symmetry copy() {
        return new Symmetry(this);
    }

    private Symmetry(Symmetry of) {
        this.spec = of.spec;
        this.isMerged = of.isMerged;
        of.alike.forEach(set -> alike.add(new LinkedHashSet<>(set)));
    }

    /** The states before an event, all names that it tells apart from others told apart in them. */
    Collection<SpecState> before(Event event, Collection<SpecState> states) {
        if (alike.isEmpty()) {
            return states;
        }
        Collection<SpecState> all = states;
        Collection<Value> named = named(event);
        if (named.isEmpty()) {
            return states;
        }
        for (Value name : named) {
            for (Set<Value> set : alike) {
                if (set.remove(name)) {
                    all = any(name, set, all);
                }
            }
        }
        alike.removeIf(set -> set.size() < 2);
        return all;
    }

    /** With the one name in the place of each of the others that it was alike to. */
    private Collection<SpecState> any(Value name, Set<Value> others, Collection<SpecState> states) {
        Set<SpecState> all = new LinkedHashSet<>(states);
        if (isMerged) {
            for (SpecState state : states) {
                others.forEach(other -> all.add(spec.swapped(state, name, other)));
            }
        }
        return all;
    }

    /** One for all of the states that differ by names that are alike. */
    Collection<SpecState> merged(Collection<SpecState> states) {
        if (alike.isEmpty() || states.size() <= FEW) {
            return states;
        }
        isMerged = true;
        Set<SpecState> merged = new LinkedHashSet<>();
        for (SpecState state : states) {
            SpecState representative = state;
            for (Set<Value> set : alike) {
                representative = spec.representative(representative, List.copyOf(set));
            }
            merged.add(representative);
        }
        return merged;
    }

    /** The names in an event that are not told apart yet. */
    private Collection<Value> named(Event event) {
        Filling filling = Filling.of(event);
        if (filling == null) {
            return Strings.in(event, this::isAlike);
        }
        List<Value> named = List.of();
        for (Value string : filling.shape().strings()) {
            if (isAlike(string)) {
                named = named.isEmpty() ? new ArrayList<>() : named;
                named.add(string);
            }
        }
        return named;
    }

    private boolean isAlike(Value string) {
        for (int i = 0; i < alike.size(); i++) {
            if (alike.get(i).contains(string)) {
                return true;
            }
        }
        return false;
    }
}
