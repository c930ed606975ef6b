package dev.lockstep.paxos;

import dev.lockstep.paxos.Message.Accept;
import dev.lockstep.paxos.Message.Prepare;
import dev.lockstep.paxos.node.Cores;

/**
 * What an acceptor does that ignores what it should refuse, so that the proposer does not learn of the later ballot. The trace has no event of
 * it, and is a behaviour of the spec.
 */
public enum Silence implements Cores {
    IGNORES_PREPARES_BELOW_ITS_PROMISE,
    IGNORES_PROPOSALS_BELOW_ITS_PROMISE;

    @Override
    public Acceptor acceptor(String id, Group group, AcceptorRecord stable) {
        return new Acceptor(id, group, stable) {
            @Override
            public void receive(Message message) {
                boolean isIgnored = Silence.this == IGNORES_PREPARES_BELOW_ITS_PROMISE
                        ? message instanceof Prepare prepare && isBelowPromise(prepare.ballot())
                        : message instanceof Accept accept && isBelowPromise(accept.ballot());
                if (!isIgnored) {
                    super.receive(message);
                }
            }
        };
    }
}
