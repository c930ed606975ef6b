package dev.lockstep.raft.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.ExplorationContract;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.Slip;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.raft.run.RaftExploration.Limits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RaftExplorationTest extends ExplorationContract {
    private static final String TWO_LEADERS =
            "what one leader has appended, another must overwrite: three servers with snapshots, four or a third term, more states than are visited in a minute";

    private static final Set<String> ONE = Set.of("s1");
    private static final Set<String> TWO = Set.of("s1", "s2");
    private static final Set<String> THREE = Set.of("s1", "s2", "s3");
    private static final Set<String> COMMAND = Set.of("c");
    private static final Set<String> NONE = Set.of();

    @Override
    protected List<Explorable> right() {
        return RaftExploration.all(Cores.RIGHT);
    }

    @Override
    protected Map<String, List<Explorable>> slips() {
        return each(Slip.values(), slip -> List.of(bounds(slip)));
    }

    /** The canary of covering walks: a slip that does otherwise than the spec refuses one of them. */
    @Test
    void aSlipIsFoundByAWalk() throws Exception {
        assertThat(refused(bounds(Slip.CHANGES_IN_ONE_STEP)))
                .isNotEmpty()
                .anySatisfy(walk -> assertThat(walk)
                        .contains("and not event 4, BeginChange(s = \"s1\")", "of the code is no step of the spec"));
    }

    @Override
    protected Set<String> rare() {
        return Set.of("DOES_NOT_LOOK_AT_THE_ENTRY_BEFORE");
    }

    @Override
    protected Map<String, String> unseen() {
        return Map.of(
                "PREFERS_THE_LONGER_LOG", TWO_LEADERS,
                "KEEPS_WHAT_DOES_NOT_FOLLOW_THE_SNAPSHOT", TWO_LEADERS,
                "KEEPS_THE_CONFIGURATION_THAT_IS_CUT_OFF", TWO_LEADERS,
                "GOES_BACK_TOO_FAR_WHEN_ENTRIES_ARE_CUT_OFF", TWO_LEADERS);
    }

    /** A name says from which members to which, or how many servers, terms and entries there are. */
    private static Explorable bounds(Slip slip) {
        return switch (slip) {
            case COUNTS_ITSELF_OUTSIDE_THE_CONFIGURATION, NEVER_STEPS_DOWN ->
                at("2-to-the-other", slip, TWO, 1, 2, ONE, NONE, Set.of(Set.of("s2")));
            case LETS_THE_NEW_DECIDE_ALONE -> at("2-to-1", slip, TWO, 1, 2, ONE, NONE, Set.of(ONE));
            case COMMITS_ENTRIES_OF_ANY_TERM -> at("2x2x1", slip, TWO, 2, 1, TWO, COMMAND, Set.of());
            case VOTES_TWICE_IN_A_TERM -> at("2x1x0", slip, TWO, 1, 0, TWO, NONE, Set.of());
            case VOTES_IN_A_TERM_THAT_IS_OVER -> at("2x2x0", slip, TWO, 2, 0, TWO, NONE, Set.of());
            case ANSWERS_FOR_ENTRIES_THAT_IT_DROPS -> at("2x1x2", slip, TWO, 1, 2, ONE, COMMAND, Set.of());
            case DOES_NOT_WAIT_FOR_NEW_SERVERS -> at("1-to-2x1", slip, ONE, 1, 2, ONE, COMMAND, Set.of(TWO));
            case BEGINS_A_CHANGE_BEFORE_THE_LAST_IS_COMMITTED ->
                at("1-to-2-to-1", slip, ONE, 1, 3, ONE, NONE, Set.of(TWO, ONE));
            case TAKES_NOTICE_OF_EVERY_CANDIDATE ->
                of(
                        "2x2x0-checked",
                        slip,
                        new Limits(new Group(TWO, TWO, true, true), 2, 0, TWO, NONE, Set.of(), false, false, false));
            case INSTALLS_STALE_SNAPSHOTS ->
                of(
                        "2x1x1-snapshots",
                        slip,
                        new Limits(
                                new Group(TWO, TWO, false, false), 1, 1, ONE, COMMAND, Set.of(), false, true, false));
            case LEAVES_THE_CONFIGURATION_OUT_OF_THE_SNAPSHOT ->
                of(
                        "1-to-2-snapshots",
                        slip,
                        new Limits(
                                new Group(TWO, ONE, false, false), 1, 2, ONE, NONE, Set.of(TWO), false, true, false));
            case TAKES_A_MAJORITY_OF_BOTH_TOGETHER ->
                of(
                        "3-to-1",
                        slip,
                        new Limits(
                                new Group(THREE, THREE, false, false),
                                1,
                                1,
                                Set.of("s2"),
                                NONE,
                                Set.of(ONE),
                                false,
                                false,
                                false));
            case COUNTS_OUTSIDERS ->
                of(
                        "2-of-3x1x1",
                        slip,
                        new Limits(
                                new Group(THREE, TWO, false, false),
                                1,
                                1,
                                ONE,
                                COMMAND,
                                Set.of(),
                                false,
                                false,
                                false));
            case DOES_NOT_LOOK_AT_THE_ENTRY_BEFORE ->
                of(
                        "3x2x1",
                        slip,
                        new Limits(
                                new Group(THREE, THREE, false, false),
                                2,
                                1,
                                TWO,
                                COMMAND,
                                Set.of(),
                                false,
                                false,
                                true));
            case VOTES_FOR_ANY_LOG,
                    RECOVERS_WITHOUT_ITS_LAST_ENTRY,
                    RECOVERS_WITHOUT_ITS_TERM,
                    RECOVERS_WITHOUT_ITS_VOTE,
                    COMMITS_WHAT_IT_DOES_NOT_HAVE,
                    COMMITS_WHAT_IT_WAS_NOT_SENT,
                    PREFERS_THE_LONGER_LOG,
                    KEEPS_WHAT_DOES_NOT_FOLLOW_THE_SNAPSHOT,
                    KEEPS_THE_CONFIGURATION_THAT_IS_CUT_OFF,
                    GOES_BACK_TOO_FAR_WHEN_ENTRIES_ARE_CUT_OFF ->
                RaftExploration.all(slip).get(1);
            default -> RaftExploration.all(slip).get(0);
        };
    }

    private static Explorable at(
            String name,
            Slip slip,
            Set<String> initial,
            int maxTerm,
            int maxLog,
            Set<String> standing,
            Set<String> commands,
            Set<Set<String>> memberships) {
        Group group = new Group(TWO, initial, false, false);
        return of(name, slip, new Limits(group, maxTerm, maxLog, standing, commands, memberships, false, false, false));
    }

    private static Explorable of(String name, Slip slip, Limits limits) {
        return RaftExploration.of(name, limits, slip);
    }
}
