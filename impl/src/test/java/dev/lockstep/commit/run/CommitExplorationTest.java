package dev.lockstep.commit.run;

import dev.lockstep.commit.node.Cores;
import dev.lockstep.explore.ExplorationContract;
import dev.lockstep.protocol.Explorable;
import java.util.List;

class CommitExplorationTest extends ExplorationContract {
    @Override
    protected List<Explorable> right() {
        return CommitExploration.all(Cores.RIGHT);
    }
}
