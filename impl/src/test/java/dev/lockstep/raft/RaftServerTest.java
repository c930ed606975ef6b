package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a host and an exploration rely on, of whatever states a server comes into. */
@Tag("core")
class RaftServerTest {
    private static final Set<String> ALL = Set.of("s1", "s2", "s3");
    private static final Group GROUP = new Group(ALL, ALL, true, true);

    /** Messages that may arrive: the last so many. */
    private static final int LATEST = 3;

    /** A message arrives, if there is any, so many times out of one more. */
    private static final int PREFERENCE = 6;

    /** Steps that were listed and taken. */
    private final Set<String> taken = new TreeSet<>();

    /** Takes the step, or receives the message, of which there are so many, messages behind steps. */
    private void take(RaftServer server, List<Message> inbox, int choice) {
        List<Step> steps = server.steps();
        if (choice < steps.size()) {
            taken.add(steps.get(choice).action());
            steps.get(choice).take().run();
        } else {
            server.receive(inbox.get(choice - steps.size()));
        }
    }

    @Test
    void everyStepThatIsListedIsEnabledAndACopyBehavesAlikeAndGoesItsOwnWay() {
        SplittableRandom random = new SplittableRandom(1);
        int changed = 0;
        for (int run = 0; run < 100; run++) {
            Map<String, RaftServer> servers = new TreeMap<>();
            ALL.forEach(id -> servers.put(id, new RaftServer(id, GROUP, GROUP.hardState(), false)));
            List<Message> network = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                RaftServer server = servers.get("s" + (1 + random.nextInt(3)));
                List<Message> all =
                        network.stream().filter(m -> m.to().equals(server.id())).toList();
                List<Message> inbox = all.subList(Math.max(0, all.size() - LATEST), all.size());
                if (server.role() == Role.LEADER && random.nextInt(2) == 0) {
                    lead(server, random);
                }
                int choices = server.steps().size() + inbox.size();
                if (choices > 0) {
                    int choice = random.nextInt(PREFERENCE) > 0
                            ? choices - 1 - random.nextInt(Math.max(1, inbox.size()))
                            : random.nextInt(choices);
                    RaftServer copy = server.copy();
                    List<Object> before = server.state();
                    assertThat(copy.state()).isEqualTo(before);
                    take(copy, inbox, choice);
                    assertThat(server.state()).isEqualTo(before);
                    take(server, inbox, choice);
                    assertThat(copy.state()).isEqualTo(server.state());
                    assertThat(copy.drain()).isEqualTo(server.copy().drain());
                    changed += server.state().equals(before) ? 0 : 1;
                }
                network.addAll(server.drain());
            }
        }
        assertThat(changed).isGreaterThan(1_000);
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        "askPreVotes", "campaign", "becomeLeader", "commit", "endChange", "keepLeading", "resign");
    }

    private static void lead(RaftServer leader, SplittableRandom random) {
        if (random.nextInt(4) == 0 && leader.mayBegin(Set.of("s1", "s2"))) {
            leader.beginChange(Set.of("s1", "s2"));
        } else if (leader.log().size() < 3) {
            leader.appendCommand("c");
        }
        for (String follower : ALL) {
            if (!follower.equals(leader.id())) {
                leader.sendEntries(
                        follower, List.of(leader.match(follower), leader.log().lastIndex()));
            }
        }
    }

    @Test
    void whatIsWrittenOnceIsForAllStepsBeforeIt() {
        RaftServer server = new RaftServer("s1", new Group(ALL, Set.of("s1"), false, false), GROUP.hardState(), false);
        assertThat(server.unwritten()).isEmpty();
        server.receive(new Message.Append("s2", "s1", 1, 0, 0, List.of(new Entry.Command(1, "a")), 0));
        server.receive(new Message.Append("s2", "s1", 2, 1, 1, List.of(new Entry.Command(2, "b")), 0));
        HardState written = server.unwritten().orElseThrow();
        assertThat(written).isEqualTo(new HardState(2, Optional.empty(), server.log()));
        server.written();
        assertThat(server.unwritten()).isEmpty();
        assertThat(server.stable()).isEqualTo(written);
    }

    @Test
    void whatIsNotWrittenIsLostInACrashAndTheRestIsNot() {
        RaftServer server = new RaftServer("s1", GROUP, GROUP.hardState(), false);
        server.receive(new Message.Append("s2", "s1", 1, 0, 0, List.of(new Entry.Command(1, "a")), 0));
        server.written();
        server.receive(new Message.Append("s2", "s1", 2, 1, 1, List.of(new Entry.Command(2, "b")), 0));
        server.crash();
        server.restart();
        assertThat(server.term()).isEqualTo(1);
        assertThat(server.log()).containsExactly(new Entry.Command(1, "a"));
        assertThat(server.unwritten()).isEmpty();
    }

    /** A server after two committed entries of term 1, for which its snapshot stands. */
    private static HardState compacted() {
        return new HardState(1, Optional.empty(), Log.of(new Snapshot(2, 1, Configuration.simple(ALL)), List.of()));
    }

    @Test
    void aServerThatBeginsWithASnapshotKnowsItToBeCommittedOnceItIsUp() {
        RaftServer up = new RaftServer("s1", GROUP, compacted(), false);
        assertThat(up.commitIndex()).isEqualTo(2);
        RaftServer down = new RaftServer("s1", GROUP, compacted(), true);
        assertThat(down.commitIndex()).isZero();
        down.restart();
        assertThat(down.commitIndex()).isEqualTo(2);
    }

    @Test
    void aSnapshotThatTellsNothingNewStillTellsWhoLeads() {
        RaftServer server = new RaftServer("s1", GROUP, compacted(), false);
        server.receive(new Message.Snapshot("s2", "s1", 3, 1, 1, Configuration.simple(ALL)));
        assertThat(server.drain()).containsExactly(new Message.Appended("s1", "s2", 3, true, 1));
        assertThat(server.term()).isEqualTo(3);
        assertThat(server.hasLeader()).isTrue();
        assertThat(server.log().snapshot().index()).isEqualTo(2);
    }

    @Test
    void entriesBehindASnapshotThatEndsInAnotherTermAreRefused() {
        RaftServer server = new RaftServer("s1", GROUP, compacted(), false);
        server.receive(new Message.Append("s2", "s1", 3, 2, 3, List.of(), 0));
        assertThat(server.drain()).containsExactly(new Message.Appended("s1", "s2", 3, false, 0));
        server.receive(new Message.Append("s2", "s1", 3, 2, 1, List.of(), 0));
        assertThat(server.drain()).containsExactly(new Message.Appended("s1", "s2", 3, true, 2));
    }

    /** Only a refusal comes from one who is ahead: a yes in a later term is none that was asked for. */
    @Test
    void anAnswerThatSaysYesTellsOfNoLaterTerm() {
        RaftServer server = new RaftServer("s1", GROUP, GROUP.hardState(), false);
        List<Object> before = server.copy().state();
        server.receive(new Message.Vote("s2", "s1", 5, true));
        server.receive(new Message.PreVote("s2", "s1", 5, true));
        server.receive(new Message.Appended("s2", "s1", 5, true, 0));
        assertThat(server.state()).isEqualTo(before);
        server.receive(new Message.Vote("s2", "s1", 5, false));
        assertThat(server.term()).isEqualTo(5);
    }

    @Test
    void aServerTellsWhereItStands() {
        RaftServer server = new RaftServer("s1", GROUP, compacted(), false);
        assertThat(server)
                .hasToString("follower s1 in term 1, log up to 2, committed up to 2, under " + server.config());
    }
}
