package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.core.Step;
import dev.lockstep.raft.Message.Answer;
import dev.lockstep.raft.Message.Append;
import dev.lockstep.raft.Message.Appended;
import dev.lockstep.raft.Message.AskPreVote;
import dev.lockstep.raft.Message.AskVote;
import dev.lockstep.raft.Message.PreVote;
import dev.lockstep.raft.Message.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In every state of random runs, with crashes, each message is taken by one action, and no step is taken whose guard is false. */
@Tag("core")
class GuardsTest {
    private static final Set<String> ALL = Set.of("s1", "s2", "s3");
    private static final Set<String> LESS = Set.of("s1", "s2");

    private final SplittableRandom random = new SplittableRandom(3);
    private final Map<String, RaftServer> servers = new TreeMap<>();
    private final List<Message> network = new ArrayList<>();

    /** The names of actions that took a message. */
    private final Set<String> taken = new TreeSet<>();

    private static Map<String, Consumer<RaftServer>> actions(Message message) {
        if (message instanceof AskPreVote m) {
            return Map.of("grantPreVote", s -> s.grantPreVote(m), "refusePreVote", s -> s.refusePreVote(m));
        } else if (message instanceof AskVote m) {
            return Map.of(
                    "grantVote", s -> s.grantVote(m),
                    "refuseVote", s -> s.refuseVote(m),
                    "ignoreAskVote", s -> s.ignoreAskVote(m));
        } else if (message instanceof Append m) {
            return Map.of(
                    "acceptEntries", s -> s.acceptEntries(m),
                    "refuseEntries", s -> s.refuseEntries(m),
                    "refuseStaleEntries", s -> s.refuseStaleEntries(m));
        } else if (message instanceof Message.Snapshot m) {
            return Map.of(
                    "installSnapshot", s -> s.installSnapshot(m),
                    "acknowledgeSnapshot", s -> s.acknowledgeSnapshot(m),
                    "refuseStaleSnapshot", s -> s.refuseStaleSnapshot(m));
        }
        Answer answer = (Answer) message;
        Map<String, Consumer<RaftServer>> actions = new TreeMap<>(Map.of("learnTerm", s -> s.learnTerm(answer)));
        if (message instanceof PreVote m) {
            actions.put("receivePreVote", s -> s.receivePreVote(m));
            actions.put("ignorePreVote", s -> s.ignorePreVote(m));
        } else if (message instanceof Vote m) {
            actions.put("receiveVote", s -> s.receiveVote(m));
            actions.put("ignoreVote", s -> s.ignoreVote(m));
        } else {
            Appended m = (Appended) message;
            actions.put("receiveAppended", s -> s.receiveAppended(m));
            actions.put("ignoreAppended", s -> s.ignoreAppended(m));
        }
        return actions;
    }

    /** Returns whether the server takes the action, and expects that it stays as it was if it does not. */
    private static boolean takes(RaftServer server, Consumer<RaftServer> action) {
        RaftServer copy = server.copy();
        try {
            action.accept(copy);
            return true;
        } catch (IllegalStateException e) {
            if (!copy.state().equals(server.state())) {
                throw new AssertionError("a step whose guard is false made " + copy + " of " + server, e);
            }
            return false;
        }
    }

    private void requireOneActionFor(Message message, RaftServer server) {
        List<String> names = new ArrayList<>();
        actions(message).forEach((name, action) -> {
            if (takes(server, action)) {
                names.add(name);
            }
        });
        assertThat(names).as("%s at %s", message, server).hasSize(server.isUp() ? 1 : 0);
        taken.addAll(names);
    }

