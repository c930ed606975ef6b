package dev.lockstep.commit.run;

import dev.lockstep.commit.CommitRecord;
import dev.lockstep.commit.Coordinator;
import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Message;
import dev.lockstep.commit.Message.Prepare;
import dev.lockstep.commit.Participant;
import dev.lockstep.commit.Phase;
import dev.lockstep.commit.Stage;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.core.Process;
import dev.lockstep.core.Step;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.Delivery;
import dev.lockstep.explore.Environment;
import dev.lockstep.explore.ExploredSystem;
import dev.lockstep.explore.ExploredSystem.Bounds;
import dev.lockstep.recorder.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Describes every state of one transaction of two-phase commit, at the bounds of a model. */
final class CommitExploration {
    private static final Map<String, String> DIFFERENCES = Map.of(
            "Apply",
            "a page is written once after each crash, in the order of their names; the spec leaves the order open",
            "TimeOut",
            "a coordinator that has all votes decides, whatever the time");

    private CommitExploration() {}

    /** Returns what can be explored of these cores, the smallest first. */
    static List<Explorable> all(Cores cores) {
        return List.of(
                of("TwoPhaseCommit-2", new Cluster("c", Set.of("n1", "n2"), Set.of("a", "b")), cores),
                of("TwoPhaseCommit-3", new Cluster("c", Set.of("n1", "n2", "n3"), Set.of("a")), cores));
    }

    /** Returns the processes of one transaction, at the bounds of this model. */
    private static Explorable of(String model, Cluster cluster, Cores cores) {
        Header header = Header.of(cluster.constants(), Coordinator.class, Participant.class);
        return new ExploredSystem<>(
                new Bounds("commit/" + model, header, DIFFERENCES),
                Delivery.SET,
                () -> processes(cluster, cores),
                new Clients());
    }

    private static List<Process<Message>> processes(Cluster cluster, Cores cores) {
        List<Process<Message>> processes = new ArrayList<>();
        processes.add(cores.coordinator(cluster, Stage.IDLE, Set.of(), Set.of(), CommitRecord.NONE));
        for (String id : new TreeSet<>(cluster.participants())) {
            processes.add(cores.participant(cluster, id, Phase.WORKING, Entry.NONE, Set.of()));
        }
        return processes;
    }

    /** A client begins the transaction; a participant may be unable to do its part; all processes crash. */
    private static final class Clients implements Environment<Message> {
        @Override
        public List<Step> calls(Process<Message> process) {
            return process instanceof Coordinator coordinator && coordinator.stage() == Stage.IDLE
                    ? List.of(new Step("begin", Step.By.CLIENT, coordinator::begin))
                    : List.of();
        }

        @Override
        public List<Runnable> receipts(Process<Message> process, Message message) {
            return process instanceof Participant participant
                            && participant.phase() == Phase.WORKING
                            && message instanceof Prepare m
                    ? List.of(() -> participant.receive(m, true), () -> participant.receive(m, false))
                    : Environment.super.receipts(process, message);
        }

        @Override
        public boolean crashes(Process<Message> process) {
            return true;
        }
    }
}
