package dev.lockstep.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Validates traces by another program than the command itself. {@code lockstep validate --engine NAME} finds it with {@link
 * java.util.ServiceLoader}. It gives the same verdicts.
 */
public interface Engine {
    /** Returns the name by which {@code --engine} calls it. */
    String name();

    /**
     * Validates traces and tells the results as the command does.
     *
     * @return the exit code
     * @throws IllegalArgumentException the engine cannot do what is asked; the message tells the user why
     */
    int validate(Request request, PrintWriter out, PrintWriter err) throws IOException, InterruptedException;

    /**
     * Holds what the user asks for.
     *
     * @param traces files and folders; with {@code kafka} the names of topics
     * @param spec the user's spec; empty: the bundled one that a trace names
     * @param config its config; empty: the one beside the spec
     * @param modules folders and jars with more modules
     * @param isMerged whether the files are the parts of one trace
     * @param candidates most states that may explain a trace up to one event, at least 1
     * @param isFollowing whether traces are still being written
     * @param withCoverage whether it is told what all traces cover
     * @param isJson whether one JSON object is printed
     * @param cluster where and how it runs
     */
    record Request(
            List<String> traces,
            Optional<Path> spec,
            Optional<Path> config,
            List<Path> modules,
            boolean isMerged,
            int candidates,
            boolean isFollowing,
            boolean withCoverage,
            boolean isJson,
            Cluster cluster) {}

    /**
     * Tells where and how an engine runs.
     *
     * @param master the address of a cluster, {@code HOST:PORT}; empty: it runs in this process
     * @param parallelism how many parts of the work are done at the same time, at least 1
     * @param lateness by how much the clock of an event may be less than that of an earlier one; empty: by nothing
     * @param kafka the address of Kafka's brokers, whose topics are the traces; empty: traces are files
     * @param output a folder into which results are written, too; empty: none
     * @param outputTopic a topic into which results are written, too; empty: none
     * @param savepoint the savepoint from which to go on; empty: from the beginning
     */
    record Cluster(
            Optional<String> master,
            int parallelism,
            OptionalLong lateness,
            Optional<String> kafka,
            Optional<Path> output,
            Optional<Topic> outputTopic,
            Optional<String> savepoint) {}

    /**
     * Names a topic of Kafka.
     *
     * @param brokers {@code HOST:PORT}, several separated by commas
     */
    record Topic(String brokers, String name) {}
}