    /** Written from the spec, not from the code. */
    private static void requireGuards(RaftServer server, Group group) {
        boolean stands = server.isUp() && server.role() != Role.LEADER;
        assertThat(server.mayStand()).isEqualTo(stands);
        assertThat(takes(server, RaftServer::askPreVotes)).isEqualTo(stands && group.preVote());
        assertThat(takes(server, RaftServer::crash)).isEqualTo(server.isUp());
        assertThat(takes(server, RaftServer::restart)).isEqualTo(!server.isUp());
        assertThat(takes(server, s -> s.beginChange(LESS))).isEqualTo(server.mayBegin(LESS));
        assertThat(takes(server, s -> s.refuseChange(LESS))).isEqualTo(server.isUp() && !server.mayBegin(LESS));
        int compacted = server.log().snapshot().index();
        for (int i = compacted - 1; i <= server.log().lastIndex(); i++) {
            int index = i;
            boolean isNew = compacted < i && i <= server.commitIndex();
            assertThat(takes(server, s -> s.compact(index))).isEqualTo(server.isUp() && isNew);
        }
        assertThat(takes(server, s -> s.commit(server.commitIndex()))).isFalse();
        if (server.role() != Role.LEADER) {
            assertThat(server.committable()).isEqualTo(server.commitIndex());
        }
    }

    private void step(RaftServer server, List<Message> inbox) {
        if (!server.isUp()) {
            server.restart();
            return;
        }
        int what = random.nextInt(100);
        List<Step> steps = server.steps();
        if (server.next().isPresent() && what < 50) {
            server.next().get().take().run();
            return;
        }
        if (what == 0) {
            crash(server);
        } else if (what < 10 && server.log().snapshot().index() < server.commitIndex()) {
            server.compact(server.commitIndex());
        } else if (what < 30 && server.role() == Role.LEADER) {
            lead(server);
        } else if (what < 92 && !inbox.isEmpty()) {
            server.receive(inbox.get(random.nextInt(inbox.size())));
        } else if (!steps.isEmpty()) {
            steps.get(random.nextInt(steps.size())).take().run();
        }
    }

    /** All that is durable is: a step and its write are one in the spec. */
    private static void crash(RaftServer server) {
        server.written();
        server.crash();
    }

    private void lead(RaftServer leader) {
        if (leader.mayBegin(LESS) && random.nextInt(4) == 0) {
            leader.beginChange(LESS);
        } else if (leader.log().lastIndex() < 4) {
            leader.appendCommand("c");
        }
        for (String follower : ALL) {
            if (!follower.equals(leader.id())) {
                int compacted = leader.log().snapshot().index();
                int last = leader.log().lastIndex();
                int known = Math.max(compacted, leader.match(follower));
                int previous = random.nextInt(4) == 0 ? random.nextInt(compacted, last + 1) : known;
                leader.sendEntries(follower, List.of(previous, last));
                if (compacted > 0) {
                    leader.sendSnapshot(follower);
                }
            }
        }
    }

    private void run(Group group, int length) {
        network.clear();
        ALL.forEach(id -> servers.put(id, new RaftServer(id, group, group.hardState(), false)));
        for (int i = 0; i < length; i++) {
            RaftServer server = servers.get("s" + (1 + random.nextInt(3)));
            List<Message> all =
                    network.stream().filter(m -> m.to().equals(server.id())).toList();
            List<Message> inbox = new ArrayList<>(all.subList(Math.max(0, all.size() - 3), all.size()));
            if (!all.isEmpty()) {
                // a late one, or one that comes again
                inbox.add(all.get(random.nextInt(all.size())));
            }
            requireGuards(server, group);
            inbox.forEach(m -> requireOneActionFor(m, server));
            step(server, inbox);
            network.addAll(server.drain());
        }
    }

    @Test
    void eachMessageIsTakenByOneActionAndNoStepIsTakenWhoseGuardIsFalse() {
        for (int run = 0; run < 30; run++) {
            run(new Group(ALL, ALL, run % 2 == 0, run % 4 < 2), 150);
        }
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        "acceptEntries",
                        "acknowledgeSnapshot",
                        "grantPreVote",
                        "grantVote",
                        "ignoreAppended",
                        "ignoreAskVote",
                        "ignorePreVote",
                        "ignoreVote",
                        "installSnapshot",
                        "learnTerm",
                        "receiveAppended",
                        "receivePreVote",
                        "receiveVote",
                        "refuseEntries",
                        "refusePreVote",
                        "refuseStaleEntries",
                        "refuseStaleSnapshot",
                        "refuseVote");
    }
}
