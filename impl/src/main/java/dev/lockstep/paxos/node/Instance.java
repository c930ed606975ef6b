package dev.lockstep.paxos.node;

import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.Message.Accept;
import dev.lockstep.paxos.Message.Accepted;
import dev.lockstep.paxos.Message.Ask;
import dev.lockstep.paxos.Message.Chosen;
import dev.lockstep.paxos.Message.Prepare;
import dev.lockstep.paxos.Message.Promise;
import dev.lockstep.paxos.Message.Refusal;
import dev.lockstep.paxos.Phase;
import dev.lockstep.paxos.Proposer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The three roles of one node in one instance, and when they do what they may: inputs wait while their role writes, a client's wish is
 * pursued until the outcome is known.
 */
final class Instance {
    private final Roles roles;
    private final List<String> proposers;
    private final Patience patience;
    private final Consumer<String> client;

    private final Deque<Runnable> toProposer = new ArrayDeque<>();
    private final Deque<Runnable> toAcceptor = new ArrayDeque<>();

    /** The node's client waits for the outcome. */
    private boolean isWanted;

    /** Another node asked, while the proposer was busy with a ballot. */
    private boolean isAsked;

    private boolean isTold;
    private int attempts;
    private int idle;

    /**
     * @param proposers of the instance, in the order in which the learner asks them: the first is the distinguished one
     * @param client told what is chosen, and again whenever it asks
     */
    Instance(Roles roles, List<String> proposers, Patience patience, Consumer<String> client) {
        this.roles = roles;
        this.proposers = proposers;
        this.patience = patience;
        this.client = client;
    }

    Roles roles() {
        return roles;
    }

    /** The client wants this value, or whatever is chosen instead. */
    void write(String value) {
        want();
        Proposer proposer = roles.proposer();
        toProposer.add(() -> {
            if (proposer.hasRequest()) {
                proposer.ignoreRequest(value);
            } else {
                proposer.request(value);
                if (proposer.phase() == Phase.IDLE && idle == 0) {
                    tryAgain();
                }
            }
        });
    }

    /** The client wants to know what is chosen. */
    void read() {
        want();
        if (isOpen() && idle == 0) {
            toProposer.add(this::tryAgain);
        }
    }

    private void want() {
        isWanted = true;
        isTold = false;
        tell();
    }

    private void tell() {
        if (!isTold && roles.learner().learned().isPresent()) {
            isTold = true;
            isWanted = false;
            client.accept(roles.learner().learned().get());
        }
    }

    /** Somebody waits for the outcome. */
    boolean isOpen() {
        return isWanted || isAsked;
    }

    void tick() {
        if (isOpen() && idle > 0) {
            idle--;
        } else if (isOpen() && roles.proposer().isReady()) {
            tryAgain();
        }
    }

    private void tryAgain() {
        Proposer proposer = roles.proposer();
        if (proposer.mayPrepare()) {
            proposer.prepare();
        } else if (isWanted) {
            roles.learner().ask(proposers.get(attempts % proposers.size()));
        }
        isAsked = false;
        idle = patience.ballot() + patience.pause(attempts);
        attempts++;
    }

    void receive(Message message) {
        Proposer proposer = roles.proposer();
        if (message instanceof Prepare || message instanceof Accept) {
            toAcceptor.add(() -> roles.acceptor().receive(message));
        } else if (message instanceof Accepted || message instanceof Chosen) {
            roles.learner().receive(message);
        } else if (message instanceof Promise) {
            toProposer.add(() -> proposer.receive(message));
        } else if (message instanceof Refusal m) {
            toProposer.add(() -> {
                idle = proposer.concerns(m) ? patience.pause(attempts) : idle;
                proposer.receive(m);
            });
        } else if (message instanceof Ask m) {
            toProposer.add(() -> {
                isAsked |= !proposer.isFree();
                proposer.receive(m);
            });
        }
        tell();
    }

    /** Lets the roles that do not write take the inputs that wait for them. */
    void proceed() {
        Proposer proposer = roles.proposer();
        while (proposer.isReady() && (proposer.mayPropose() || !toProposer.isEmpty())) {
            if (proposer.mayPropose()) {
                proposer.propose();
            } else {
                toProposer.remove().run();
            }
        }
        while (roles.acceptor().isReady() && !toAcceptor.isEmpty()) {
            toAcceptor.remove().run();
        }
    }

    /** What the roles have sent since last asked. */
    List<Message> drain() {
        List<Message> sent = new ArrayList<>(roles.proposer().drain());
        sent.addAll(roles.acceptor().drain());
        sent.addAll(roles.learner().drain());
        return sent;
    }
}
