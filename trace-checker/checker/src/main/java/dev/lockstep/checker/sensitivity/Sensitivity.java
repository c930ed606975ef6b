package dev.lockstep.checker.sensitivity;

import dev.lockstep.checker.Limits;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.sensitivity.Mutant.Kind;
import dev.lockstep.checker.sensitivity.Outcome.Meaning;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Header;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Numbering;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Alters an accepted trace in one event at a time and asks the checker again.
 *
 * <p>A mutant and the trace are the same after the alteration. So once the same states explain both, the rest is explained alike: that is
 * how an accepted mutant is shown to be equivalent, and why no mutant is checked further than that.
 */
public final class Sensitivity {
    /** Each field of each action is altered at least this often, if it occurs as often. */
    private static final int PER_FIELD = 4;

    private static final List<Kind> KINDS = List.of(Kind.DROP, Kind.DUPLICATE, Kind.SWAP, Kind.ALTER, Kind.RENAME);

    /** A check of a mutant that has this many events tells where it is. */
    private static final int MANY = 1000;

    private final List<Event> trace;
    private final Mutator mutator;
    private final Random random;
    private final Progress progress;
    private int tried;
    private int total;

    /** Takes how far it is. */
    public interface Progress {
        /** The progress that nobody is told of. */
        Progress NONE = (tried, of, event, events) -> {};

        /**
         * Tells the progress, after each mutant and while one takes long.
         *
         * @param of how many mutants there will be, at least 1
         * @param event the event that is reached in the trace, from 1
         * @param events the number of events of the trace
         */
        void tried(int tried, int of, int event, int events);
    }

    private Sensitivity(LoadedSpec spec, List<Event> trace, Random random, Progress progress) {
        this.trace = trace;
        this.random = random;
        this.progress = progress;
        this.mutator = new Mutator(trace, spec.actions(), random);
    }

    /**
     * Alters the trace in at most so many ways.
     *
     * @param trace accepted, with at least one event
     * @param initially observations of the initial state
     * @throws InvalidInputException the header does not fit the spec
     */
    public static SensitivityReport measure(
            LoadedSpec spec,
            Header header,
            Map<String, Value> initially,
            List<Event> trace,
            Limits limits,
            int mutants,
            long seed)
            throws InvalidInputException {
        return measure(spec, header, initially, trace, limits, mutants, seed, Progress.NONE);
    }

    /** Measures as above, and tells how far it is. */
    public static SensitivityReport measure(
            LoadedSpec spec,
            Header header,
            Map<String, Value> initially,
            List<Event> trace,
            Limits limits,
            int mutants,
            long seed,
            Progress progress)
            throws InvalidInputException {
        Sensitivity sensitivity = new Sensitivity(spec, List.copyOf(trace), new Random(seed), progress);
        TraceChecker checker = new TraceChecker(spec, "trace", header, initially, limits);
        return new SensitivityReport(sensitivity.outcomes(checker, sensitivity.choose(mutants)), seed);
    }

    // ---------------------------------------------------------------- which mutants

    /** Returns each field of each action a few times, then any; sorted by where they are. */
    private List<Mutant> choose(int most) {
        Set<Mutant> chosen = new LinkedHashSet<>();
        Map<String, List<Integer>> places = places();
        for (int round = 0; round < PER_FIELD; round++) {
            for (Map.Entry<String, List<Integer>> place : places.entrySet()) {
                int at = place.getValue().get(random.nextInt(place.getValue().size()));
                String field = place.getKey().substring(place.getKey().indexOf(' ') + 1);
                Mutant mutant = chosen.size() < most / 2 ? mutator.alter(at, field) : null;
                if (mutant != null) {
                    chosen.add(mutant);
                }
            }
        }
        for (int tries = 0; tries < 4 * most && chosen.size() < most; tries++) {
            Mutant mutant = mutator.mutant(KINDS.get(tries % KINDS.size()), random.nextInt(trace.size()));
            if (mutant != null) {
                chosen.add(mutant);
            }
        }
        List<Mutant> sorted = new ArrayList<>(chosen);
        sorted.sort(Comparator.comparingInt(Mutant::at));
        return sorted;
    }

