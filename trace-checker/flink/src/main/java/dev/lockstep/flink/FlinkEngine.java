package dev.lockstep.flink;

import dev.lockstep.checker.Verdict;
import dev.lockstep.cli.Engine;
import dev.lockstep.cli.report.Coverage;
import dev.lockstep.cli.report.ResultJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import tools.jackson.databind.json.JsonMapper;

/** Runs the job of {@code lockstep validate --engine flink}, in this process or on a cluster, and tells what it gives. */
public final class FlinkEngine implements Engine {
    /** For so long it is looked for what would make a rejected trace accepted, in seconds. */
    private static final int HINT_SECONDS = 5;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return "flink";
    }

    @Override
    public int validate(Request request, PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        boolean isOfFolder = request.traces().stream().anyMatch(trace -> Files.isDirectory(Path.of(trace)));
        if (request.isMerged() && request.isFollowing() && isOfFolder) {
            throw new IllegalArgumentException(
                    "--merge with --follow is for files: of a folder it is not known how many parts there will be");
        }
        Settings settings = new Settings(
                request.spec().map(FlinkEngine::absolute).orElse(""),
                request.config().map(FlinkEngine::absolute).orElse(""),
                request.modules().stream().map(FlinkEngine::absolute).toArray(String[]::new),
                request.candidates(),
                request.cluster().lateness().orElse(0),
                request.isFollowing(),
                HINT_SECONDS);
        try (Clusters.Place place = Clusters.of(request.cluster())) {
            StreamExecutionEnvironment environment = place.environment();
            DataStream<Report> reports = ValidationJob.of(environment, source(request), settings);
            ReportSinks.write(reports, request.cluster());
            CloseableIterator<Report> given = reports.collectAsync();
            JobClient job = environment.executeAsync("lockstep validate");
            try (Interrupted interrupted = Interrupted.of(job, place, request.isFollowing());
                    CloseableIterator<Report> each = given) {
                int exitCode = new Telling(request, out, err).all(each);
                job.getJobExecutionResult().get();
                return interrupted.done(exitCode);
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw told(e);
        }
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }

    /** Returns the names of what is read. A cluster has folders of its own, so that files have whole names there. */
    static List<String> files(List<String> traces, Cluster cluster) {
        boolean isElsewhere = cluster.master().isPresent() && cluster.kafka().isEmpty();
        return traces.stream()
                .map(each -> isElsewhere && !each.contains("://") ? absolute(Path.of(each)) : each)
                .toList();
    }

    private static Source<Block, ?, ?> source(Request request) {
        return request.cluster().kafka().isPresent()
                ? KafkaTraces.of(request.cluster().kafka().get(), request.traces(), request.isFollowing())
                : new TraceFiles(files(request.traces(), request.cluster()), request.isMerged(), request.isFollowing());
    }

    /** Returns what the user can do something about as one line, and everything else as it is. */
    private static IOException told(Exception e) {
        return ExceptionUtils.findThrowable(e, ChangedSpecException.class)
                .<IOException>map(changed -> new IOException(changed.getMessage(), e))
                .or(() -> ExceptionUtils.findThrowableWithMessage(e, ChangedSpecException.class.getName())
                        .map(remote -> new IOException(lastLine(remote), e)))
                .or(() -> ExceptionUtils.findThrowable(e, SuppressRestartsException.class)
                        .map(stopped -> new IOException(String.valueOf(stopped.getMessage()), e)))
                .orElseGet(() -> new IOException("the job of Flink failed: " + root(e), e));
    }

    private static String lastLine(Throwable remote) {
        String message = String.valueOf(remote.getMessage());
        int at = message.indexOf(ChangedSpecException.class.getName());
        return message.substring(at + ChangedSpecException.class.getName().length() + 1)
                .strip()
                .lines()
                .findFirst()
                .orElse("");
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }

    /** Tells what the job gives, in the order of the command line if all of it is there. */
    private static final class Telling {
        private final Request request;
        private final PrintWriter out;
        private final PrintWriter err;
        private final Coverage coverage = new Coverage();
        private final Set<String> remarks = new HashSet<>();
        private final Set<String> alarmed = new HashSet<>();
        private final List<Report> verdicts = new ArrayList<>();
        private Verdict worst = Verdict.ACCEPTED;

        Telling(Request request, PrintWriter out, PrintWriter err) {
            this.request = request;
            this.out = out;
            this.err = err;
        }

        int all(CloseableIterator<Report> reports) {
            while (reports.hasNext()) {
                take(reports.next());
            }
            if (!request.isFollowing()) {
                Map<String, Integer> order = order(files(request.traces(), request.cluster()));
                verdicts.sort(Comparator.comparingInt((Report report) -> place(report.name(), order))
                        .thenComparing(Report::name));
            }
            if (request.isJson()) {
                out.println(JSON.writeValueAsString(object()));
            } else {
                verdicts.stream().filter(each -> !request.isFollowing()).forEach(this::print);
                if (request.withCoverage()) {
                    out.println(coverage);
                }
            }
            out.flush();
            return worst.exitCode();
        }

        private static Map<String, Integer> order(List<String> traces) {
            Map<String, Integer> order = new HashMap<>();
            for (String trace : traces) {
                order.putIfAbsent(trace, order.size());
            }
            return order;
        }

        /** Returns the place of a trace on the command line, or that of the folder that it is in. */
        private static int place(String name, Map<String, Integer> order) {
            Integer place = order.get(name);
            for (int end = name.lastIndexOf('/'); place == null && end >= 0; end = name.lastIndexOf('/', end - 1)) {
                String folder = name.substring(0, end);
                place = order.getOrDefault(folder, order.get(folder + "/"));
            }
            return place == null ? order.size() : place;
        }

        private void take(Report report) {
            for (String remark : report.remarks()) {
                if (remarks.add(remark)) {
                    err.println(remark);
                }
            }
            err.flush();
            switch (report.kind()) {
                case ALARM -> {
                    if (alarmed.add(report.name()) && !request.isJson()) {
                        print(report);
                    }
                }
                case VERDICT -> {
                    worst = report.verdict().compareTo(worst) > 0 ? report.verdict() : worst;
                    verdicts.add(report);
                    if (request.isFollowing() && !request.isJson() && !alarmed.contains(report.name())) {
                        print(report);
                    }
                }
                case COVERAGE -> coverage.add(report.spec(), report.actions(), report.hidden(), report.taken());
            }
        }

        private void print(Report report) {
            PrintWriter to = report.verdict() == Verdict.INVALID ? err : out;
            report.text().forEach(to::println);
            to.flush();
        }

        @SuppressWarnings("unchecked")
        private Map<String, Object> object() {
            List<Map<String, Object>> objects = new ArrayList<>();
            for (Report verdict : verdicts) {
                objects.add(JSON.readValue(verdict.json(), Map.class));
            }
            Map<String, Object> all = objects.size() == 1 ? objects.get(0) : ResultJson.together(worst, objects);
            if (request.withCoverage()) {
                all.put("coverage", coverage.objects());
            }
            return all;
        }
    }
}
