package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.NamedPlaces.Place;
import dev.lockstep.checker.oracle.Oracle;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecState;
import dev.lockstep.checker.spec.Step;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;

/**
 * Specs that name this or that process in some of all places that can name one, and traces that say little. The verdict, and the first event
 * that is no step, are the same with states merged as soon as there are two, with states merged as usual, with all states kept, and by TLC on
 * a generated trace spec.
 */
class NamedPlacesProperties {
    private static final int TRACES = 14;
    private static final int SPECS_WITH_SLIPS = 12;

    /** What was compared. */
    private static final class Count {
        private final Map<Place, Integer> traces = new EnumMap<>(Place.class);
        private int all;
        private int rejected;
        private int merged;

        void add(Set<Place> places, long first, boolean isMerged) {
            places.forEach(place -> traces.merge(place, 1, Integer::sum));
            all++;
            rejected += first > 0 ? 1 : 0;
            merged += isMerged ? 1 : 0;
        }

        @Override
        public String toString() {
            return all + " traces, " + rejected + " rejected, " + merged + " with states merged; " + traces;
        }
    }

    @Example
    void theVerdictIsThatWithAllStatesAndThatOfTlc() throws Exception {
        Count count = new Count();
        compare(1, 5, true, count);
        compare(6, 12, false, count);
        for (long seed = 18; count.traces.size() < Place.values().length && seed < 200; seed++) {
            if (!count.traces.keySet().containsAll(new NamedPlaces(seed).places)) {
                compare(seed, 1, true, count); // it names someone where those before do not
            }
        }
        assertThat(count.all).as(count.toString()).isGreaterThan(200);
        assertThat(count.rejected).as(count.toString()).isBetween(count.all / 10, count.all * 9 / 10);
        assertThat(count.merged).as(count.toString()).isGreaterThan(count.all / 10);
        assertThat(count.traces.keySet()).containsExactly(Place.values());
    }

    @Tag("full")
    @Example
    void alsoOfManyMore() throws Exception {
        Count count = new Count();
        compare(1000, Integer.getInteger("lockstep.places", 300), true, count);
        assertThat(count.traces.keySet()).containsExactly(Place.values());
        System.out.println("differential: named places, " + count);
    }

    private static void compare(long seed, int specs, boolean isByTlc, Count count) throws Exception {
        for (int i = 0; i < specs; i++) {
            NamedPlaces places = new NamedPlaces(seed + i);
            LoadedSpec spec = places.load();
            List<List<Event>> traces = new ArrayList<>();
            List<Set<Place>> said = new ArrayList<>();
            for (int j = 0; j < TRACES; j++) {
                Set<Place> told = EnumSet.noneOf(Place.class);
                List<Event> trace = places.trace(spec, told);
                if (!trace.isEmpty()) {
                    told.addAll(places.places);
                    traces.add(trace);
                    said.add(told);
                }
            }
            List<Long> expected = isByTlc ? new Oracle(places.spec.source(), places.header).judge(traces) : null;
            for (int j = 0; j < traces.size(); j++) {
                Outcome all = check(spec, places, traces.get(j), -1);
                Outcome merged = check(spec, places, traces.get(j), 1);
                Outcome usual = check(spec, places, traces.get(j), Symmetry.FEW);
                String what = "seed " + (seed + i) + ": " + places.header + "\n" + traces.get(j);
                assertThat(merged.first).as(what).isEqualTo(all.first);
                assertThat(usual.first).as(what).isEqualTo(all.first);
                if (expected != null) {
                    assertThat(all.first).as(what).isEqualTo(expected.get(j));
                }
                count.add(said.get(j), all.first, merged.states < all.states);
            }
        }
    }

    /**
     * What a checker says, without why.
     *
     * @param first the index of the first event that is no step; 0: there is none
     * @param states how many it keeps in the end
     */
    private record Outcome(long first, int states) {}

    private static Outcome check(LoadedSpec spec, NamedPlaces places, List<Event> trace, int few)
            throws InvalidInputException {
        TraceChecker checker = new TraceChecker(spec, "t", places.header, Map.of(), Limits.DEFAULT);
        checker.withSymmetryFrom(few);
        for (Event event : trace) {
            if (!checker.accept(event)) {
                assertThat(checker.verdict()).isEqualTo(Verdict.REJECTED);
                return new Outcome(event.index(), 0);
            }
        }
        return new Outcome(0, checker.states(null).size());
    }

    // ---------------------------------------------------------------- a checker that merges too much is caught

    /** How a checker may be wrong. */
    private enum Slip {
        /** It is not: the comparison finds nothing. */
        NONE,
        /** It does not look at texts, as it was when only Next, Init and the invariants were looked at. */
        TEXTS,
        /** It does not look at the states that there are when it begins to merge. */
        STATES,
        /** It does not tell apart what an event names. */
        EVENTS,
        /** It goes on merging where only TLC can evaluate. */
        TLC;

        LoadedSpec in(LoadedSpec spec) {
            return new AlteredSpec(spec) {
                @Override
                Collection<Text> texts(Step step) {
                    return Slip.this == TEXTS ? List.of() : super.texts(step);
                }

                @Override
                public List<Set<Value>> alike(
                        Collection<Set<Value>> names, Collection<Text> texts, Collection<SpecState> closed) {
                    return super.alike(names, texts, Slip.this == STATES ? List.of() : closed);
                }

                @Override
                public SpecState swapped(SpecState state, Value a, Value b) {
                    return Slip.this == EVENTS ? state : super.swapped(state, a, b);
                }

                @Override
                boolean isTold() {
                    return Slip.this != TLC;
                }

                @Override
                public String violatedInvariant(SpecState state, Runnable byTlc) {
                    return super.violatedInvariant(state, isTold() ? byTlc : () -> {});
                }
            };
        }
    }

    @Example
    void aCheckerThatMergesTooMuchIsCaught() throws Exception {
        Map<Slip, Integer> differing = new EnumMap<>(Slip.class);
        for (int seed = 1; seed <= SPECS_WITH_SLIPS; seed++) {
            NamedPlaces places = new NamedPlaces(seed);
            LoadedSpec spec = places.load();
            for (int j = 0; j < TRACES; j++) {
                List<Event> trace = places.trace(spec, EnumSet.noneOf(Place.class));
                if (!trace.isEmpty()) {
                    long right = check(spec, places, trace, -1).first;
                    for (Slip slip : Slip.values()) {
                        boolean differs = check(slip.in(spec), places, trace, 1).first != right;
                        differing.merge(slip, differs ? 1 : 0, Integer::sum);
                    }
                }
            }
        }
        assertThat(differing.remove(Slip.NONE)).isZero();
        assertThat(differing.values()).as(differing.toString()).allMatch(count -> count > 0);
    }
}
