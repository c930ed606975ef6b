package dev.lockstep.paxos.node;

import dev.lockstep.core.Process;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.run.Patience;
import dev.lockstep.run.Roles;
import java.util.List;

/**
 * Decides when a node tries again to have the outcome of one register. It tries as long as its client wants it, or another node has asked
 * in vain.
 */
final class Retries implements Patience<Message> {
    private final List<String> proposers;
    private final BackOff backOff;

    /** The node's client waits for the outcome. */
    private boolean isWanted;

    /** Whether another node asked while the proposer was busy with a ballot. */
    private boolean isAsked;

    private int attempts;
    private int idle;

    /** @param proposers the proposers of the instance, in the order in which the learner asks them: the first is the distinguished one */
    Retries(List<String> proposers, BackOff backOff) {
        this.proposers = proposers;
        this.backOff = backOff;
    }

    void want() {
        isWanted = true;
    }

    void asked() {
        isAsked = true;
    }

    /** The proposer's ballot is refused: it leaves room for the other. */
    void refused() {
        idle = backOff.pause(attempts);
    }

    @Override
    public boolean isWaiting(List<? extends Process<Message>> roles) {
        return isAsked || isWanted && !isKnown(roles);
    }

    private static boolean isKnown(List<? extends Process<Message>> roles) {
        return Roles.of(Learner.class, roles).learned().isPresent();
    }

    @Override
    public void tick(List<? extends Process<Message>> roles) {
        isWanted &= !isKnown(roles);
        if (isWaiting(roles) && idle > 0) {
            idle--;
        } else if (isWaiting(roles)) {
            tryNow(roles);
        }
    }

    /** Tries, unless it pauses or the proposer writes. It begins a ballot if the proposer may, or else asks a proposer. */
    void tryNow(List<? extends Process<Message>> roles) {
        Proposer proposer = Roles.of(Proposer.class, roles);
        if (idle > 0 || !proposer.isReady()) {
            return;
        }
        if (proposer.mayPrepare()) {
            proposer.prepare();
        } else if (isWanted && !isKnown(roles)) {
            Roles.of(Learner.class, roles).ask(proposers.get(attempts % proposers.size()));
        }
        isAsked = false;
        idle = backOff.ballot() + backOff.pause(attempts);
        attempts++;
    }
}
