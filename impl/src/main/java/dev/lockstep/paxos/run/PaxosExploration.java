package dev.lockstep.paxos.run;

import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.Delivery;
import dev.lockstep.explore.Environment;
import dev.lockstep.explore.ExploredSystem;
import dev.lockstep.explore.ExploredSystem.Bounds;
import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.AcceptorRecord;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.Message.Accepted;
import dev.lockstep.paxos.Message.Ask;
import dev.lockstep.paxos.Message.Chosen;
import dev.lockstep.paxos.Message.Promise;
import dev.lockstep.paxos.Message.Refusal;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.Vote;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.recorder.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Describes every state of one instance of Paxos, at the bounds of a model. */
final class PaxosExploration {
    private PaxosExploration() {}

    /** Returns what can be explored of these cores, the smallest first. */
    static List<Explorable> all(Cores cores) {
        Set<String> node = Set.of("n1");
        Group alone = new Group(Map.of("n1", 0), node, node, node, 2, true);
        Set<String> acceptors = Set.of("a1", "a2");
        Group asked = new Group(Map.of("p1", 0), acceptors, Set.of("l1", "l2"), Set.of("l1"), 1, false);
        Group duel = new Group(Map.of("p1", 0, "p2", 1), acceptors, Set.of("l1"), Set.of("l1"), 1, true);
        return List.of(
                of("Paxos-1x2x1-asked", asked, new Clients(List.of("v"), false, true), cores),
                of("Paxos-crashes", alone, new Clients(List.of("v", "w"), true, false), cores),
                of("Paxos-2x2x2-whole", duel, new Clients(List.of("v", "w"), false, false), cores),
                of("Paxos-2x2x1-whole-crashes", duel, new Clients(List.of("v"), true, false), cores));
    }

    /** Returns the processes of one instance at the bounds of this model, with these clients. */
    static Explorable of(String model, Group group, Clients clients, Cores cores) {
        return new ExploredSystem<>(
                new Bounds("paxos/" + model, header(group, Set.copyOf(clients.values)), Map.of()),
                Delivery.SET,
                () -> processes(group, cores),
                clients);
    }

    private static Header header(Group group, Set<String> values) {
        Map<String, Object> constants = Map.of(
                "Value", values,
                "Proposer", group.ids().keySet(),
                "Acceptor", group.acceptors(),
                "Learner", group.learners(),
                "Distinguished", group.distinguished(),
                "Quorum", Set.of(),
                "Id", group.ids(),
                "MaxRound", group.maxRound(),
                "TellRefusals", group.tellRefusals());
        return Header.of(constants, Proposer.class, Acceptor.class, Learner.class);
    }

    private static List<Process<Message>> processes(Group group, Cores cores) {
        List<Process<Message>> processes = new ArrayList<>();
        for (String id : new TreeSet<>(group.ids().keySet())) {
            processes.add(cores.proposer(id, group, new ProposerRecord(0)));
        }
        group.acceptors().forEach(id -> processes.add(cores.acceptor(id, group, new AcceptorRecord(0, Vote.NONE))));
        group.learners().forEach(id -> processes.add(cores.learner(id, group)));
        return processes;
    }

    /** Lets clients ask any proposer for any value. */
    record Clients(List<String> values, boolean crash, boolean ask) implements Environment<Message> {
        /** The roles of a node may have one name. */
        @Override
        public boolean isFor(Process<Message> process, Message message) {
            boolean isRole = message instanceof Ask || message instanceof Promise || message instanceof Refusal
                    ? process instanceof Proposer
                    : message instanceof Accepted || message instanceof Chosen
                            ? process instanceof Learner
                            : process instanceof Acceptor;
            return isRole && Environment.super.isFor(process, message);
        }

        @Override
        public List<Step> calls(Process<Message> process) {
            List<Step> calls = new ArrayList<>();
            if (process instanceof Proposer proposer) {
                for (String value : values) {
                    calls.add(new Step("request", Step.By.CLIENT, () -> {
                        if (proposer.hasRequest()) {
                            proposer.ignoreRequest(value);
                        } else {
                            proposer.request(value);
                        }
                    }));
                }
            }
            return calls;
        }

        @Override
        public boolean crashes(Process<Message> process) {
            return crash;
        }

        @Override
        public boolean takes(Process<Message> process, Step step) {
            return ask || !(process instanceof Learner);
        }
    }
}
