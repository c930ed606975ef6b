package dev.lockstep.raft.run;

import dev.lockstep.explore.ExplorationContract;
import dev.lockstep.protocol.Explorable;
import dev.lockstep.raft.node.Cores;
import java.util.List;

class RaftExplorationTest extends ExplorationContract {
    @Override
    protected List<Explorable> right() {
        return RaftExploration.all(Cores.RIGHT);
    }
}
