package dev.lockstep.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Holds the options of {@code validate} that say which program checks the traces, and where. */
final class EngineOptions {
    /** The engine that this repository has. */
    static final String FLINK = "flink";

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "Have the traces, files or folders of them, checked by a distributed engine: flink."
                    + " It is built when it is asked for.")
    private String engine;

    @Option(
            names = "--master",
            paramLabel = "HOST:PORT",
            description = "The engine's cluster, by its REST address (default: one in this process).")
    private String master;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How much of the engine's work is done at the same time (default: the processors).")
    private Integer parallelism;

    @Option(
            names = "--lateness",
            paramLabel = "N",
            description =
                    "The engine puts events in order whose clock is at most so much less than that of an earlier one.")
    private Long lateness;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "The engine reads topics of Kafka instead of files: the key of a record names its trace.")
    private String kafka;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The engine writes its results into files of this folder, too, a JSON object on each line.")
    private Path output;

    @Option(
            names = "--output-kafka",
            paramLabel = "HOST:PORT/TOPIC",
            description = "The engine writes its results into this topic of Kafka, too, a JSON object in each record.")
    private String outputKafka;

    @Option(names = "--from", paramLabel = "SAVEPOINT", description = "The engine goes on from this savepoint.")
    private String savepoint;

    boolean isAny() {
        requireEngine();
        return engine != null;
    }

    private void requireEngine() {
        List<String> names =
                List.of("--master", "--parallelism", "--lateness", "--kafka", "--output", "--output-kafka", "--from");
        List<Object> values = Arrays.asList(master, parallelism, lateness, kafka, output, outputKafka, savepoint);
        for (int i = 0; i < names.size(); i++) {
            if (engine == null && values.get(i) != null) {
                throw new IllegalArgumentException(names.get(i) + " is for --engine flink");
            }
        }
        if (parallelism != null && parallelism < 1) {
            throw new IllegalArgumentException("--parallelism must be at least 1");
        }
        if (lateness != null && lateness < 1) {
            throw new IllegalArgumentException("--lateness must be at least 1");
        }
        if (outputKafka != null && !outputKafka.matches("[^/]+:\\d+/[a-zA-Z0-9._-]+")) {
            throw new IllegalArgumentException("--output-kafka " + outputKafka + ": expected HOST:PORT/TOPIC");
        }
    }

    boolean isKafka() {
        return kafka != null;
    }

    boolean isPutInOrder() {
        return lateness != null;
    }

    Engine.Cluster cluster() {
        return new Engine.Cluster(
                Optional.ofNullable(master),
                parallelism == null ? Runtime.getRuntime().availableProcessors() : parallelism,
                lateness == null ? OptionalLong.empty() : OptionalLong.of(lateness),
                Optional.ofNullable(kafka),
                Optional.ofNullable(output),
                Optional.ofNullable(outputKafka).map(EngineOptions::topic),
                Optional.ofNullable(savepoint));
    }

    private static Engine.Topic topic(String address) {
        int slash = address.indexOf('/');
        return new Engine.Topic(address.substring(0, slash), address.substring(slash + 1));
    }

    /**
     * Returns the engine that was asked for.
     *
     * @throws IllegalArgumentException there is none of that name on the class path
     */
    Engine engine() {
        if (!engine.equals(FLINK)) {
            throw new IllegalArgumentException("there is no engine " + engine + "; there is: " + FLINK);
        }
        return engines()
                .filter(found -> found.name().equals(engine))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the engine " + engine
                        + " is not on the class path: run ./lockstep, which builds it when it is asked for"));
    }

    private static Stream<Engine> engines() {
        return ServiceLoader.load(Engine.class).stream().map(ServiceLoader.Provider::get);
    }
}
