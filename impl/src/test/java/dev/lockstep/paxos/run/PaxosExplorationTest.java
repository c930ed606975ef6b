package dev.lockstep.paxos.run;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.ExplorationContract;
import dev.lockstep.explore.Fewer;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.Slip;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.paxos.run.PaxosExploration.Clients;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

class PaxosExplorationTest extends ExplorationContract {
    private static final Pattern BETWEEN_OTHERS = Pattern.compile("\"process\":\"l1\""
            + "|\"process\":\"a1\".*\"p2\"|\"process\":\"a3\".*\"p1\""
            + "|\"process\":\"p1\".*Request.*:\"w\"|\"process\":\"p2\".*Request.*:\"v\"");

    @Override
    protected List<Explorable> right() {
        return PaxosExploration.all(Cores.RIGHT);
    }

    @Override
    protected Map<String, List<Explorable>> slips() {
        return each(
                Slip.values(),
                slip -> slip == Slip.PROPOSES_THE_EARLIEST_VALUE_REPORTED
                        ? List.of(apart(slip))
                        : PaxosExploration.all(slip).subList(0, 3));
    }

    @Override
    protected Set<String> rare() {
        return Set.of("PROPOSES_THE_EARLIEST_VALUE_REPORTED", "COUNTS_VOTES_OF_DIFFERENT_BALLOTS_TOGETHER");
    }

    /** Two proposers ask for three ballots, and one acceptor only hears from both. */
    private static Explorable apart(Slip slip) {
        Group group =
                new Group(Map.of("p1", 0, "p2", 1), Set.of("a1", "a2", "a3"), Set.of("l1"), Set.of("l1"), 2, false);
        Explorable whole =
                PaxosExploration.of("Paxos-2x3x2", group, new Clients(List.of("v", "w"), false, false), slip);
        return new Fewer(
                "paxos/2x3x2, p1 asks a1 and a2, p2 asks a2 and a3",
                whole,
                event -> BETWEEN_OTHERS.matcher(event).find());
    }
}
