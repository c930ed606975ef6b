package dev.lockstep.cap.run;

import dev.lockstep.history.History;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts, over many simulated runs of one policy, which requests are answered in time. */
final class Measure {
    /** The simulated time within which an answer is in time, in choices of the run. Without a cut every answer takes less. */
    static final int BOUND = 400;

    /** The choices that a run makes while clients ask and the network fails. */
    static final int CHOICES = 1_200;

    /** The nodes of a run: of any two sides of a cut one is larger. */
    static final List<String> NODES = RegisterDescription.nodes(3);

    private static final Map<Fault, Integer> WHOLE =
            Map.of(Fault.DELAY, Simulation.FAULT, Fault.REORDER, Simulation.FAULT);

    private static final int CUT = 6;

    /** Says where a request was asked. */
    enum Place {
        /** The network is whole. */
        WHOLE,
        /** The network is cut while the request waits, and the node is on a side that the policy serves. */
        SERVED_SIDE,
        /** The network is cut while the request waits, and the node is on the other side. */
        OTHER_SIDE
    }

    /**
     * Counts requests.
     *
     * @param asked how many there are
     * @param inTime how many are answered within the bound
     * @param atLast how many are answered before the run ends, which is after the network is whole again
     */
    record Count(long asked, long inTime, long atLast) {
        Count plus(Count other) {
            return new Count(asked + other.asked, inTime + other.inTime, atLast + other.atLast);
        }
    }

    /** Describes a cut that lasts from one choice to another; the group is one of its sides. */
    private record Cut(long from, long to, Set<String> group) {
        Set<String> side(String node) {
            Set<String> side = new TreeSet<>(NODES);
            if (group.contains(node)) {
                side.retainAll(group);
            } else {
                side.removeAll(group);
            }
            return side;
        }
    }

    private final Policy policy;
    private final Map<Place, Count> counts = new EnumMap<>(Place.class);

    Measure(Policy policy) {
        this.policy = policy;
        for (Place place : Place.values()) {
            counts.put(place, new Count(0, 0, 0));
        }
    }

    Count count(Place place) {
        return counts.get(place);
    }

    /** Makes a run, counts its requests, and returns its history. */
    History run(boolean isCut, long seed) {
        List<History> histories = new ArrayList<>();
        Map<Fault, Integer> faults = new EnumMap<>(WHOLE);
        if (isCut) {
            faults.put(Fault.PARTITION, CUT);
        }
        List<Cut> cuts = cuts(policy.deployment(NODES, histories::add), faults, seed);
        History history = histories.get(0);
        for (History.Operation operation : history.operations()) {
            if (!isCut) {
                count(Place.WHOLE, operation, operation.since());
            }
            for (Cut cut : cuts) {
                long from = Math.max(cut.from, operation.since());
                if (operation.until() >= from && from + BOUND <= cut.to) {
                    boolean isServed = policy.mayServe(cut.side(operation.node()), NODES);
                    count(isServed ? Place.SERVED_SIDE : Place.OTHER_SIDE, operation, from);
                }
            }
        }
        return history;
    }

    /** Makes the run, and returns when the network was cut in two, both ways. */
    private static <P, N extends dev.lockstep.host.Core<P>, A> List<Cut> cuts(
            Deployment<P, N, A> deployment, Map<Fault, Integer> faults, long seed) {
        SimulatedRun<P, N, A> run =
                new SimulatedRun<>(deployment, Channels.UNORDERED, faults, Schedule.random(seed), null);
        List<Cut> cuts = new ArrayList<>();
        long[] made = {0};
        run.run(CHOICES, choice -> {
            made[0]++;
            if (choice instanceof Choice.Partition partition
                    && partition.cut() == Choice.Cut.BOTH_WAYS
                    && !partition.group().isEmpty()
                    && partition.group().size() < NODES.size()) {
                cuts.add(new Cut(made[0], Math.min(CHOICES, made[0] + partition.choices()), partition.group()));
            }
        });
        return cuts;
    }

    /** Counts a request that has waited since then: it was asked then, or the cut came. */
    private void count(Place place, History.Operation operation, long from) {
        boolean inTime = operation.until() - from <= BOUND;
        boolean atLast = operation.until() < Long.MAX_VALUE;
        counts.merge(place, new Count(1, inTime ? 1 : 0, atLast ? 1 : 0), Count::plus);
    }
}
