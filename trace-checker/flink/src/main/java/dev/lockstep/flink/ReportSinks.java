package dev.lockstep.flink;

import dev.lockstep.cli.Engine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.json.JsonMapper;

/** Writes verdicts with their explanations, and coverage, into files or a topic of Kafka: a JSON object each, exactly once. */
final class ReportSinks {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A transaction may be open for so many milliseconds. It is the most that brokers allow by default. */
    private static final String LONGEST_TRANSACTION = "900000";

    private ReportSinks() {}

    static void write(DataStream<Report> reports, Engine.Cluster to) {
        DataStream<Report> results = reports.filter(report -> report.kind() != Report.Kind.ALARM);
        to.output().ifPresent(folder -> intoFiles(results, folder));
        to.outputTopic().ifPresent(topic -> intoTopic(results, topic));
    }

    private static void intoFiles(DataStream<Report> results, Path folder) {
        results.map(ReportSinks::line, Types.STRING)
                .sinkTo(FileSink.forRowFormat(
                                new org.apache.flink.core.fs.Path(folder.toUri()),
                                new SimpleStringEncoder<String>("UTF-8"))
                        .withOutputFileConfig(OutputFileConfig.builder()
                                .withPartPrefix("verdicts")
                                .withPartSuffix(".ndjson")
                                .build())
                        .build())
                .name("files")
                .uid("files");
    }

    /** Writes records in transactions, which are committed with each checkpoint. */
    private static void intoTopic(DataStream<Report> results, Engine.Topic topic) {
        results.sinkTo(KafkaSink.<Report>builder()
                        .setBootstrapServers(topic.brokers())
                        .setRecordSerializer(new Records(topic.name()))
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix("lockstep-" + UUID.randomUUID())
                        .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, LONGEST_TRANSACTION)
                        .build())
                .name("topic")
                .uid("topic");
    }

    /** Makes a record of a report. Its key is the name of the trace, or of the spec that it tells the coverage of. */
    private static final class Records implements KafkaRecordSerializationSchema<Report> {
        private static final long serialVersionUID = 1L;

        private final String topic;

        Records(String topic) {
            this.topic = topic;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(Report report, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(
                    topic,
                    report.name().getBytes(StandardCharsets.UTF_8),
                    line(report).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String line(Report report) {
        if (report.kind() == Report.Kind.VERDICT) {
            return report.json();
        }
        Map<String, Object> coverage = new LinkedHashMap<>();
        coverage.put("coverage", report.spec());
        coverage.put("taken", report.taken());
        coverage.put("actions", report.actions());
        coverage.put("hidden", report.hidden());
        return JSON.writeValueAsString(coverage);
    }
}
