package dev.lockstep.commit.run;

import dev.lockstep.commit.Slip;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.ExplorationContract;
import java.util.List;
import java.util.Map;

class CommitExplorationTest extends ExplorationContract {
    @Override
    protected List<Explorable> right() {
        return CommitExploration.all(Cores.RIGHT);
    }

    @Override
    protected Map<String, List<Explorable>> slips() {
        return each(
                Slip.values(),
                slip -> CommitExploration.all(slip).subList(0, slip == Slip.DECIDES_ON_A_MAJORITY ? 2 : 1));
    }

    @Override
    protected Map<String, String> unseen() {
        return Map.of(
                "DOES_NOT_TELL_AGAIN",
                "the network is a set, which what is sent again does not change",
                "LETS_OTHERS_AT_DATA_IN_DOUBT",
                "a node does that, not a core; InDoubt.tla says what it must not do");
    }
}
