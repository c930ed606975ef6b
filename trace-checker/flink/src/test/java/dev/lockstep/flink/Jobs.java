package dev.lockstep.flink;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Specs;
import dev.lockstep.checker.TraceChecker;
import dev.lockstep.checker.Verdict;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Runs jobs in this process, and checks the same traces without Flink. */
final class Jobs {
    private static final Specs SPECS = new Specs();

    private Jobs() {}

    /** Says what a trace comes to: the verdict, the event at which it fails, how many events there are. */
    record Result(Verdict verdict, long event, long events) {}

    static Settings settings(boolean isFollowing) {
        return new Settings("", "", new String[0], 100_000, 0, isFollowing, 0);
    }

    static Configuration configuration(Path folder) {
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.toAbsolutePath().toUri().toString());
        // A job ends with a checkpoint. One that comes before all tasks run is given up, and the job waits for the
        // next.
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(3));
        return configuration;
    }

    /** Returns what a job says of each trace. */
    static Map<String, Report> verdicts(StreamExecutionEnvironment environment, TraceFiles source, Settings settings)
            throws Exception {
        try (CloseableIterator<Report> reports =
                ValidationJob.of(environment, source, settings).executeAndCollect()) {
            return verdicts(reports);
        }
    }

    static Map<String, Report> verdicts(CloseableIterator<Report> reports) {
        Map<String, Report> verdicts = new TreeMap<>();
        reports.forEachRemaining(report -> {
            if (report.kind() == Report.Kind.VERDICT && verdicts.put(report.name(), report) != null) {
                throw new AssertionError("two verdicts on " + report.name());
            }
        });
        return verdicts;
    }

    static Result result(Report report) {
        return report.verdict() == Verdict.INVALID
                ? new Result(Verdict.INVALID, 0, 0)
                : new Result(report.verdict(), report.event(), report.events());
    }

    /** Checks traces one after the other, as plain {@code validate} does. */
    static Map<String, Result> plain(List<Path> files) throws IOException {
        Map<String, Result> results = new TreeMap<>();
        for (Path file : files) {
            results.put(file.toString(), plain(file, null));
        }
        return results;
    }

    static Result plain(Path file, Path spec) throws IOException {
        try (TraceReader reader = Traces.open(file, Traces.Format.LOCKSTEP)) {
            LoadedSpec loaded = SPECS.forTrace(reader.name(), reader.header(), spec, null);
            CheckResult result = TraceChecker.check(loaded, reader, Limits.DEFAULT);
            CheckResult asked = reader.initially().isEmpty() ? result.requireEvents(loaded.name()) : result;
            return new Result(asked.verdict(), asked.event(), asked.events());
        } catch (InvalidInputException | UnusableSpecException e) {
            return new Result(Verdict.INVALID, 0, 0);
        }
    }
}
