package dev.lockstep.multipaxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.AcceptorRecord;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.multipaxos.Message.Accepted;
import dev.lockstep.multipaxos.Message.Refusal;
import dev.lockstep.multipaxos.Message.Request;
import dev.lockstep.multipaxos.Phase;
import dev.lockstep.paxos.ProposerRecord;
import dev.lockstep.paxos.node.BackOff;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Patience;
import dev.lockstep.run.RecordStore;
import dev.lockstep.run.Roles;
import dev.lockstep.storage.StableStorage;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps replicated logs, and plays the three roles in one instance of MultiPaxos for each. After a crash it goes back to a log when it next
 * hears of it.
 *
 * <p>What its clients want in a log is handed to who seems to lead, and again until it is there; when that takes too long, the node leads itself.
 */
public final class LogNode extends InstanceNode<Message> {
    private final LogCluster cluster;
    private final BackOff backOff;
    private final Map<String, Wishes> wishes = new HashMap<>();

    /**
     * Makes a node as its disk leaves it.
     *
     * @param disk opens its storage, which is used for nothing else and closed with the node
     * @param listener told of each log after its roles have taken steps
     */
    public LogNode(
            Logs logs,
            String id,
            Supplier<StableStorage> disk,
            BackOff backOff,
            Listener<Message> listener,
            NodeTrace trace) {
        super(
                id,
                logs,
                () -> new RecordStore(disk.get(), List.of(ProposerRecord.class, AcceptorRecord.class), trace::events),
                trace,
                listener);
        this.cluster = logs.cluster();
        this.backOff = backOff;
        resume();
    }

    /** Tells what this node's clients want in one log, and when the node tries again to have it there. */
    private final class Wishes implements Patience<Message> {
        private final String log;
        private final Set<String> wanted = new LinkedHashSet<>();
        private int attempts;
        private int idle;

        Wishes(String log) {
            this.log = log;
        }

        @Override
        public boolean isWaiting(List<? extends Process<Message>> roles) {
            return !wanted.isEmpty();
        }

        @Override
        public void tick(List<? extends Process<Message>> roles) {
            if (isWaiting(roles) && idle > 0) {
                idle--;
            } else if (isWaiting(roles) && Roles.of(Leader.class, roles).isReady()) {
                tryAgain(roles);
            }
        }

        /** Tries again: first by asking the leader again, the next time by leading. */
        private void tryAgain(List<? extends Process<Message>> roles) {
            Leader leader = Roles.of(Leader.class, roles);
            if (attempts % 2 == 0) {
                wanted.forEach(command -> hand(log, command));
            } else if (leader.mayPrepare()) {
                leader.prepare();
            }
            idle = backOff.ballot() + backOff.pause(attempts);
            attempts++;
        }

        void refused() {
            idle = backOff.pause(attempts);
        }

        /** The learner has learned a slot. */
        void learned(Learner learner) {
            attempts = 0;
            wanted.removeIf(command -> learner.isFull() || learner.hasLearned(command));
        }
    }

    @Override
    protected Patience<Message> patience(String log) {
        Wishes begun = new Wishes(log);
        wishes.put(log, begun);
        return begun;
    }

    private Wishes wishes(String log) {
        return Objects.requireNonNull(wishes.get(log));
    }

    private <P> P role(Class<P> type, String log) {
        return Roles.of(type, roles(log).orElseThrow());
    }

    /**
     * Puts the command in the log, once at least, unless the log is full. In vain if the node crashes before.
     *
     * @throws IllegalStateException there is no room for another log
     */
    public void append(String log, String command) {
        if (!hasRoom(log)) {
            throw new IllegalStateException("no room for log " + log);
        }
        call(log, Cluster.proposer(id()), leader -> {
            Learner learner = role(Learner.class, log);
            if (!learner.hasLearned(command) && !learner.isFull()) {
                wishes(log).wanted.add(command);
                hand(log, command);
            }
        });
    }

    /** Hands a command to this node's leader if it leads or nobody does, else to the other that seems to. */
    private void hand(String log, String command) {
        take(log, new Request(Cluster.proposer(id()), Cluster.proposer(id()), command));
        int ballot = role(Acceptor.class, log).promised();
        String other = cluster.owner(ballot);
        if (role(Leader.class, log).phase() != Phase.LEADING && ballot > 0 && !other.equals(id())) {
            send(log, new Request(Cluster.proposer(id()), Cluster.proposer(other), command));
        }
    }

    /** Gives a client's command to the leader, which proposes it once as far as it knows. */
    private void take(String log, Request request) {
        Leader leader = role(Leader.class, log);
        boolean isThere = leader.hasProposed(request.command())
                || role(Learner.class, log).hasLearned(request.command());
        if (!isThere || !leader.hasRoom()) {
            leader.receive(request);
        }
    }

    @Override
    protected void deliver(Packet<Message> packet, Process<Message> role) {
        String log = packet.instance();
        if (packet.message() instanceof Request request) {
            take(log, request);
            return;
        }
        if (packet.message() instanceof Refusal m && ((Leader) role).concerns(m)) {
            wishes(log).refused();
        }
        boolean isNew = packet.message() instanceof Accepted m && !((Learner) role).hasLearned(m.slot());
        super.deliver(packet, role);
        if (isNew && packet.message() instanceof Accepted m && ((Learner) role).hasLearned(m.slot())) {
            wishes(log).learned((Learner) role);
        }
        if (role instanceof Leader leader && leader.mayLead()) { // it does so next
            String self = role.id();
            call(log, self, now -> wishes(log).wanted.forEach(wish -> take(log, new Request(self, self, wish))));
        }
    }

    /** Names the logs of which the node has something on its disk. */
    public Set<String> kept() {
        return ((RecordStore) store()).instances();
    }

    /** Returns what this node knows of the log, by slot. */
    List<Optional<String>> learned(String log) {
        return roles(log)
                .map(roles -> Roles.of(Learner.class, roles).learned())
                .orElse(Collections.nCopies(cluster.slots(), Optional.empty()));
    }
}
