package dev.lockstep.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Traces that are records of a topic, read from a broker that this test starts. */
@Tag("full")
class KafkaTracesTest {
    private static KafkaClusterTestKit kafka;
    private static Turnstile turnstile;

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
}
