package dev.lockstep.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Verdict;
import dev.lockstep.protocol.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The job comes to the same verdicts, at the same events, as the checker by itself. */
class SameVerdictsTest {
    private static final Path TARGET = Path.of("target");

    private static List<Path> traces(List<String> names, int seeds, int alterations, int events) throws Exception {
        Path folder = Files.createTempDirectory(TARGET, "traces");
        List<Path> all = new ArrayList<>();
        for (Protocol protocol : ProtocolTraces.protocols()) {
            for (int seed = 1; seed <= seeds && (names.isEmpty() || names.contains(protocol.name())); seed++) {
                Path trace = ProtocolTraces.run(protocol, seed, events, folder);
                all.addAll(ProtocolTraces.altered(trace, alterations, seed));
            }
        }
        return all;
    }

    private static Map<String, Jobs.Result> byJob(List<Path> traces, int parallelism) throws Exception {
        Path folder = Files.createTempDirectory(TARGET, "checkpoints");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, Jobs.configuration(folder));
        TraceFiles source = new TraceFiles(traces.stream().map(Path::toString).toList(), false, false);
        Map<String, Jobs.Result> results = new TreeMap<>();
        Jobs.verdicts(environment, source, Jobs.settings(false))
                .forEach((name, report) -> results.put(name, Jobs.result(report)));
        return results;
    }

    private static void compare(List<Path> traces, int parallelism) throws Exception {
        Map<String, Jobs.Result> plain = Jobs.plain(traces);
        Map<String, Jobs.Result> byJob = byJob(traces, parallelism);
        assertThat(byJob).isEqualTo(plain);
        Map<Verdict, Long> verdicts = plain.values().stream()
                .collect(Collectors.groupingBy(Jobs.Result::verdict, TreeMap::new, Collectors.counting()));
        System.out.println(traces.size() + " traces: " + verdicts);
        assertThat(verdicts.keySet()).contains(Verdict.ACCEPTED, Verdict.REJECTED, Verdict.INVALID);
    }

    @Test
    void ofTracesOfSomeProtocols() throws Exception {
        compare(traces(List.of("mutex", "commit"), 3, 4, 100), 2);
    }

    /** 18 protocols or so, with 8 seeds and 7 alterations of each trace: a thousand. */
    @Tag("full")
    @Test
    void ofAThousandTracesOfAllProtocols() throws Exception {
        int protocols = new TreeSet<>(
                        ProtocolTraces.protocols().stream().map(Protocol::name).toList())
                .size();
        List<Path> traces = traces(List.of(), (1000 + protocols * 8 - 1) / (protocols * 8), 7, 200);
        assertThat(traces).hasSizeGreaterThanOrEqualTo(1000);
        compare(traces, 2);
    }

    /** Were a line of a trace lost on the way, this comparison would tell. */
    @Test
    void aLineThatIsLostIsNoticed() throws Exception {
        List<Path> traces = traces(List.of("mutex"), 1, 0, 60);
        Map<String, Jobs.Result> plain = Jobs.plain(traces);
        List<String> lines = new ArrayList<>(Files.readAllLines(traces.get(0)));
        lines.remove(lines.size() - 1);
        Files.write(traces.get(0), lines);
        assertThat(byJob(traces, 1)).isNotEqualTo(plain);
    }
}
