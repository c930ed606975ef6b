package dev.lockstep.mutex.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Verdict;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.protocol.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(180)
class MutexProtocolTest {
    private final Protocol mutex = new MutexProtocol();

    @TempDir
    private Path directory;

    @Test
    void theCommandFindsItByName() {
        assertThat(ServiceLoader.load(Protocol.class))
                .extracting(Protocol::name)
                .contains("mutex");
    }

    @ParameterizedTest
    @CsvSource({"2, ''", "3, ''", "3, delay", "3, reorder", "5, delay reorder pause"})
    void aSimulatedRunIsAFunctionOfItsOptions(int nodes, String faults) throws Exception {
        RunOptions options = options(nodes, 400, Transport.SIMULATED, faults, "first.ndjson");
        RunReport report = mutex.run(options);
        RunReport again = mutex.run(options(nodes, 400, Transport.SIMULATED, faults, "again.ndjson"));

        assertThat(again).isEqualTo(report);
        assertThat(directory.resolve("again.ndjson")).hasSameBinaryContentAs(options.trace());
        assertThat(Files.readAllLines(options.trace())).hasSize((int) report.events() + 1);
        assertThat(report.events()).isBetween(400L, 400L + 3L * nodes * nodes);
        assertThat(report.events()).isEqualTo(report.figures().get("grants") * 3 * nodes);
        assertThat(TraceAssertions.assertAccepted(options.trace()).events()).isEqualTo(report.events());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cut", "cut pause"})
    void aRunOverTcpWritesOneMergedTraceInWhichEachProcessCountsItsEvents(String faults) throws Exception {
        RunOptions options = options(3, 900, Transport.TCP, faults, "t.ndjson");
        RunReport report = mutex.run(options);

        List<String> lines = Files.readAllLines(options.trace());
        assertThat(lines.get(0)).contains("\"spec\":\"LamportMutex\"", "\"MaxRequests\":1000000");
        assertThat(TraceAssertions.assertAccepted(options.trace()).events()).isEqualTo(report.events());
        assertThat(lines).hasSize((int) report.events() + 1);
        assertThat(report.events()).isBetween(900L, 900L + 3 * 9);
        assertThat(report.figures().get("cuts")).matches(cuts -> (cuts > 0) == faults.contains("cut"));
        Map<String, Long> counted = new HashMap<>();
        long clock = 0;
        for (String line : lines.subList(1, lines.size())) {
            JsonNode event = JsonMapper.shared().readTree(line);
            assertThat(event.get("seq").asLong())
                    .isEqualTo(counted.merge(event.get("process").asString(), 1L, Long::sum));
            assertThat(event.get("clock").asLong()).isGreaterThanOrEqualTo(clock);
            clock = event.get("clock").asLong();
        }
        assertThat(counted.keySet()).containsExactlyInAnyOrder("p1", "p2", "p3");
        assertThat(directory).isDirectoryContaining("glob:**t.ndjson").isDirectoryNotContaining("glob:**partial*");
    }

    @Test
    void inAMergedTraceEveryMessageIsSentBeforeItIsReceived() throws Exception {
        RunOptions options = options(4, 600, Transport.TCP, "cut pause", "t.ndjson");
        mutex.run(options);

        Map<JsonNode, Integer> underway = new HashMap<>();
        List<String> lines = Files.readAllLines(options.trace());
        for (String line : lines.subList(1, lines.size())) {
            JsonNode event = JsonMapper.shared().readTree(line);
            if (event.get("args").has("m")) {
                assertThat(underway.remove(event.get("args").get("m"))).as(line).isEqualTo(1);
            }
            event.get("added").get("network").forEach(m -> underway.merge(m, 1, Integer::sum));
        }
        assertThat(underway).isEmpty();
    }

    @Test
    void aTraceOverTcpInWhichOneEventIsAlteredIsRejectedThereOrSoonAfter() throws Exception {
        RunOptions options = options(3, 200, Transport.TCP, "", "t.ndjson");
        mutex.run(options);
        List<String> lines = new ArrayList<>(Files.readAllLines(options.trace()));
        int entered = IntStream.range(1, lines.size())
                .filter(i -> i > 100 && lines.get(i).contains("\"action\":\"Enter\""))
                .findFirst()
                .orElseThrow();
        lines.set(entered, lines.get(entered).replace("\"phase\":\"holding\"", "\"phase\":\"idle\""));
        Path altered = Files.write(directory.resolve("altered.ndjson"), lines);

        CheckResult result = TraceAssertions.check(altered);

        assertThat(result.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(result.event()).isEqualTo(entered);
    }

    @Test
    void aTraceThatEndsInGzIsCompressed() throws Exception {
        for (Transport transport : Transport.values()) {
            RunOptions options = options(2, 50, transport, "", transport + ".ndjson.gz");
            mutex.run(options);

            assertThat(Files.readAllBytes(options.trace())).startsWith(0x1f, 0x8b);
        }
    }

    @Test
    void optionsThatDoNotFitAreRefusedInWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mutex.run(options(1, 10, Transport.SIMULATED, "", "t")))
                .withMessage("the mutex needs at least 2 nodes, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mutex.run(options(3, 0, Transport.TCP, "", "t")))
                .withMessage("a run has at least 1 event, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mutex.run(options(3, 10, Transport.TCP, "crash reorder", "t")))
                .withMessage("the mutex has no fault crash, reorder over tcp; it has cut, pause");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aTraceThatCannotBeWrittenLeavesNothing() {
        for (Transport transport : Transport.values()) {
            assertThatIOException().isThrownBy(() -> mutex.run(options(3, 10, transport, "", "no/such/directory/t")));
        }
        assertThat(directory).isEmptyDirectory();
    }

    private RunOptions options(int nodes, int events, Transport transport, String faults, String file)
            throws IOException {
        Set<String> set = faults.isEmpty() ? Set.of() : Set.of(faults.split(" "));
        return new RunOptions(nodes, 42, events, transport, set, directory.resolve(file));
    }
}
