package dev.lockstep.commit.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.commit.Slip;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The store's locks against InDoubt.tla. There a local transaction at {@code p} is whatever else changes the data of a transaction there:
 * so each transaction that takes locks, at its Prepare, is one of those before it that change the same keys at the same participant.
 */
class InDoubtTraceTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private long localTransactions;

    @Test
    void nobodyGetsAtTheDataOfATransactionThatIsNotOver() throws IOException {
        for (int seed = 1; seed <= 20; seed++) {
            CheckResult result = validate(Cores.RIGHT, seed);
            assertThat(result.toString()).isEqualTo(result.trace() + ": accepted, " + result.events() + " events");
        }
        assertThat(localTransactions).isGreaterThan(100);
    }

    @Test
    void aStoreThatLetsOthersAtDataInDoubtIsRejectedWithin500Runs() throws IOException {
        int seed = 1;
        CheckResult result = validate(Slip.LETS_OTHERS_AT_DATA_IN_DOUBT, seed);
        while (result.verdict() == Verdict.ACCEPTED && seed < 500) {
            result = validate(Slip.LETS_OTHERS_AT_DATA_IN_DOUBT, ++seed);
        }
        assertThat(result.verdict()).as("after " + seed + " runs").isEqualTo(Verdict.REJECTED);
        assertThat(result.explanation().get(0)).contains(" is no step of InDoubt: LocalTransaction(p = ");
    }

    private CheckResult validate(Cores cores, long seed) throws IOException {
        CommitProtocol.Group group = new CommitProtocol.Group(CommitProtocol.cluster(3), cores);
        Path trace = folder.resolve("trace.ndjson");
        Ledger ledger;
        try (Recorder recorder = Recorder.open(trace, group.header())) {
            var run = new SimulatedRun<>(
                    group, Channels.UNORDERED, CommitProtocol.LIKELY, Schedule.random(seed), recorder);
            ledger = ((CommitClients) run.clients()).ledger();
            try {
                run.run(300, (Choice choice) -> {});
            } catch (IllegalStateException broken) {
                // the run itself saw what was broken and stopped; the trace up to there is what is judged here
                assertThat(cores).as(broken.getMessage()).isInstanceOf(Slip.class);
            }
        }
        Files.write(trace, withLocalTransactions(Files.readAllLines(trace), ledger));
        CheckResult result = TraceAssertions.check(trace);
        Files.delete(trace);
        return result;
    }

    private record Local(long transaction, String participant) {}

    private List<String> withLocalTransactions(List<String> lines, Ledger ledger) {
        List<String> result = new ArrayList<>();
        ObjectNode header = (ObjectNode) JSON.readTree(lines.get(0));
        result.add(header.put("spec", "InDoubt").toString());
        Set<Local> ended = new HashSet<>();
        Set<Long> begun = new TreeSet<>();
        for (String line : lines.subList(1, lines.size())) {
            ObjectNode event = (ObjectNode) JSON.readTree(line);
            event.remove("seq");
            result.add(event.toString());
            long transaction =
                    Long.parseLong(event.get("instance").stringValue().substring(1));
            String participant = event.get("process").stringValue();
            if (event.get("action").stringValue().equals("Prepare")) {
                Set<String> keys = ledger.keys(transaction, participant);
                for (long other : begun) {
                    if (other != transaction
                            && !Collections.disjoint(keys, ledger.keys(other, participant))
                            && ended.add(new Local(other, participant))) {
                        result.add(local(other, participant, event.get("clock").longValue()));
                        localTransactions++;
                    }
                }
            }
            begun.add(transaction);
        }
        return result;
    }

    private static String local(long transaction, String participant, long clock) {
        ObjectNode event = JSON.createObjectNode();
        event.put("process", participant);
        event.put("clock", clock);
        event.put("instance", "t" + transaction);
        event.put("action", "LocalTransaction");
        event.putObject("args").put("p", participant);
        return event.toString();
    }
}
