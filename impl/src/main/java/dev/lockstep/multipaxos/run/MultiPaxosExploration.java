package dev.lockstep.multipaxos.run;

import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.Delivery;
import dev.lockstep.explore.Environment;
import dev.lockstep.explore.ExploredSystem;
import dev.lockstep.explore.ExploredSystem.Bounds;
import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.multipaxos.Message.Accepted;
import dev.lockstep.multipaxos.Message.Promise;
import dev.lockstep.multipaxos.Message.Refusal;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.paxos.Group;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.recorder.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Describes every state of one log of MultiPaxos, at the bounds of a model. */
final class MultiPaxosExploration {
    private static final String COMMAND = "v";

    private MultiPaxosExploration() {}

    /** Returns what can be explored of these cores, the smallest first. */
    static List<Explorable> all(Cores cores) {
        Set<String> one = Set.of("n1");
        return List.of(
                of("MultiPaxos-2x1x2-whole", new Group(Map.of("n1", 0, "n2", 1), one, one, one, 1, true), false, cores),
                of("MultiPaxos-1x1x2-whole", new Group(Map.of("n1", 0), one, one, one, 2, true), true, cores));
    }

    /** Returns the processes of a log of two slots, at the bounds of this model. */
    static Explorable of(String model, Group group, boolean crashes, Cores cores) {
        int slots = 2;
        return new ExploredSystem<>(
                new Bounds("paxos/" + model, header(group, slots), Map.of()),
                Delivery.SET,
                () -> processes(group, slots, cores),
                new Clients(crashes));
    }

    private static Header header(Group group, int slots) {
        Map<String, Object> constants = Map.of(
                "Value", Set.of(COMMAND),
                "Noop", Leader.NOOP,
                "Leader", group.ids().keySet(),
                "Acceptor", group.acceptors(),
                "Learner", group.learners(),
                "Quorum", Set.of(),
                "Id", group.ids(),
                "MaxRound", group.maxRound(),
                "MaxSlot", slots,
                "TellRefusals", group.tellRefusals());
        return Header.of(constants, Leader.class, Acceptor.class, Learner.class);
    }

    private static List<Process<Message>> processes(Group group, int slots, Cores cores) {
        List<Process<Message>> processes = new ArrayList<>();
        for (String id : new TreeSet<>(group.ids().keySet())) {
            processes.add(cores.leader(id, group, slots, new ProposerRecord(0)));
        }
        group.acceptors().forEach(id -> processes.add(cores.acceptor(id, group, AcceptorRecord.empty(slots))));
        group.learners().forEach(id -> processes.add(cores.learner(id, group, slots)));
        return processes;
    }

    /** Lets clients ask any leader for the one command, again and again. */
    private record Clients(boolean crash) implements Environment<Message> {
        /** The roles of a node may have one name. */
        @Override
        public boolean isFor(Process<Message> process, Message message) {
            boolean isRole = message instanceof Promise || message instanceof Refusal
                    ? process instanceof Leader
                    : message instanceof Accepted ? process instanceof Learner : process instanceof Acceptor;
            return isRole && Environment.super.isFor(process, message);
        }

        @Override
        public List<Step> calls(Process<Message> process) {
            return process instanceof Leader leader
                    ? List.of(new Step("propose", Step.By.CLIENT, () -> {
                        if (leader.hasRoom()) {
                            leader.propose(COMMAND);
                        } else {
                            leader.ignoreRequest(COMMAND);
                        }
                    }))
                    : List.of();
        }

        @Override
        public boolean crashes(Process<Message> process) {
            return crash;
        }
    }
}
