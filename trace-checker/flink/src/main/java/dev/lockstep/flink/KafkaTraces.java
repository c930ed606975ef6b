package dev.lockstep.flink;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads traces from topics of Kafka. The key of a record names the trace, its value is a line: the header is the first of its key. All
 * records of one key are in one partition, so a trace has one part. A record without a key is of the trace that is named as the topic.
 */
final class KafkaTraces {
    private KafkaTraces() {}

    /**
     * Makes a source of topics.
     *
     * @param brokers {@code HOST:PORT}, several separated by commas
     * @param isFollowing whether it is waited for more records; otherwise those that are there are read
     */
    static KafkaSource<Block> of(String brokers, List<String> topics, boolean isFollowing) {
        var builder = KafkaSource.<Block>builder()
                .setBootstrapServers(brokers)
                .setTopics(topics)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new Lines());
        return isFollowing
                ? builder.build()
                : builder.setBounded(OffsetsInitializer.latest()).build();
    }

    /** Makes a block of each record. */
    static final class Lines implements KafkaRecordDeserializationSchema<Block> {
        private static final long serialVersionUID = 1L;

        private static final String END = "{\"end\":true";

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> kept, Collector<Block> out) {
            String trace = kept.key() == null ? kept.topic() : new String(kept.key(), StandardCharsets.UTF_8);
            byte[] value = kept.value() == null ? new byte[0] : kept.value();
            boolean hasEnd = value.length > 0 && value[value.length - 1] == '\n';
            byte[] line = Arrays.copyOf(value, value.length + (hasEnd ? 0 : 1));
            line[line.length - 1] = '\n';
            String part = kept.topic() + "-" + kept.partition();
            boolean isLast = new String(value, StandardCharsets.UTF_8).startsWith(END);
            out.collect(new Block(trace, part, 1, kept.offset(), line, isLast, "", 0));
        }

        @Override
        public TypeInformation<Block> getProducedType() {
            return new Block.Form().information();
        }
    }
}
