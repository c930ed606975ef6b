package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Fun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a predicate of all elements of constant sets. After a step it is evaluated for those of them only whose part of the state has
 * changed: of {@code \A p \in Proc : clock[p] > 0} for the processes of which the clock is another.
 */
public final class ForAllParts {
    private final Logic.Binding[] bindings;
    private final Expr body;
    private final int slots;
    private final int[] whole;
    private final int[][] parts;

    /**
     * @param bindings one symbol each
     * @param whole the variables that the body reads otherwise than at one of the symbols
     * @param parts for each binding, the variables that it reads at its symbol
     */
    public ForAllParts(List<Logic.Binding> bindings, Expr body, int slots, int[] whole, int[][] parts) {
        this.bindings = bindings.toArray(new Logic.Binding[0]);
        this.body = body;
        this.slots = slots;
        this.whole = whole.clone();
        this.parts = parts.clone();
    }

    /** @param base the values of a state in which it holds; null: none is known */
    public boolean holds(Object[] state, Object @Nullable [] base) {
        boolean isAnyChanged = base == null;
        for (int i = 0; i < whole.length && !isAnyChanged; i++) {
            isAnyChanged = base[whole[i]] != state[whole[i]];
        }
        return !isAnyChanged && !isAnyPartChanged(base, state)
                || holds(new Run(slots, state), isAnyChanged ? null : base, 0);
    }

    private boolean isAnyPartChanged(Object[] base, Object[] state) {
        for (int[] variables : parts) {
            for (int variable : variables) {
                if (base[variable] != state[variable]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Evaluates the body for all elements of the sets from this one on; base null: whatever has changed. */
    private boolean holds(Run run, Object @Nullable [] base, int bound) {
        if (bound == bindings.length) {
            return base != null || body.test(run);
        }
        Logic.Binding binding = bindings[bound];
        FiniteSet set = binding.set().set(run);
        for (int i = 0; i < set.size(); i++) {
            Object element = set.get(i);
            run.slots[binding.slots()[0]] = element;
            boolean isChanged = base == null || isChanged(parts[bound], element, base, run.from);
            if (!holds(run, isChanged ? null : base, bound + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isChanged(int[] variables, Object argument, Object[] base, Object[] state) {
        for (int variable : variables) {
            if (base[variable] != state[variable] && isChanged(argument, base[variable], state[variable])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isChanged(Object argument, Object before, Object after) {
        if (!(before instanceof Fun f) || !(after instanceof Fun g) || f.keys() != g.keys()) {
            return true;
        }
        int place = f.keys().placeOf(argument);
        return place < 0 || f.get(place) != g.get(place);
    }
}
