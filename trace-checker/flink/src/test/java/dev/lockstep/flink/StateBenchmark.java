package dev.lockstep.flink;

import dev.lockstep.protocol.Protocol;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Measures how much state the job keeps of a trace and of an instance, and how long it takes to go on after a worker was lost. {@code
 * trace-checker/flink/benchmark} runs it.
 */
public final class StateBenchmark {
    private static final int EVENTS = 1000;
    private static final int COPIES = 50;
    private static final int LOSSES = 5;
    private static final Pattern INSTANCE = Pattern.compile("\"instance\":\"[^\"]*\"");

    /** The names of traces that the job has told something of; it runs in this process. */
    private static final BlockingQueue<String> TOLD = new LinkedBlockingQueue<>();

    private StateBenchmark() {}

    /** @param arguments names of protocols; none: all that can be simulated */
    public static void main(String[] arguments) throws Exception {
        Set<String> names = Set.of(arguments);
        System.out.printf(
                "%d open traces of %d events each; recovery: the median of %d, and the longest%n",
                COPIES, EVENTS, LOSSES);
        System.out.printf(
                "%-22s %7s %9s | %11s %14s %11s | %8s %8s%n",
                "protocol",
                "events",
                "instances",
                "trace, read",
                "instance, step",
                "trace, all",
                "recovery",
                "longest");
        for (Protocol protocol : ProtocolTraces.protocols()) {
            if (names.isEmpty() || names.contains(protocol.name())) {
                measure(protocol);
            }
        }
    }

    private static void measure(Protocol protocol) throws Exception {
        Path folder = Files.createTempDirectory("lockstep-state");
        Path trace = ProtocolTraces.run(protocol, 2, EVENTS, folder);
        List<String> lines = Files.readAllLines(trace);
        int instances = INSTANCE.matcher(String.join("\n", lines))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet())
                .size();
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            copies.add(Files.copy(trace, folder.resolve("copy" + i + ".ndjson")));
        }
        try (TestCluster cluster = new TestCluster(folder.resolve("checkpoints"), 1)) {
            cluster.configuration().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
            StreamExecutionEnvironment environment = cluster.environment(cluster.configuration(), 1);
            TraceFiles source =
                    new TraceFiles(copies.stream().map(Path::toString).toList(), false, true);
            ValidationJob.of(environment, source, Jobs.settings(true))
                    .map(StateBenchmark::told, Types.STRING)
                    .sinkTo(new DiscardingSink<>());
            JobClient job = environment.executeAsync("state");
            cluster.checkpoint(job);
            Map<String, Long> sizes = settled(job, folder.resolve("savepoints"));
            List<Long> recoveries = recoveries(cluster, job, copies);
            job.cancel().get();
            long read = sizes.get("read") / COPIES;
            long step = instances == 0 ? 0 : sizes.get("step") / COPIES / instances;
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %7d %9d | %9d B %12d B %9d B | %5d ms %5d ms%n",
                    protocol.name(),
                    lines.size() - 1,
                    instances,
                    read,
                    step,
                    read + (instances == 0 ? 0 : sizes.get("step") / COPIES),
                    recoveries.get(LOSSES / 2),
                    recoveries.get(LOSSES - 1));
        }
    }

    private static String told(Report report) {
        TOLD.add(report.name());
        return report.name();
    }

    /** Takes savepoints until two of them are alike, since all is read by then. Returns bytes of keyed state by operator. */
    private static Map<String, Long> settled(JobClient job, Path folder) throws Exception {
        Map<String, Long> before = Map.of();
        Map<String, Long> sizes = sizes(job, folder);
        while (!sizes.equals(before)) {
            before = sizes;
            sizes = sizes(job, folder);
        }
        return sizes;
    }

    private static Map<String, Long> sizes(JobClient job, Path folder) throws Exception {
        String savepoint = job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        Map<String, Long> sizes = new HashMap<>();
        for (OperatorState operator : metadata(savepoint).getOperatorStates()) {
            long size = operator.getStates().stream()
                    .map(OperatorSubtaskState::getManagedKeyedState)
                    .flatMap(handles -> handles.stream())
                    .mapToLong(KeyedStateHandle::getStateSize)
                    .sum();
            sizes.put(operator.getOperatorUid().orElse(""), size);
        }
        return sizes;
    }

    private static CheckpointMetadata metadata(String savepoint) throws IOException {
        Path file = Path.of(URI.create(savepoint)).resolve("_metadata");
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return Checkpoints.loadCheckpointMetadata(in, StateBenchmark.class.getClassLoader(), savepoint);
        }
    }

    /** Loses workers; the time is over when the job has told of a line that was written after the loss. In milliseconds, sorted. */
    private static List<Long> recoveries(TestCluster cluster, JobClient job, List<Path> copies) throws Exception {
        List<Long> recoveries = new ArrayList<>();
        for (int i = 0; i < LOSSES; i++) {
            cluster.checkpoint(job);
            Path next = copies.get(i);
            long start = System.nanoTime();
            cluster.kill(i);
            Files.write(next, "{\"no\":\"event\"}\n".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
            String told = TOLD.take();
            recoveries.add((System.nanoTime() - start) / 1_000_000);
            if (!told.equals(next.toString())) {
                throw new IllegalStateException("expected a verdict on " + next + ", found one on " + told);
            }
        }
        recoveries.sort(null);
        return recoveries;
    }
}
