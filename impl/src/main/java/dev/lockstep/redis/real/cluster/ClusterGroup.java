package dev.lockstep.redis.real.cluster;

import dev.lockstep.redis.client.Reply;
import dev.lockstep.redis.client.RespConnection;
import dev.lockstep.redis.real.Installed;
import dev.lockstep.redis.real.WatchedGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Holds the nodes of a cluster, real processes, whose buses are behind proxies. They know each other from the files that they begin with. They
 * are ended when this is closed, and also when the JVM ends.
 */
final class ClusterGroup extends WatchedGroup {
    /** Tells after how many milliseconds without an answer a node is PFAIL. */
    static final int NODE_TIMEOUT = 1000;

    private final ClusterLayout layout;
    private final Bus bus;
    private final List<Ending> endings = new ArrayList<>();

    /**
     * Tells of a process that was killed.
     *
     * @param micros when it had ended, in microseconds since 1970
     * @param file what its {@code nodes.conf} held then
     */
    record Ending(String node, long micros, ClusterView file) {}

    private ClusterGroup(Installed installed, Path folder, ClusterLayout layout) throws IOException {
        super(folder);
        this.layout = layout;
        this.bus = new Bus(layout.names());
        Map<String, Integer> buses = new TreeMap<>();
        for (String node : layout.nodes()) {
            buses.put(node, addBehind(node, installed.server(), bus));
        }
        for (String node : layout.nodes()) {
            Files.write(config(node), config(node, buses.getOrDefault(node, 0)));
            Files.write(file(node), nodes(node));
        }
    }

    /** @param folder an empty one, where logs and the files of nodes go */
    static ClusterGroup start(Installed installed, Path folder, ClusterLayout layout)
            throws IOException, InterruptedException {
        ClusterGroup group = new ClusterGroup(installed, folder, layout);
        group.begin(() -> {
            for (String node : layout.nodes()) {
                group.process(node).start();
            }
            group.awaitSettled();
        });
        return group;
    }

    private Path file(String node) {
        return folder().resolve(node + "-nodes.conf");
    }

    Path logOf(String node) {
        return log(node);
    }

    private List<String> config(String node, int busPort) {
        List<String> lines = new ArrayList<>(common(node, folder()));
        lines.addAll(List.of(
                "cluster-enabled yes",
                "cluster-config-file " + file(node).getFileName(),
                "cluster-port " + busPort,
                "cluster-announce-ip " + HOST,
                "cluster-announce-port " + process(node).port(),
                "cluster-announce-bus-port " + announced(node),
                "cluster-node-timeout " + NODE_TIMEOUT,
                "cluster-replica-validity-factor 0",
                "cluster-migration-barrier 100",
                "loglevel debug",
                "enable-debug-command local",
                "save \"\"",
                "appendonly no",
                "repl-diskless-sync-delay 0"));
        return lines;
    }

    /** Returns what is in {@code nodes.conf} at first: all nodes, and who has which slots. */
    private List<String> nodes(String self) {
        List<String> lines = new ArrayList<>();
        for (String node : layout.nodes()) {
            String master = layout.master(node);
            boolean isMaster = master.equals(ClusterLayout.NONE);
            lines.add(ClusterLayout.id(node) + " 127.0.0.1:" + process(node).port() + '@' + announced(node) + ' '
                    + (node.equals(self) ? "myself," : "")
                    + (isMaster ? "master -" : "slave " + ClusterLayout.id(master))
                    + " 0 0 " + layout.epoch(isMaster ? node : master) + " connected"
                    + (isMaster ? ' ' + layout.range(node) : ""));
        }
        lines.add("vars currentEpoch " + layout.masters() + " lastVoteEpoch 0");
        return lines;
    }

    /** Asks a node several things at once, with nothing in between, on a connection of its own. */
    List<Reply> command(String node, List<List<String>> commands) throws IOException {
        try (RespConnection connection = connect(node)) {
            return connection.askAll(commands);
        }
    }

    Reply command(String node, String... words) throws IOException {
        return ask(node, words);
    }

    /** Returns what a node knows of all. */
    ClusterView view(String node) throws IOException {
        if (ask(node, "CLUSTER", "NODES") instanceof Reply.Text text) {
            return ClusterView.read(layout, text.text().lines().toList());
        }
        throw new IOException(node + " does not say what nodes it knows");
    }

    /** Waits until something is so that nodes tell. */
    void awaitThat(String what, Condition condition) throws IOException, InterruptedException {
        await(what, condition);
    }

    /** Waits until all nodes answer. */
    void awaitAnswers() throws IOException, InterruptedException {
        await("answer of all nodes", () -> {
            for (String node : layout.nodes()) {
                view(node);
            }
            return true;
        });
    }

    /** Waits until all nodes run, serve, reach each other, and agree on who has which slot and follows whom. */
    void awaitSettled() throws IOException, InterruptedException {
        await("agreement of all nodes", () -> {
            ClusterView first = null;
            for (String node : layout.nodes()) {
                boolean isServing = ask(node, "CLUSTER", "INFO") instanceof Reply.Text info
                        && info.text().contains("cluster_state:ok");
                ClusterView view = view(node);
                if (first == null) {
                    first = view;
                }
                if (!isServing || !view.isQuiet() || !view.agreesWith(first)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Kills a node, and reads what it has left on disk. */
    void crash(String node) throws IOException, InterruptedException {
        process(node).kill();
        TimeUnit.MILLISECONDS.sleep(PAUSE); // what it has sent is read by its proxies
        endings.add(new Ending(node, Bus.now(), ClusterView.read(layout, Files.readAllLines(file(node)))));
    }

    void restart(String node) throws IOException {
        process(node).start();
    }

    ClusterLayout layout() {
        return layout;
    }

    Bus bus() {
        return bus;
    }

    /** Returns the processes that were killed, in their order. */
    List<Ending> endings() {
        return List.copyOf(endings);
    }
}
