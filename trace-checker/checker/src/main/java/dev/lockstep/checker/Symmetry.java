package dev.lockstep.checker;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Fields;
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
        (isUsed ? spec.interchangeable() : List.<Set<Value>>of()).forEach(set -> alike.add(new LinkedHashSet<>(set)));
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
        Set<Value> named = named(event);
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
    private Set<Value> named(Event event) {
        Set<Value> named = new LinkedHashSet<>();
        if (event.process() != null) {
            collect(event.process(), named);
        }
        collect(Fields.of(event.args()), named);
        collect(Fields.of(event.state()), named);
        collectLists(Fields.of(event.added()), named);
        collectLists(Fields.of(event.removed()), named);
        return named;
    }

    private void collect(Fields<Value> values, Set<Value> named) {
        for (int i = 0; i < values.size(); i++) {
            collect(values.value(i), named);
        }
    }

    private void collectLists(Fields<List<Value>> lists, Set<Value> named) {
        for (int i = 0; i < lists.size(); i++) {
            collect(lists.value(i), named);
        }
    }

    private void collect(List<Value> values, Set<Value> named) {
        for (int i = 0; i < values.size(); i++) {
            collect(values.get(i), named);
        }
    }

    private void collect(Value value, Set<Value> named) {
        if (value instanceof Value.Str) {
            for (Set<Value> set : alike) {
                if (set.contains(value)) {
                    named.add(value);
                }
            }
        } else if (value instanceof Value.Seq seq) {
            collect(seq.elements(), named);
        } else if (value instanceof Value.SetOf set) {
            collect(set.elements(), named);
        } else if (value instanceof Value.Rec rec) {
            Fields<Value> fields = Fields.of(rec.fields());
            for (int i = 0; i < fields.size(); i++) {
                collect(new Value.Str(fields.name(i)), named);
            }
            collect(fields, named);
        } else if (value instanceof Value.Fun fun) {
            for (Value.Pair pair : fun.pairs()) {
                collect(pair.argument(), named);
                collect(pair.result(), named);
            }
        } else if (value instanceof Value.Plain plain) {
            collect(plain.json(), named);
        }
    }
}
