package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.spec.Distinct;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.tlc.value.TlcState;
import dev.lockstep.evaluator.Act;
import dev.lockstep.evaluator.CompiledObservation;
import dev.lockstep.evaluator.Run;
import dev.lockstep.evaluator.value.Undecided;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates a next-state relation, narrowed or not, that needs no TLC as long as it is decided. */
public final class CompiledRelation {
    private static final int TRIES = 32;

    /** At most this many successors of one state are kept. With more, the search is TLC's, which has a bound, too. */
    private static final int MOST_FOUND = 250_000;

    /** A successor that is kept costs about as much as this many choices. Where few choices may be made, few successors are kept. */
    private static final int CHOICES_OF_ONE = 10;

    private final Act[] acts;
    private final int[] slots;
    private final int[][] places;
    private final String[] parameters;
    private final boolean isUsed;
    private final Mentions mentions = new Mentions();
    private int tries;
    private int undecided;
    private String why = "";

    /**
     * @param parameters the arguments that are given, in the order in which they will be
     * @param isUsed false: nothing is decided
     */
    CompiledRelation(List<Compiler.CompiledAct> compiled, List<String> parameters, boolean isUsed) {
        this.isUsed = isUsed;
        int size = compiled.size();
        this.acts = new Act[size];
        this.slots = new int[size];
        this.places = new int[size][parameters.size()];
        this.parameters = parameters.toArray(new String[0]);
        for (int i = 0; i < size; i++) {
            acts[i] = compiled.get(i).act();
            slots[i] = compiled.get(i).slots();
            mentions.add(compiled.get(i).mentions());
            for (int j = 0; j < parameters.size(); j++) {
                places[i][j] = compiled.get(i).arguments().getOrDefault(parameters.get(j), -1);
            }
        }
    }

    public Mentions mentions() {
        return mentions;
    }

    /** Returns whether anything is decided without TLC. */
    public boolean isUsed() {
        return isUsed;
    }

    /** Returns the names of the arguments, in their order. */
    public String[] parameters() {
        return parameters;
    }

    /** Takes what it is that TLC must be asked for. */
    public interface Asking {
        /** @param construct its place and what it is */
        void askTlc(String construct);
    }

    /** Returns the successors as below. Why TLC must be asked is not told. */
    @Nullable
    public List<SpecState> successors(TlcState from, Object[] arguments, CompiledObservation[] compiledObservations) {
        return successors(from, arguments, compiledObservations, construct -> {});
    }

    /** Returns the successors that the observations fit, each once; null: TLC must be asked, and why is told. */
    @Nullable
    public List<SpecState> successors(
            TlcState from, Object[] arguments, CompiledObservation[] compiledObservations, Asking asking) {
        if (!isUsed) {
            return null;
        }
        if (undecided > TRIES && undecided > tries / 2) {
            asking.askTlc(why);
            return null; // it is never decided, or nearly so
        }
        if (undecided > 0) {
            tries++; // not before: threads would write it at every event, and wait for each other
        }
        return decidedSuccessors(from, arguments, compiledObservations, asking);
    }

    /** Does the same as {@link #successors}, also where it has seldom been decided before. So the result does not depend on that. */
    @Nullable
    public List<SpecState> decidedSuccessors(
            TlcState from, Object[] arguments, CompiledObservation[] compiledObservations, Asking asking) {
        if (!isUsed) {
            return null;
        }
        try {
            return decided(from, arguments, compiledObservations, Run.MOST_CHOICES);
        } catch (Undecided e) {
            why = e.construct();
        } catch (StackOverflowError e) {
            why = "a definition recurses too deeply";
        }
        undecided++;
        asking.askTlc(why);
        return null;
    }

    /**
     * Tells what a search found that was bounded, since it decides nothing.
     *
     * @param isCut whether there may be more: the search came to its bound
     * @param cost how many values were chosen, and as many as would cost the same for each state that was reached
     */
    public record Few(List<SpecState> successors, boolean isCut, long cost) {}

    /**
     * Searches as {@link #successors} does, with a bound.
     *
     * @param mostCost how much may be spent
     * @param mostFound successors that may be found: the search ends with one more
     * @return null: it is not decided, whatever the bound
     */
    @Nullable
    public Few few(
            TlcState from,
            Object[] arguments,
            CompiledObservation[] compiledObservations,
            int mostCost,
            int mostFound) {
        if (!isUsed) {
            return null;
        }
        Fitting ends = new Fitting(from, compiledObservations, mostCost, CHOICES_OF_ONE, mostFound);
        try {
            search(ends, arguments);
        } catch (Undecided e) {
            return ends.isSpent() ? new Few(ends.found.states(), true, ends.cost()) : null;
        } catch (StackOverflowError e) {
            return null;
        }
        return new Few(ends.found.states(), false, ends.cost());
    }

    private List<SpecState> decided(
            TlcState from, Object[] arguments, CompiledObservation[] compiledObservations, int most) {
        Fitting ends = new Fitting(from, compiledObservations, most, 0, Math.min(MOST_FOUND, most / CHOICES_OF_ONE));
        search(ends, arguments);
        return ends.found.states();
    }

    private void search(Fitting ends, Object[] arguments) {
        for (int i = 0; i < acts.length; i++) {
            ends.next();
            Run run = new Run(slots[i], ends.from.values(), ends);
            for (int j = 0; j < arguments.length; j++) {
                if (places[i][j] >= 0) {
                    run.bind(places[i][j], arguments[j]);
                }
            }
            Act.search(acts[i], run);
        }
    }

    /** Keeps the successors that the observations fit. */
    private static final class Fitting extends Run.Ends {
        private final TlcState from;
        private final CompiledObservation[] compiledObservations;
        private final int most;
        private final int mostFound;
        private final Distinct found = new Distinct();
        private final int costOfOne;
        private long before;
        private int reached;

        /**
         * Looks for states that fit what was observed.
         *
         * @param costOfOne how many choices less may be made for each state that is reached
         * @param mostFound how many successors may be found
         */
        Fitting(TlcState from, CompiledObservation[] compiledObservations, int most, int costOfOne, int mostFound) {
            super(most);
            this.from = from;
            this.compiledObservations = compiledObservations;
            this.most = most;
            this.costOfOne = costOfOne;
            this.mostFound = mostFound;
        }

        /** Another of the relation's parts is searched from now on. */
        void next() {
            before += choices();
        }

        /** Returns how much all parts cost. */
        long cost() {
            return before + choices() + reached;
        }

        /** Returns whether the search came to its bound. */
        boolean isSpent() {
            return choices() + reached > most || found.size() > mostFound;
        }

        @Override
        public void reached(@Nullable Object[] to) {
            Object[] after = new Object[to.length];
            for (int i = 0; i < to.length; i++) {
                Object value = to[i];
                if (value == null) {
                    throw new Undecided("a variable that is left open");
                }
                after[i] = value;
            }
            if (areSeen(after)) {
                found.add(new TlcState(after, from));
                if (found.size() > mostFound) {
                    throw new Undecided("more than " + mostFound + " successors");
                }
            }
            if (costOfOne > 0) {
                reached += costOfOne;
                if (isSpent()) {
                    throw new Undecided("more than " + most + " choices");
                }
            }
        }

        private boolean areSeen(Object[] after) {
            try {
                for (CompiledObservation compiledObservation : compiledObservations) {
                    if (!compiledObservation.holds(from.values(), after)) {
                        return false;
                    }
                }
                return true;
            } catch (Undecided e) {
                throw e.at("what the event observes");
            }
        }
    }
}
