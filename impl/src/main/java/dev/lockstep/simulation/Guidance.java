package dev.lockstep.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Chooses the runs of a series by what those before have done. Some begin anew, each with a seed of its own, from which its mix of faults is
 * drawn. The others begin as an earlier run did, until that had just done something that few runs do, and go on at random from there. This is
 * greybox fuzzing, which prefers rare paths: M. Boehme and others, "Coverage-based Greybox Fuzzing as Markov Chain", CCS 2016. The series is
 * a function of its seed and of what it is told.
 */
public final class Guidance {
    /** One run of so many begins anew. */
    private static final int ANEW = 3;

    /** The rarest of so many things, drawn at random, is what a run goes on from. */
    private static final int COMPARED = 4;

    /**
     * Describes a run.
     *
     * @param seed the seed of its mix of faults, and of all else that is drawn before it begins
     * @param begun the choices with which it begins; none: it begins anew
     * @param rest the seed of the choices behind these
     */
    public record Plan(long seed, List<Integer> begun, long rest) {
        public Plan {
            begun = List.copyOf(begun);
        }

        /** Returns the schedule of the run. */
        public RecordedSchedule schedule() {
            return new RecordedSchedule(begun, rest);
        }
    }

    /** Holds how many runs have done something, and a run that begins with it. */
    private static final class Done {
        private int runs;
        private Plan begins;

        private Done(Plan begins) {
            this.begins = begins;
        }
    }

    private final SplittableRandom random;
    private final Map<String, Done> done = new TreeMap<>();
    private long next;

    /** @param seed the seed of the series; its first run has it too */
    public Guidance(long seed) {
        this.random = new SplittableRandom(seed);
        this.next = seed;
    }

    /** Chooses the next run. */
    public Plan next() {
        long seed = next++;
        if (done.isEmpty() || random.nextInt(ANEW) == 0) {
            return new Plan(seed, List.of(), seed);
        }
        List<Done> all = new ArrayList<>(done.values());
        Done rarest = all.get(random.nextInt(all.size()));
        for (int i = 1; i < COMPARED; i++) {
            Done other = all.get(random.nextInt(all.size()));
            rarest = other.runs < rarest.runs ? other : rarest;
        }
        return new Plan(rarest.begins.seed, rarest.begins.begun, seed);
    }

    /**
     * Takes note of what a run has done. Of several runs that do the same each is as likely to be the one that another goes on from.
     *
     * @param first how many choices the run had made when it had done each thing for the first time
     */
    public void learn(Plan plan, RecordedSchedule schedule, Map<String, Integer> first) {
        new TreeMap<>(first).forEach((what, choices) -> {
            Plan begins = new Plan(plan.seed, schedule.first(choices), 0);
            Done known = done.computeIfAbsent(what, any -> new Done(begins));
            known.runs++;
            if (random.nextInt(known.runs) == 0) {
                known.begins = begins;
            }
        });
    }
}
