package dev.lockstep.raft.run;

import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.core.Step.By;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.Delivery;
import dev.lockstep.explore.Environment;
import dev.lockstep.explore.ExploredSystem;
import dev.lockstep.explore.ExploredSystem.Bounds;
import dev.lockstep.raft.Group;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.Role;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.recorder.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes every state of a small cluster of Raft, at the bounds of a model. */
final class RaftExploration {
    private RaftExploration() {}

    /** Returns what can be explored of these cores, the smallest first. */
    static List<Explorable> all(Cores cores) {
        Set<String> both = Set.of("s1", "s2");
        return List.of(
                of(
                        "Raft-1-to-2",
                        new Limits(
                                new Group(both, Set.of("s1"), false, false),
                                1,
                                2,
                                Set.of("s1"),
                                Set.of(),
                                Set.of(both),
                                false,
                                false,
                                false),
                        cores),
                of(
                        "Raft-2x1x1",
                        new Limits(
                                new Group(both, both, false, false),
                                1,
                                1,
                                Set.of("s1"),
                                Set.of("c"),
                                Set.of(),
                                true,
                                false,
                                true),
                        cores),
                of(
                        "Raft-2x2x1-whole",
                        new Limits(
                                new Group(both, both, false, false),
                                2,
                                1,
                                both,
                                Set.of("c"),
                                Set.of(),
                                false,
                                true,
                                false),
                        cores),
                of(
                        "Raft-2-checked-whole",
                        new Limits(
                                new Group(both, both, true, true), 2, 0, both, Set.of(), Set.of(), false, false, false),
                        cores));
    }

    /** Returns the servers of a cluster at the bounds of this model. */
    static Explorable of(String model, Limits limits, Cores cores) {
        Group group = limits.group;
        Map<String, Object> constants = Map.of(
                "Server", group.servers(),
                "Initial", group.initial(),
                "Command", limits.commands,
                "Membership", limits.memberships,
                "PreVote", group.preVote(),
                "CheckQuorum", group.checkQuorum());
        return new ExploredSystem<>(
                new Bounds("raft/" + model, Header.of(constants, RaftServer.class), Map.of()),
                Delivery.SET,
                () -> group.servers().stream()
                        .map(id -> cores.server(id, group, group.hardState(), false))
                        .toList(),
                limits);
    }

    /**
     * Holds the bounds of a model, and takes the steps that are a host's and its clients' to decide.
     *
     * @param maxTerm terms up to this
     * @param maxLog logs up to this length
     * @param standing who may stand for election
     * @param anyBatch a leader sends any entries; otherwise all that the follower is not known to have
     */
    record Limits(
            Group group,
            int maxTerm,
            int maxLog,
            Set<String> standing,
            Set<String> commands,
            Set<Set<String>> memberships,
            boolean crash,
            boolean compact,
            boolean anyBatch)
            implements Environment<Message> {
        @Override
        public boolean takes(Process<Message> process, Step step) {
            RaftServer server = (RaftServer) process;
            return switch (step.action()) {
                case "campaign", "askPreVotes" -> standing.contains(server.id()) && server.term() < maxTerm;
                case "endChange" -> hasRoom(server);
                default -> true;
            };
        }

        private boolean hasRoom(RaftServer server) {
            return server.log().lastIndex() < maxLog;
        }

        @Override
        public List<Step> calls(Process<Message> process) {
            RaftServer server = (RaftServer) process;
            List<Step> calls = new ArrayList<>();
            if (!server.isUp()) {
                return calls;
            }
            for (Set<String> membership : memberships) {
                calls.add(client("change", () -> {
                    if (server.mayBegin(membership)) {
                        server.beginChange(membership);
                    } else {
                        server.refuseChange(membership);
                    }
                }));
            }
            int first = server.log().snapshot().index();
            for (int i = first + 1; compact && i <= server.commitIndex(); i++) {
                int upTo = i;
                calls.add(client("compact", () -> server.compact(upTo)));
            }
            if (server.role() == Role.LEADER) {
                lead(server, first, calls);
            }
            return calls;
        }

        private void lead(RaftServer server, int first, List<Step> calls) {
            for (String command : commands) {
                if (hasRoom(server)) {
                    calls.add(client("append", () -> server.appendCommand(command)));
                }
            }
            for (String other : group.servers()) {
                if (other.equals(server.id())) {
                    continue;
                }
                for (int i = first; i <= server.log().lastIndex(); i++) {
                    for (int j = i; j <= server.log().lastIndex(); j++) {
                        List<Integer> batch = List.of(i, j);
                        if (anyBatch
                                || i == Math.max(server.match(other), first)
                                        && j == server.log().lastIndex()) {
                            calls.add(client("send", () -> server.sendEntries(other, batch)));
                        }
                    }
                }
                if (first > 0) {
                    calls.add(client("send", () -> server.sendSnapshot(other)));
                }
            }
        }

        private static Step client(String name, Runnable call) {
            return new Step(name, By.CLIENT, call);
        }

        @Override
        public boolean crashes(Process<Message> process) {
            return crash;
        }

        /** A step and its write are one in Raft.tla. */
        @Override
        public void ended(Process<Message> process) {
            if (process.unwritten().isPresent()) {
                process.written();
            }
        }
    }
}
