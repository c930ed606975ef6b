package dev.lockstep.flink;

import dev.lockstep.checker.model.Scratch;
import dev.lockstep.cli.Engine;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Gives the environment in which a job runs: a cluster in this process, or one that is there. */
final class Clusters {
    private static final java.time.Duration INTERVAL = java.time.Duration.ofSeconds(10);

    private Clusters() {}

    /**
     * Is where a job runs.
     *
     * @param folder where its checkpoints are; null: where the cluster says
     * @param cluster the cluster in this process; null: another one
     */
    record Place(StreamExecutionEnvironment environment, Path folder, MiniCluster cluster) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (cluster != null) {
                closeNow(cluster);
                Scratch.delete(folder);
            }
        }

        /** Waits until a cluster is closed: it loads classes until then, and deletes files of its own. */
        private static void closeNow(MiniCluster cluster) throws IOException {
            try {
                cluster.close();
            } catch (Exception e) {
                throw new IOException("Flink could not be ended: " + e.getMessage(), e);
            }
        }
    }

    static Place of(Engine.Cluster cluster) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, INTERVAL);
        cluster.savepoint().ifPresent(savepoint -> from(savepoint, configuration));
        return cluster.master().isPresent()
                ? remote(cluster.master().get(), cluster.parallelism(), configuration)
                : embedded(cluster.parallelism(), configuration);
    }

    /** Goes on from a savepoint. The state of the sink that gave results to an earlier command is of no use to this one. */
    static void from(String savepoint, Configuration configuration) {
        configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        configuration.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    }

    private static Place embedded(int parallelism, Configuration configuration) throws IOException {
        Path folder = Files.createTempDirectory("lockstep-flink");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // what fails in one process fails again
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(WebOptions.TMP_DIR, folder.toString());
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .build());
        try {
            cluster.start();
            URI address = cluster.getRestAddress().get();
            return new Place(remote(address.getHost(), address.getPort(), configuration, parallelism), folder, cluster);
        } catch (Exception e) {
            cluster.closeAsync();
            throw new IOException("Flink does not start in this process: " + e.getMessage(), e);
        }
    }

    private static Place remote(String master, int parallelism, Configuration configuration) throws IOException {
        int colon = master.lastIndexOf(':');
        String port = master.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("--master " + master + ": expected HOST:PORT");
        }
        StreamExecutionEnvironment environment =
                remote(master.substring(0, colon), Integer.parseInt(port), configuration, parallelism, jars());
        return new Place(environment, null, null);
    }

    static StreamExecutionEnvironment remote(
            String host, int port, Configuration configuration, int parallelism, String... jars) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment(host, port, configuration, jars);
        environment.configure(configuration); // once more: the above takes some of what a savepoint asks for back
        environment.setParallelism(parallelism);
        return environment;
    }

    /** Returns the jars that a cluster does not have: all of the class path but Flink's own. */
    static String[] jars() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            add(jar, jars);
            for (String more : listed(jar)) {
                add(jar.resolveSibling(more), jars);
            }
        }
        return jars.toArray(String[]::new);
    }

    private static void add(Path jar, List<String> jars) {
        String name = jar.getFileName() == null ? "" : jar.getFileName().toString();
        boolean isFlinks = name.startsWith("flink-") && !name.startsWith("flink-connector-")
                || name.startsWith("slf4j-")
                || name.startsWith("log4j-");
        String path = jar.toAbsolutePath().toString();
        if (name.endsWith(".jar") && !isFlinks && Files.isRegularFile(jar) && !jars.contains(path)) {
            jars.add(path);
        }
    }

    /** Returns the jars that a jar's manifest names. */
    private static String[] listed(Path file) throws IOException {
        if (!file.toString().endsWith(".jar") || !Files.isRegularFile(file)) {
            return new String[0];
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String path = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return path == null ? new String[0] : path.split(" ");
        }
    }
}
