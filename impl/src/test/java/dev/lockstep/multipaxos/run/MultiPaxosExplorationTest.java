package dev.lockstep.multipaxos.run;

import dev.lockstep.explore.ExplorationContract;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.protocol.Explorable;
import java.util.List;

class MultiPaxosExplorationTest extends ExplorationContract {
    @Override
    protected List<Explorable> right() {
        return MultiPaxosExploration.all(Cores.RIGHT);
    }
}
