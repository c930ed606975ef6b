package dev.lockstep.cap.run;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lockstep.cap.Kind;
import dev.lockstep.cap.TConnectedPrimary;
import dev.lockstep.cap.TConnectedRegister;
import dev.lockstep.cap.TConnectedRegister.Message;
import dev.lockstep.cap.TConnectedSlip;
import dev.lockstep.cap.Timing;
import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The register of timeouts marches in lockstep with TConnectedRegister.tla; nodes with a slip do not. */
class ConnectedTest extends RegisterContract<Message> {
    private static final Timing TIMING = ConnectedProtocol.TIMING;

    static ConnectedProtocol.Group group(int nodes, ConnectedProtocol.Core core) {
        return new ConnectedProtocol.Group(RegisterDescription.nodes(nodes), core, NOBODY, Transport.SIMULATED);
    }

    @Override
    protected ConnectedProtocol description() {
        return new ConnectedProtocol();
    }

    @Override
    protected ConnectedProtocol.Group deployment(int nodes) {
        return group(nodes, ConnectedProtocol.Core::right);
    }

    @Override
    protected List<Class<?>> cores() {
        return List.of(TConnectedRegister.class, TConnectedPrimary.class);
    }

    /** The models' clocks tick together, and a trace's each by itself. */
    @Override
    protected Set<String> actionsOfNobody() {
        return Set.of("Cut", "Heal", "Tick");
    }

    @Override
    protected Map<String, Deployment<Packet<Message>, InstanceNode<Message>, News>> slips() {
        return each(List.of(TConnectedSlip.values()), slip -> group(3, slip));
    }

    @Override
    protected Map<TConnectedSlip, Set<String>> light() {
        return Map.ofEntries(
                entry(TConnectedSlip.GIVES_UP_AT_ONCE, Set.of("GiveUp")),
                entry(TConnectedSlip.GIVES_UP_A_TICK_EARLY, Set.of("GiveUp")),
                entry(TConnectedSlip.FORGETS_ITS_OWN_WRITES, Set.of("GiveUp")),
                entry(TConnectedSlip.SENDS_NOTHING_AGAIN, Set.of("TickAlone")),
                entry(TConnectedSlip.BRINGS_ONLY_WHAT_ITS_CLIENT_ASKS_FOR, Set.of("Ask")),
                entry(TConnectedSlip.TAKES_WHAT_IS_OLDER, Set.of("TakeLatest")),
                entry(TConnectedSlip.TAKES_AN_OLDER_ANSWER, Set.of("TakeLateAnswer", "TakeAnswer")),
                entry(TConnectedSlip.TAKES_ANY_ANSWER, Set.of("TakeAnswer")),
                entry(TConnectedSlip.ORDERS_AGAIN, Set.of("OrderWrites")),
                entry(TConnectedSlip.TELLS_NOBODY, Set.of("TickAlone")),
                entry(TConnectedSlip.TAKES_NOTHING, Set.of("KeepLatest")),
                entry(TConnectedSlip.NEVER_GIVES_UP, Set.of("TickAlone")),
                entry(TConnectedSlip.SENDS_AGAIN_WHAT_IT_HAS_NOT_GIVEN_UP, Set.of("SendAgain")),
                entry(TConnectedSlip.ORDERS_NOTHING, Set.of("AnswerRequest")),
                entry(TConnectedSlip.TELLS_EARLY, Set.of("Tell")),
                entry(TConnectedSlip.LETS_ITS_CLIENT_WAIT, Set.of("TickAlone")));
    }

    /** A primary that hears nobody, so that what others have written is sent again for ever. */
    @Override
    protected ConnectedProtocol.Group endless() {
        return group(
                2,
                (id, primary, nodes, timing) -> !id.equals(primary)
                        ? new TConnectedRegister(id, primary, timing)
                        : new TConnectedPrimary(id, nodes, timing) {
                            @Override
                            public void receive(Message message) {}
                        });
    }

    @Test
    void aCopyIsAlikeAndGoesItsOwnWay() {
        TConnectedRegister other = new TConnectedRegister("n2", "n1", TIMING);
        other.ask(Kind.WRITE, Optional.of("x"));
        TConnectedPrimary primary = new TConnectedPrimary("n1", Set.of("n1", "n2"), TIMING);
        primary.ask(Kind.READ, Optional.empty());
        requireCopies(List.of(other, primary));
    }

    /** What is late is told from what is lost: nobody gives up while messages are late and none is lost, and somebody does when some are. */
    @Test
    void whoGivesUpHasLostAMessage() throws Exception {
        for (int seed = 1; seed <= 5; seed++) {
            assertThat(actions(seed, Set.of("delay", "reorder")))
                    .as("seed %s", seed)
                    .containsKeys("TakeAnswer", "TickAlone")
                    .doesNotContainKeys("GiveUp", "SendAgain");
            assertThat(actions(seed, Set.of("delay", "reorder", "loss")))
                    .as("seed %s", seed)
                    .containsKeys("TakeAnswer", "GiveUp");
        }
    }

    private Map<String, ?> actions(long seed, Set<String> faults) throws IOException, InterruptedException {
        Path trace = folder.resolve("t" + seed + faults.size() + ".ndjson");
        description().run(new RunOptions(3, seed, 600, Transport.SIMULATED, faults, trace));
        CheckResult result = TraceAssertions.check(trace);
        assertThat(result.verdict()).as("%s", result).isEqualTo(Verdict.ACCEPTED);
        return result.actions();
    }

    @Test
    void timesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timing(1, 3, 0))
                .withMessageContaining("a period 1 or more");
    }
}
