package dev.lockstep.paxos.run;

import dev.lockstep.explore.ExplorationContract;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.protocol.Explorable;
import java.util.List;

class PaxosExplorationTest extends ExplorationContract {
    @Override
    protected List<Explorable> right() {
        return PaxosExploration.all(Cores.RIGHT);
    }
}
