package dev.lockstep.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.protocol.Protocol;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * Workers are killed while traces are being written and checked. Traces are written piece by piece; between the pieces a checkpoint is
 * taken, or a worker is lost, as chance has it. Whatever was lost, each trace gets one verdict, the one that it gets without Flink.
 */
class KilledWorkersProperties {
    private static final Path TARGET = Path.of("target");

    @Property(tries = 1, seed = "4")
    void nothingChanges(@ForAll long seed) throws Exception {
        compare(seed, 4);
    }

    @Tag("full")
    @Property(tries = 20, seed = "77")
    void nothingChangesInMoreRuns(@ForAll long seed) throws Exception {
        compare(seed, 12);
    }

    private static void compare(long seed, int pieces) throws Exception {
        Random random = new Random(seed);
        Path folder = Files.createTempDirectory(TARGET, "killed");
        List<Path> whole = new ArrayList<>();
        for (Protocol protocol : ProtocolTraces.protocols()) {
            if (List.of("mutex", "commit").contains(protocol.name())) {
                Path trace = ProtocolTraces.run(protocol, 1 + Math.floorMod(seed, 100), 150, folder);
                whole.addAll(ProtocolTraces.altered(trace, 2, seed));
            }
        }
        Map<String, Jobs.Result> expected = new TreeMap<>();
        Path growing = Files.createDirectory(folder.resolve("growing"));
        for (Path trace : whole) {
            expected.put(growing.resolve(trace.getFileName()).toString(), Jobs.plain(trace, null));
        }
        assertThat(byJob(whole, growing, pieces, random)).isEqualTo(expected);
    }

    private static Map<String, Jobs.Result> byJob(List<Path> whole, Path growing, int pieces, Random random)
            throws Exception {
        try (TestCluster cluster = new TestCluster(growing.resolveSibling("checkpoints"), 2)) {
            StreamExecutionEnvironment environment = cluster.environment(cluster.configuration(), 2);
            List<String> names = whole.stream()
                    .map(trace -> growing.resolve(trace.getFileName()).toString())
                    .toList();
            CloseableIterator<Report> reports = ValidationJob.of(
                            environment, new TraceFiles(names, false, true), Jobs.settings(true))
                    .collectAsync();
            JobClient job = environment.executeAsync("killed");
            int killed = 0;
            for (int piece = 0; piece < pieces; piece++) {
                for (int i = 0; i < whole.size(); i++) {
                    append(whole.get(i), Path.of(names.get(i)), piece, pieces);
                }
                if (random.nextInt(3) > 0 && piece < pieces - 1) { // with the last piece the job may have ended
                    cluster.checkpoint(job);
                }
                if (random.nextInt(2) > 0 || killed == 0 && piece == pieces - 2) {
                    cluster.kill(killed++);
                }
            }
            Map<String, Jobs.Result> results = new TreeMap<>();
            Jobs.verdicts(reports).forEach((name, report) -> results.put(name, Jobs.result(report)));
            job.getJobExecutionResult().get();
            assertThat(killed).isPositive();
            return results;
        }
    }

    /** Appends the next piece of a trace, which may end within a line; the last one says that it is the last. */
    private static void append(Path whole, Path growing, int piece, int pieces) throws Exception {
        byte[] bytes = Files.readAllBytes(whole);
        int from = (int) ((long) bytes.length * piece / pieces);
        int to = (int) ((long) bytes.length * (piece + 1) / pieces);
        byte[] part = java.util.Arrays.copyOfRange(bytes, from, to);
        Files.write(growing, part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (piece == pieces - 1) {
            Files.write(growing, "{\"end\":true}\n".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        }
    }
}
