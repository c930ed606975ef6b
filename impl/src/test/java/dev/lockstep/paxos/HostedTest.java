package dev.lockstep.paxos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.host.Readiness;
import dev.lockstep.paxos.node.Cluster;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a host relies on: a process that is down takes nothing. */
@Tag("core")
class HostedTest {
    private static final Group GROUP = new Cluster(3, 2).group();

    @Test
    void aProcessTakesInputsUntilItCrashesAndOnceItIsUpAgain() {
        List.of(
                        new Proposer("p1", GROUP, new ProposerRecord(0)),
                        new Acceptor("a1", GROUP, new AcceptorRecord(0, Vote.NONE)),
                        new Learner("l1", GROUP))
                .forEach(Readiness::requireUnlessDown);
    }

    @Test
    void aProposerShowsWhatItIsAskedForAndWhatItWasPromised() {
        Proposer proposer = new Proposer("p1", GROUP, new ProposerRecord(0));
        assertThat(proposer.request()).isEmpty();
        proposer.request("v");
        assertThat(proposer.request()).isEqualTo(Optional.of("v"));
        assertThat(proposer.promises()).isEmpty();
        proposer.prepare();
        proposer.written();
        Message.Promise promise = new Message.Promise("a1", "p1", 3, Vote.NONE);
        proposer.receive(promise);
        assertThat(proposer.promises()).containsExactly(promise);
    }
}
