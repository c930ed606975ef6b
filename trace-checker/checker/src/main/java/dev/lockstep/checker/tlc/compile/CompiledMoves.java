package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.relation.Narrowing;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.evaluator.Act;
import dev.lockstep.evaluator.Run;
import dev.lockstep.evaluator.StatePredicate;
import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.Undecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the steps of one action together with their arguments, without TLC as long as it is decided. */
public final class CompiledMoves {
    /** At most this many steps are kept. */
    private static final int MOST = 250_000;

    private static final int ABSENT = -2;
    private static final int UNKNOWN = -1;
    private static final Object NO_ARGUMENT = new Object();

    private final List<Compiler.CompiledAct> acts;
    private final List<StepCondition> conditions;
    private final List<String> parameters;

    /** The slot of each parameter on each way. */
    private final int[][] slots;

    private final boolean isUsed;

    /**
     * @param acts the compiled ways, with the slots of arguments as far as these are known
     * @param conditions what the config asks of each step
     * @param isUsed false: nothing is decided
     */
    CompiledMoves(
            List<Narrowing.Way> ways, List<Compiler.CompiledAct> acts, List<StepCondition> conditions, boolean isUsed) {
        this.acts = acts;
        this.conditions = conditions;
        this.isUsed = isUsed;
        Set<String> names = new LinkedHashSet<>();
        ways.forEach(way -> names.addAll(way.names()));
        this.parameters = List.copyOf(names);
        this.slots = new int[acts.size()][parameters.size()];
        for (int i = 0; i < slots.length; i++) {
            for (int j = 0; j < slots[i].length; j++) {
                String name = parameters.get(j);
                slots[i][j] = ways.get(i).names().contains(name)
                        ? acts.get(i).arguments().getOrDefault(name, UNKNOWN)
                        : ABSENT;
            }
        }
    }

    /**
     * Returns where these arguments are among all of the action's.
     *
     * @param ways how many ways to the action there are if these arguments are given
     * @return null: on some way it is not known what an argument is
     */
    public int @Nullable [] places(String[] arguments, int ways) {
        int[] places = new int[arguments.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = parameters.indexOf(arguments[i]);
            if (places[i] < 0) {
                return null;
            }
        }
        int with = 0;
        for (int[] way : slots) {
            boolean hasAll = true;
            for (int place : places) {
                hasAll &= way[place] != ABSENT;
            }
            for (int place : places) {
                if (hasAll && way[place] == UNKNOWN) {
                    return null;
                }
            }
            with += hasAll ? 1 : 0;
        }
        return with == ways ? places : null;
    }

    /** Returns what finds steps, for one thread. */
    public Worker worker() {
        return new Worker();
    }

    /** Holds the steps from a state. */
    public static final class Moves {
        private final List<SpecState> after = new ArrayList<>(2);
        private int[] to = new int[2];
        private Object[][] arguments = new Object[2][];
        private int size;

        /** Returns the states after them, each once. */
        public List<SpecState> after() {
            return after;
        }

        /** Returns how many steps there are, of which several may lead to one state. */
        public int size() {
            return size;
        }

        /** Returns the index of the state after a step. */
        public int to(int move) {
            return to[move];
        }

        /** Returns whether the arguments of a step at these places are the given ones. */
        public boolean has(int move, int[] places, Object[] given) {
            for (int i = 0; i < places.length; i++) {
                if (!given[i].equals(arguments[move][places[i]])) {
                    return false;
                }
            }
            return true;
        }

        private void add(int state, Object[] its) {
            if (size == to.length) {
                to = Arrays.copyOf(to, size * 2);
                arguments = Arrays.copyOf(arguments, size * 2);
            }
            to[size] = state;
            arguments[size] = its;
            size++;
        }
    }

    /** Finds the steps from one state after the other. Nothing but these is made anew. */
    public final class Worker extends Run.Ends {
        private static final int FORBIDDEN = -1;

        private final Run[] runs = new Run[acts.size()];
        private final StatePredicate[] allowed;
        private final Map<Long, Integer> found = new HashMap<>();
        private @Nullable TlcState from;
        private Moves moves = new Moves();
        private int way;

        private Worker() {
            super(Run.MOST_CHOICES);
            this.allowed = conditions.stream().map(StepCondition::predicate).toArray(StatePredicate[]::new);
        }

        /** Returns the steps from a state; null: it is not decided. */
        public @Nullable Moves from(TlcState state) {
            if (!isUsed) {
                return null;
            }
            from = state;
            moves = new Moves();
            found.clear();
            try {
                for (way = 0; way < runs.length; way++) {
                    if (runs[way] == null) {
                        runs[way] = new Run(acts.get(way).slots(), state.values(), this);
                    } else {
                        runs[way].restart(state.values());
                    }
                    Act.search(acts.get(way).act(), runs[way]);
                }
                return moves;
            } catch (Undecided | StackOverflowError e) {
                Arrays.fill(runs, null); // it may have ended anywhere
                return null;
            }
        }

        @Override
        public void reached(@Nullable Object[] to) {
            TlcState before = from;
            TlcState after = new TlcState(CompiledInit.unfrozen(to), before);
            if (after.fingerprint() == 0) {
                throw new Undecided("a value that is not written out");
            }
            Integer known = found.get(after.fingerprint());
            if (known == null) {
                known = number(before, after);
                found.put(after.fingerprint(), known);
            }
            if (known == FORBIDDEN) {
                return;
            }
            if (moves.size == MOST) {
                throw new Undecided("more than " + MOST + " steps");
            }
            moves.add(known, arguments());
        }

        private int number(TlcState before, TlcState after) {
            for (StatePredicate condition : allowed) {
                if (!condition.holds(before.values(), after.values())) {
                    return FORBIDDEN;
                }
            }
            Equality.freeze(after.values());
            moves.after.add(after);
            return moves.after.size() - 1;
        }

        private Object[] arguments() {
            Object[] arguments = new Object[parameters.size()];
            for (int i = 0; i < arguments.length; i++) {
                int slot = slots[way][i];
                arguments[i] = slot < 0 ? NO_ARGUMENT : Equality.freeze(runs[way].bound(slot));
            }
            return arguments;
        }
    }
}
