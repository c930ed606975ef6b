package dev.lockstep.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import io.microraft.impl.RaftNodeImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: a Raft that is not ours, of which we have the jar only, is traced and found to be a behaviour of RaftCore. Method: three nodes
 * elect leaders and replicate commands in simulated time, messages are lost, each leader in turn is cut off for a while; the agent
 * weaves them as {@code microraft.mapping} says.
 */
class MicroRaftTest {
    private static final List<String> SERVERS = List.of("n1", "n2", "n3");
    private static final int COMMANDS = 30;

    private final Path trace = Path.of("target", "microraft.ndjson").toAbsolutePath();

    private void run(long seed) throws IOException {
        Set<String> commands = new TreeSet<>(Set.of(MicroRaftCluster.NO_OP));
        for (int i = 1; i <= COMMANDS; i++) {
            commands.add("c" + i);
        }
        Header header = Header.of(
                Map.of(
                        "Server",
                        Set.copyOf(SERVERS),
                        "Initial",
                        Set.copyOf(SERVERS),
                        "Command",
                        commands,
                        "NoOp",
                        MicroRaftCluster.NO_OP,
                        "Membership",
                        Set.of()),
                RaftNodeImpl.class);
        MicroRaftCluster cluster = new MicroRaftCluster(SERVERS, seed, 0.05);
        try (Recorder recorder = Recorder.open(trace, header)) {
            cluster.nodes().forEach(recorder::attach);
            cluster.start();
            for (int asked = 0; asked < COMMANDS; ) {
                cluster.run(8_000);
                String leader = cluster.leader().orElseThrow();
                for (int i = 1; i < 6; i++) {
                    cluster.ask(leader, "c" + ++asked);
                    cluster.run(20);
                }
                cluster.cutOff(Set.of(leader));
                cluster.ask(leader, "c" + ++asked);
                cluster.run(12_000);
                cluster.cutOff(Set.of());
            }
            cluster.run(20_000);
        }
        assertThat(cluster.applied("n1")).hasSizeGreaterThan(COMMANDS / 2);
        assertThat(cluster.applied("n2")).isEqualTo(cluster.applied("n1"));
        assertThat(cluster.applied("n3")).isEqualTo(cluster.applied("n1"));
    }

    @Test
    void itsElectionsAndReplicationAreABehaviourOfRaftCore() throws IOException {
        Set<String> actions = new TreeSet<>();
        for (int seed = 1; seed <= 10; seed++) {
            run(seed);
            CheckResult result = TraceAssertions.assertAccepted(trace);
            assertThat(result.events()).isGreaterThan(300);
            actions.addAll(result.actions().keySet());
        }
        assertThat(actions)
                .containsExactlyInAnyOrder(
                        "ToCandidate",
                        "ToFollower",
                        "HandleVoteRequest",
                        "HandleVoteResponse",
                        "Replicate",
                        "HandleAppendEntries",
                        "HandleAppended",
                        "HandleAppendFailure");
    }

    /** The canary: what Raft forbids is refused, whoever wrote the program. */
    @ParameterizedTest
    @ValueSource(strings = {"term", "commitIndex", "LastIndex", "LastLogTerm"})
    void aTraceInWhichOneNumberIsAnotherIsRejected(String field) throws IOException {
        run(1);
        List<String> lines = new ArrayList<>(Files.readAllLines(trace));
        Pattern value = Pattern.compile("(\"state\":\\{.*\"" + field + "\":)(\\d+)");
        int last = lines.size() - 1;
        while (!value.matcher(lines.get(last)).find()) {
            last--;
        }
        lines.set(last, value.matcher(lines.get(last)).replaceFirst("$1$21"));
        CheckResult result =
                TraceAssertions.check(Files.write(trace.resolveSibling("microraft-changed.ndjson"), lines));
        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.toString()).contains("event " + last + " is no step of MicroRaft", field);
    }
}
