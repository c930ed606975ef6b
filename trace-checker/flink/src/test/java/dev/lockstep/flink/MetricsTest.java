package dev.lockstep.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the checker counts is told by Flink's REST address, as any metric of an operator is, while a job runs. */
class MetricsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> NAMES =
            List.of("events", "eventsPerSecond", "traces", "rejected", "undecided", "candidates", "mostCandidates");

    private static final long BETWEEN = 20_000_000;

    private final HttpClient http = HttpClient.newHttpClient();

    private JsonNode get(URI address) throws Exception {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** Returns the ids of a job's vertices by their names, which tell their operators. */
    private Map<String, String> vertices(URI job) throws Exception {
        Map<String, String> vertices = new TreeMap<>();
        get(job).get("vertices")
                .forEach(each ->
                        vertices.put(each.get("name").asString(), each.get("id").asString()));
        return vertices;
    }

    /** Asks until the metrics are as they must become: workers are asked for them now and then. */
    private <T> T until(Ask<T> ask, Predicate<T> isSo) throws Exception {
        T answer = ask.now();
        while (!isSo.test(answer)) {
            LockSupport.parkNanos(BETWEEN);
            answer = ask.now();
        }
        return answer;
    }

    /** Asks once. */
    @FunctionalInterface
    private interface Ask<T> {
        T now() throws Exception;
    }

    private Collection<String> names(URI metrics) throws Exception {
        List<String> names = new ArrayList<>();
        get(metrics).forEach(each -> names.add(each.get("id").asString()));
        return names;
    }

    private double sum(URI metrics, String name) throws Exception {
        JsonNode found = get(URI.create(metrics + "?get=" + name));
        return found.isEmpty() ? -1 : found.get(0).get("sum").asDouble();
    }

    @Test
    void whatTheOperatorsCountIsToldByTheAddressOfTheCluster() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "metrics").toAbsolutePath();
        Turnstile turnstile = new Turnstile(folder);
        List<String> lines = Turnstile.trace(4, "a", "");
        lines.add(Turnstile.event("n", 1000, "Push", ""));
        Path trace = Files.writeString(folder.resolve("t.ndjson"), String.join("", lines));
        try (TestCluster cluster = new TestCluster(folder.resolve("checkpoints"), 1)) {
            var environment = cluster.environment(cluster.configuration(), 1);
            TraceFiles source = new TraceFiles(List.of(trace.toString()), false, true);
            CloseableIterator<Report> reports = ValidationJob.of(environment, source, turnstile.settings(0, true))
                    .collectAsync();
            JobClient job = environment.executeAsync("metrics");
            URI address = URI.create(cluster.address() + "/jobs/" + job.getJobID());
            Map<String, String> vertices = vertices(address);
            for (String operator : List.of("read", "step")) {
                String vertex = vertices.entrySet().stream()
                        .filter(each -> each.getKey().contains(operator))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow();
                URI metrics = URI.create(address + "/vertices/" + vertex + "/subtasks/metrics");
                int events = operator.equals("read") ? 13 : 12;
                int rejected = operator.equals("read") ? 1 : 0;
                assertThat(until(() -> sum(metrics, operator + ".events"), sum -> sum >= events))
                        .isEqualTo(events);
                assertThat(until(() -> sum(metrics, operator + ".rejected"), sum -> sum >= rejected))
                        .isEqualTo(rejected);
                assertThat(names(metrics))
                        .containsAll(NAMES.stream()
                                .map(name -> operator + "." + name)
                                .toList());
                assertThat(sum(metrics, operator + ".mostCandidates")).isPositive();
                assertThat(sum(metrics, operator + ".nothing"))
                        .as("a name that is not there")
                        .isNegative();
            }
            job.cancel().get();
            reports.close();
        }
    }
}
