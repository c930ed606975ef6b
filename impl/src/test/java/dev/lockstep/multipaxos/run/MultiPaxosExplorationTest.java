package dev.lockstep.multipaxos.run;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.ExplorationContract;
import dev.lockstep.multipaxos.Slip;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.paxos.Group;
import java.util.List;
import java.util.Map;
import java.util.Set;

class MultiPaxosExplorationTest extends ExplorationContract {
    @Override
    protected List<Explorable> right() {
        return MultiPaxosExploration.all(Cores.RIGHT);
    }

    @Override
    protected Map<String, List<Explorable>> slips() {
        return each(
                Slip.values(),
                slip -> slip == Slip.COUNTS_REPORTS_OF_ALL_SLOTS_TOGETHER
                        ? List.of(twoAcceptors(slip))
                        : MultiPaxosExploration.all(slip));
    }

    /** One vote of each of two acceptors, for different slots. */
    private static Explorable twoAcceptors(Slip slip) {
        Set<String> acceptors = Set.of("a1", "a2");
        Group group = new Group(Map.of("p1", 0), acceptors, Set.of("l1"), Set.of("l1"), 1, false);
        return MultiPaxosExploration.of("MultiPaxos-1x2x2", group, false, slip);
    }
}
