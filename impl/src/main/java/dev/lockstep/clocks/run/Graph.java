package dev.lockstep.clocks.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says who sends to whom. Each graph is strongly connected. */
public enum Graph {
    /** The arcs go one way round: for so many processes the diameter is one less. */
    RING {
        @Override
        boolean joins(int i, int j, int size) {
            return j == (i + 1) % size;
        }
    },
    /** The neighbours send to each other: the diameter is as in a ring. */
    LINE {
        @Override
        boolean joins(int i, int j, int size) {
            return Math.abs(i - j) == 1;
        }
    },
    /** The first process and each other send to each other: the diameter is 2 of three processes or more. */
    STAR {
        @Override
        boolean joins(int i, int j, int size) {
            return i == 0 || j == 0;
        }
    },
    /** All send to each other: the diameter is 1. */
    COMPLETE {
        @Override
        boolean joins(int i, int j, int size) {
            return true;
        }
    };

    abstract boolean joins(int i, int j, int size);

    /** Returns the arcs, each as a pair of processes: the first sends to the second. */
    public Set<List<String>> arcs(List<String> processes) {
        Set<List<String>> arcs = new LinkedHashSet<>();
        for (int i = 0; i < processes.size(); i++) {
            for (int j = 0; j < processes.size(); j++) {
                if (i != j && joins(i, j, processes.size())) {
                    arcs.add(List.of(processes.get(i), processes.get(j)));
                }
            }
        }
        return arcs;
    }

    /**
     * Returns how many arcs lead from any process to any other, at most, by the shortest way.
     *
     * @throws IllegalArgumentException the graph is not strongly connected
     */
    static int diameter(Collection<String> processes, Set<List<String>> arcs) {
        int diameter = 0;
        for (String p : processes) {
            Set<String> reached = new HashSet<>(Set.of(p));
            int steps = 0;
            while (reached.size() < processes.size()) {
                List<String> next = new ArrayList<>();
                for (List<String> arc : arcs) {
                    if (reached.contains(arc.get(0))) {
                        next.add(arc.get(1));
                    }
                }
                if (!reached.addAll(next)) {
                    throw new IllegalArgumentException("no way leads from " + p + " to each other process: " + arcs);
                }
                steps++;
            }
            diameter = Math.max(diameter, steps);
        }
        return diameter;
    }
}
