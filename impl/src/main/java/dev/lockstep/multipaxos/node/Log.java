package dev.lockstep.multipaxos.node;

import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.multipaxos.Message.Accept;
import dev.lockstep.multipaxos.Message.Accepted;
import dev.lockstep.multipaxos.Message.Prepare;
import dev.lockstep.multipaxos.Message.Promise;
import dev.lockstep.multipaxos.Message.Refusal;
import dev.lockstep.multipaxos.Phase;
import dev.lockstep.paxos.node.BackOff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The three roles of one node in one log, and when they do what they may: inputs wait while their role writes; what the node's client
 * wants in the log is handed to who seems to lead, and again until it is there; when that takes too long, the node leads itself.
 */
final class Log {
    private final Roles roles;
    private final BackOff patience;
    private final LogNode.Client client;
    private final String name;

    private final Deque<Runnable> toLeader = new ArrayDeque<>();
    private final Deque<Runnable> toAcceptor = new ArrayDeque<>();

    /** Commands that are to leave for another leader. */
    private final List<String> requests = new ArrayList<>();

    /** What the node's client waits for. */
    private final Set<String> wanted = new LinkedHashSet<>();

    private int attempts;
    private int idle;

    Log(String name, Roles roles, BackOff patience, LogNode.Client client) {
        this.name = name;
        this.roles = roles;
        this.patience = patience;
        this.client = client;
    }

    Roles roles() {
        return roles;
    }

    void append(String command) {
        int known = roles.learner().learned().indexOf(Optional.of(command)) + 1;
        if (known > 0) {
            client.learned(name, known, command);
        } else if (isFull()) {
            client.full(name, command);
        } else {
            wanted.add(command);
            hand(command);
        }
    }

    /** To this node's leader if it leads or nobody does, else to the other that seems to. */
    private void hand(String command) {
        toLeader.add(() -> {
            take(command);
            if (roles.leader().phase() != Phase.LEADING) {
                requests.add(command);
            }
        });
    }

    /** A client's command reaches the leader. */
    void take(String command) {
        Leader leader = roles.leader();
        boolean isThere =
                leader.hasProposed(command) || roles.learner().learned().contains(Optional.of(command));
        if (!leader.hasRoom()) {
            leader.ignoreRequest(command);
        } else if (!isThere) {
            leader.propose(command);
        }
    }

    void receiveRequest(String command) {
        toLeader.add(() -> take(command));
    }

    private boolean isFull() {
        return roles.learner().learned().stream().allMatch(Optional::isPresent);
    }

    /** The client waits for a command to be learned. */
    boolean isOpen() {
        return !wanted.isEmpty();
    }

    void tick() {
        if (isOpen() && idle > 0) {
            idle--;
        } else if (isOpen() && roles.leader().isReady()) {
            tryAgain();
        }
    }

    /** First by asking the leader again, the next time by leading. */
    private void tryAgain() {
        if (attempts % 2 == 0) {
            wanted.forEach(this::hand);
        } else if (roles.leader().mayPrepare()) {
            roles.leader().prepare();
        }
        idle = patience.ballot() + patience.pause(attempts);
        attempts++;
    }

    void receive(Message message) {
        Leader leader = roles.leader();
        if (message instanceof Prepare || message instanceof Accept) {
            toAcceptor.add(() -> roles.acceptor().receive(message));
        } else if (message instanceof Promise) {
            toLeader.add(() -> leader.receive(message));
        } else if (message instanceof Refusal m) {
            toLeader.add(() -> {
                idle = leader.concerns(m) ? patience.pause(attempts) : idle;
                leader.receive(m);
            });
        } else if (message instanceof Accepted m) {
            boolean isKnown = roles.learner().hasLearned(m.slot());
            roles.learner().receive(m);
            if (!isKnown && roles.learner().hasLearned(m.slot())) {
                learned(m);
            }
        }
    }

    private void learned(Accepted m) {
        attempts = 0;
        wanted.remove(m.value());
        client.learned(name, m.slot(), m.value());
        if (isFull()) {
            wanted.forEach(command -> client.full(name, command));
            wanted.clear();
        }
    }

    /** Lets the roles that do not write take the inputs that wait for them. */
    void proceed() {
        Leader leader = roles.leader();
        while (leader.isReady() && (leader.mayLead() || !toLeader.isEmpty())) {
            if (leader.mayLead()) {
                leader.lead();
                wanted.forEach(command -> toLeader.add(() -> take(command)));
            } else {
                toLeader.remove().run();
            }
        }
        while (roles.acceptor().isReady() && !toAcceptor.isEmpty()) {
            toAcceptor.remove().run();
        }
    }

    /** What the roles have sent since last asked. */
    List<Message> drain() {
        List<Message> sent = new ArrayList<>(roles.leader().drain());
        sent.addAll(roles.acceptor().drain());
        sent.addAll(roles.learner().drain());
        return sent;
    }

    /** The commands to pass on since last asked. */
    List<String> drainRequests() {
        List<String> passed = List.copyOf(requests);
        requests.clear();
        return passed;
    }
}
