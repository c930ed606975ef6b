package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs have as many nodes as the table in impl/README.md says, and every one of them is a behaviour of its spec. */
class ManyNodesTest {
    private static final int EVENTS = 300;

    private static final double NANOS = 1e9;

    /** The election of the first leader of 51 servers alone takes more than the events above. */
    private static final int EVENTS_WITH_CHANGES = 2_000;

    private static final Set<String> FAULTS =
            Set.of("crash", "delay", "duplicate", "loss", "partition", "pause", "reorder");

    @TempDir
    Path folder;

    private static Protocol protocol(String name) {
        return ServiceLoader.load(Protocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(protocol ->
                        protocol.name().equals(name) && protocol.transports().contains(Transport.SIMULATED))
                .findFirst()
                .orElseThrow();
    }

    private RunReport run(String name, int nodes, boolean hasFaults, int changes, Path trace) throws Exception {
        Protocol protocol = protocol(name);
        Set<String> faults = new TreeSet<>(hasFaults ? FAULTS : Set.of());
        faults.retainAll(protocol.faults(Transport.SIMULATED));
        int events = changes > 0 ? EVENTS_WITH_CHANGES : EVENTS;
        return protocol.run(new RunOptions(nodes, 1, events, Transport.SIMULATED, faults, changes, trace));
    }

    private void isAccepted(String name, int nodes, boolean hasFaults, int changes) throws Exception {
        Path trace = folder.resolve("t.ndjson");
        long begun = System.nanoTime();
        RunReport report = run(name, nodes, hasFaults, changes, trace);
        long made = System.nanoTime();
        CheckResult result = TraceAssertions.check(trace);
        double validation = (System.nanoTime() - made) / NANOS;
        System.out.printf(
                Locale.ROOT,
                "| %s%s%s | %d | %,d | %.1f | %.1f | %,.0f |%n",
                name,
                hasFaults ? ", faults" : "",
                changes > 0 ? ", members change" : "",
                nodes,
                report.events(),
                (made - begun) / NANOS,
                validation,
                report.events() / validation);
        assertThat(report.events()).isGreaterThanOrEqualTo(EVENTS);
        assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + report.events() + " events");
        if (changes > 0) {
            assertThat(report.figures()).containsEntry("membership changes", (long) changes);
        }
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({
        "mutex, 51",
        "raft, 51",
        "cap-connected, 51",
        "cap-primary, 51",
        "cap-quorum, 51",
        "cap-local, 51",
        "clocks, 51",
        "commit, 51",
        "paxos, 34",
        "multipaxos, 15",
        "redis-replication, 51",
        "redis-sentinel, 51",
        "gossip, 51",
        "gossip-mail, 51",
        "gossip-rumor, 51",
        "gossip-deletion, 15"
    })
    void ofEverySizeUpToThisEachRunIsABehaviourOfTheSpec(String name, int most) throws Exception {
        for (int nodes : new int[] {3, 5, 15, 34, 51}) {
            if (nodes <= most) {
                isAccepted(name, nodes, true, 0);
            }
        }
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"raft, 15", "raft, 34", "raft, 51", "mutex, 51", "cap-local, 51", "paxos, 15"})
    void alsoWithoutFaults(String name, int nodes) throws Exception {
        isAccepted(name, nodes, false, 0);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource({"12", "34", "51"})
    void theMembersOfALargeClusterOfRaftChange(int nodes) throws Exception {
        isAccepted("raft", nodes, false, 1);
    }
}
