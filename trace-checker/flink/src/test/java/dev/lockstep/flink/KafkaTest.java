package dev.lockstep.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Verdict;
import dev.lockstep.cli.Engine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Traces are read from topics of a broker that this test starts, and results are written into one. */
@Tag("full")
class KafkaTest {
    private static KafkaClusterTestKit kafka;
    private static Turnstile turnstile;
    private static final String END = "{\"end\":true}\n";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @BeforeAll
    static void start() throws Exception {
        turnstile = new Turnstile(Files.createTempDirectory(Path.of("target"), "kafka"));
        kafka = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                        .setCombined(true)
                        .setNumBrokerNodes(1)
                        .setNumControllerNodes(1)
                        .build())
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .build();
        kafka.format();
        kafka.startup();
        kafka.waitForReadyBrokers();
    }

    @AfterAll
    static void stop() throws Exception {
        kafka.close();
    }

    private static void write(String topic, Map<String, List<String>> traces) throws Exception {
        try (Admin admin = Admin.create(kafka.clientProperties())) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
        }
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(), ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            int most = traces.values().stream().mapToInt(List::size).max().orElse(0);
            for (int line = 0; line < most; line++) { // the lines of traces come mixed
                for (Map.Entry<String, List<String>> trace : traces.entrySet()) {
                    if (line < trace.getValue().size()) {
                        producer.send(new ProducerRecord<>(
                                topic,
                                trace.getKey(),
                                trace.getValue().get(line).strip()));
                    }
                }
            }
            producer.flush();
        }
    }

    private static Map<String, Report> verdicts(String topic, long lateness) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "kafka-checkpoints");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(2, Jobs.configuration(folder));
        try (CloseableIterator<Report> reports = ValidationJob.of(
                        environment,
                        KafkaTraces.of(kafka.bootstrapServers(), List.of(topic), false),
                        turnstile.settings(lateness, false))
                .executeAndCollect()) {
            return Jobs.verdicts(reports);
        }
    }

    @Test
    void theKeyOfARecordNamesItsTrace() throws Exception {
        List<String> right = Turnstile.trace(20, "a", "b");
        List<String> wrong = Turnstile.trace(20, "");
        wrong.set(7, Turnstile.event("n", 7, "Push", ""));
        List<String> ended = Turnstile.trace(1, "");
        ended.add("{\"end\":true}\n");
        write("keyed", Map.of("right", right, "wrong", wrong, "ended", ended));

        Map<String, Report> verdicts = verdicts("keyed", 0);
        assertThat(verdicts.keySet()).containsExactlyInAnyOrder("right", "wrong", "ended");
        assertThat(Jobs.result(verdicts.get("right"))).isEqualTo(new Jobs.Result(Verdict.ACCEPTED, 0, 120));
        assertThat(Jobs.result(verdicts.get("ended"))).isEqualTo(new Jobs.Result(Verdict.ACCEPTED, 0, 3));
        Path plain = turnstile.write("wrong.ndjson", wrong);
        assertThat(Jobs.result(verdicts.get("wrong"))).isEqualTo(Jobs.plain(plain, turnstile.module()));
        assertThat(verdicts.get("wrong").verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void recordsThatComeLateArePutInOrder() throws Exception {
        List<String> lines = Turnstile.trace(30, "");
        for (int i = 1; i + 2 < lines.size(); i += 3) {
            java.util.Collections.swap(lines, i, i + 2);
        }
        write("late", Map.of("t", lines));

        assertThat(verdicts("late", 0).get("t").verdict()).isEqualTo(Verdict.INVALID);
        assertThat(Jobs.result(verdicts("late", 3).get("t"))).isEqualTo(new Jobs.Result(Verdict.ACCEPTED, 0, 90));
    }

    @Test
    void aRecordThatIsNoLineIsTold() throws Exception {
        write(
                "broken",
                Map.of("t", List.of(Turnstile.header(), new String(new byte[] {'{', 'x'}, StandardCharsets.UTF_8))));

        Report report = verdicts("broken", 0).get("t");
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.text().get(0)).contains("not JSON");
    }

    // ---------------------------------------------------------------- results

    /** Reads all records of a topic; with {@code read_uncommitted} also those of transactions that were given up. */
    private static List<ConsumerRecord<String, String>> records(String topic, String isolation, int least) {
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation);
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (records.size() < least
                    || ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static Engine.Cluster into(String topic) {
        return new Engine.Cluster(
                Optional.empty(),
                1,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Engine.Topic(kafka.bootstrapServers(), topic)),
                Optional.empty());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(ConsumerRecord<String, String> result) {
        return JSON.readValue(result.value(), Map.class);
    }

    /**
     * A worker is killed after it has written the verdict on one trace into a transaction, which is not committed. The verdict is written
     * again, and those who read what is committed find it once.
     */
    @Test
    void resultsAreWrittenIntoATopicOnceAlsoIfAWorkerIsKilled() throws Exception {
        Path folder =
                Files.createTempDirectory(Path.of("target"), "kafka-results").toAbsolutePath();
        write("results", Map.of());
        List<String> wrong = Turnstile.trace(20, "");
        wrong.set(7, Turnstile.event("n", 7, "Push", ""));
        Path first = folder.resolve("first.ndjson");
        Path second = folder.resolve("second.ndjson");
        Files.writeString(first, String.join("", wrong));
        Files.writeString(second, String.join("", Turnstile.trace(5, "a", "b")));
        try (TestCluster cluster = new TestCluster(folder.resolve("checkpoints"), 1)) {
            cluster.configuration().set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
            StreamExecutionEnvironment environment = cluster.environment(cluster.configuration(), 1);
            TraceFiles source = new TraceFiles(List.of(first.toString(), second.toString()), false, true);
            ReportSinks.write(ValidationJob.of(environment, source, turnstile.settings(0, true)), into("results"));
            JobClient job = environment.executeAsync("results");
            cluster.checkpoint(job);
            Files.writeString(first, END, StandardOpenOption.APPEND);
            records("results", "read_uncommitted", 1);
            cluster.kill(0);
            Files.writeString(second, END, StandardOpenOption.APPEND);
            cluster.end(job);
        }

        List<ConsumerRecord<String, String>> results = records("results", "read_committed", 0);
        assertThat(results)
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrder(first.toString(), second.toString(), "Turnstile");
        for (ConsumerRecord<String, String> result : results) {
            Map<String, Object> object = object(result);
            if (result.key().equals(first.toString())) {
                assertThat(object).containsEntry("verdict", "rejected").containsEntry("event", 7);
                assertThat(String.valueOf(object.get("explanation"))).contains("event 7 is no step");
            } else if (result.key().equals(second.toString())) {
                assertThat(object).containsEntry("verdict", "accepted").containsEntry("events", 30);
            } else {
                assertThat(object)
                        .containsEntry("coverage", "Turnstile")
                        .containsEntry("taken", Map.of("Coin", 20, "Push", 10));
            }
        }
        assertThat(records("results", "read_uncommitted", 0))
                .as("what the killed worker wrote")
                .hasSizeGreaterThan(results.size());
    }

    /** Runs the command in a process of its own, as the launcher does. */
    private static Process lockstep(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@src/main/conf/java.options",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.lockstep.cli.Lockstep"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void theCommandReadsTopicsAndWritesIntoOne() throws Exception {
        List<String> wrong = Turnstile.trace(20, "");
        wrong.set(7, Turnstile.event("n", 7, "Push", ""));
        write("told", Map.of("right", Turnstile.trace(5, "a", "b"), "wrong", wrong));
        write("verdicts", Map.of());
        Process command = lockstep(
                "validate",
                "--engine",
                "flink",
                "--spec",
                turnstile.module().toString(),
                "--parallelism",
                "1",
                "--kafka",
                kafka.bootstrapServers(),
                "told",
                "--output-kafka",
                kafka.bootstrapServers() + "/verdicts");
        String told;
        try {
            told = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            command.destroyForcibly();
        }

        assertThat(command.waitFor()).as(told).isEqualTo(1);
        assertThat(told).contains("right: accepted, 30 events").contains("event 7 is no step");
        List<ConsumerRecord<String, String>> results = records("verdicts", "read_committed", 0);
        assertThat(results)
                .extracting(ConsumerRecord::key)
                .as("what is committed when the command has ended")
                .containsExactlyInAnyOrder("right", "wrong", "Turnstile");
        assertThat(results.stream()
                        .map(KafkaTest::object)
                        .map(each -> each.getOrDefault("verdict", "coverage"))
                        .toList())
                .containsExactlyInAnyOrder("accepted", "rejected", "coverage");
    }
}