    /** Returns by action and field where in the trace they occur. */
    private Map<String, List<Integer>> places() {
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < trace.size(); i++) {
            for (String field : Mutator.fields(trace.get(i))) {
                places.computeIfAbsent(trace.get(i).action() + " " + field, key -> new ArrayList<>())
                        .add(i);
            }
        }
        return places;
    }

    // ---------------------------------------------------------------- what becomes of them

    private List<Outcome> outcomes(TraceChecker checker, List<Mutant> mutants) throws InvalidInputException {
        List<Outcome> outcomes = new ArrayList<>();
        total = mutants.size();
        Numbering numbering = new Numbering();
        int next = 0;
        for (int i = 0; i < trace.size() && next < mutants.size(); i++) {
            while (next < mutants.size() && mutants.get(next).at() == i) {
                Outcome outcome = outcome(checker, mutants.get(next++));
                tried = next;
                tell(i);
                boolean isAccepted = outcome.meaning() != Meaning.REJECTED;
                outcomes.add(
                        isAccepted && isMisnumbered(numbering.copy(), outcome.mutant())
                                ? outcome.misnumbered()
                                : outcome);
            }
            tellSometimes(i);
            checker.accept(trace.get(i));
            numbering.add(trace.get(i));
        }
        return outcomes;
    }

    private void tellSometimes(int at) {
        if (at % MANY == MANY - 1) {
            tell(at);
        }
    }

    private void tell(int at) {
        progress.tried(tried, total, at + 1, trace.size());
    }

    private boolean isMisnumbered(Numbering before, Mutant mutant) {
        if (mutant.instead().size() == mutant.length() && mutant.length() == 1) {
            return false; // clocks and numbers are as they were
        }
        for (Event event : mutant.instead()) {
            if (before.add(event) != null) {
                return true;
            }
        }
        for (Event event : trace.subList(mutant.at() + mutant.length(), trace.size())) {
            if (before.add(event) != null) {
                return true;
            }
        }
        return false;
    }

    private Outcome outcome(TraceChecker before, Mutant mutant) throws InvalidInputException {
        TraceChecker original = before.fork();
        TraceChecker altered = before.fork();
        int end = mutant.at() + mutant.length();
        for (int i = mutant.at(); i < end; i++) {
            original.accept(trace.get(i));
        }
        long index = mutant.at();
        for (Event event : mutant.instead()) {
            index++;
            if (!accepts(altered, event.at(index))) {
                return refused(mutant, altered, index);
            }
        }
        for (int i = end; i < trace.size(); i++) {
            if (isInSameStates(altered, original, mutant)) {
                return outcome(mutant, inSameStates(mutant), 0);
            }
            tellSometimes(i);
            original.accept(trace.get(i));
            index++;
            if (!accepts(altered, trace.get(i).at(index))) {
                return refused(mutant, altered, index);
            }
        }
        if (isInSameStates(altered, original, mutant)) {
            return outcome(mutant, inSameStates(mutant), 0);
        }
        boolean mayComeLast = mutant.kind() == Kind.DROP
                && accepts(altered, trace.get(mutant.at()).at(index + 1))
                && isInSameStates(altered, original, mutant);
        return outcome(mutant, mayComeLast ? Meaning.PREFIX : Meaning.OTHER_BEHAVIOUR, 0);
    }

    private Outcome outcome(Mutant mutant, Meaning meaning, long rejectedAt) {
        return new Outcome(mutant, trace.get(mutant.at()), meaning, rejectedAt, false);
    }

    private static Meaning inSameStates(Mutant mutant) {
        return switch (mutant.kind()) {
            case SWAP -> Meaning.SAME_ORDER;
            case DROP, DUPLICATE -> Meaning.NO_EFFECT;
            default -> String.valueOf(mutant.field()).startsWith("added.") ? Meaning.SENT_AGAIN : Meaning.ALSO_TRUE;
        };
    }

    private boolean accepts(TraceChecker checker, Event event) {
        try {
            return checker.accept(event);
        } catch (InvalidInputException e) {
            return false; // it names what the spec does not have
        }
    }

    private Outcome refused(Mutant mutant, TraceChecker altered, long index) {
        boolean unknown = altered.verdict() == Verdict.INCONCLUSIVE;
        return outcome(mutant, unknown ? Meaning.INCONCLUSIVE : Meaning.REJECTED, index);
    }

    private boolean isInSameStates(TraceChecker a, TraceChecker b, Mutant mutant) {
        return mutant.instances(trace).stream().allMatch(instance -> a.isInSameStates(b, instance));
    }
}
