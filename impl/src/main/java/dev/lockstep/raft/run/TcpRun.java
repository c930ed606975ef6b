package dev.lockstep.raft.run;

import dev.lockstep.process.Processes;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.raft.RaftServer;
import dev.lockstep.raft.kv.History;
import dev.lockstep.recorder.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The key-value service among processes of their own, of which any is killed and restarted, while clients use it and its members are
 * replaced one after the other. Beside the servers' trace it writes the clients' {@link History}.
 */
final class TcpRun implements Processes.Listener {
    private static final int CLIENTS = 8;

    /** Kills are so many times as rare as in other protocols: an election takes half a second. */
    private static final int PACE = 5;

    /** Ticks of 20 ms. */
    private static final int ELECTION = 25;

    private final RunOptions options;
    private final RaftCluster cluster;
    private final Processes processes;
    private final History history = new History();
    private final List<Load> loads = new ArrayList<>();
    private final Replacement replacement;

    TcpRun(RunOptions options) throws IOException {
        this.options = options;
        this.cluster = cluster(options.nodes());
        List<String> servers = options.reconfigure() > 0
                ? cluster.servers()
                : cluster.servers().subList(0, options.nodes());
        processes = new Processes(options, List.of(servers), ReplicaNode.class, PACE, this);
        replacement =
                new Replacement(processes.folder(), servers, cluster.group().initial(), options.reconfigure());
        for (int i = 1; i <= CLIENTS; i++) {
            loads.add(new Load("c" + i, processes.folder(), servers, history, options.seed() + i));
        }
    }

    /** As many servers may join as there are at the beginning. */
    static RaftCluster cluster(int nodes) {
        return new RaftCluster(nodes, nodes, 0, ELECTION);
    }

    /** A command may be any text. */
    static Header header(RaftCluster cluster) {
        Map<String, Object> constants = new TreeMap<>(cluster.constants());
        constants.remove("Command");
        return Header.of(constants, RaftServer.class);
    }

    /** Where the clients' history of a run with that trace is. */
    static Path history(Path trace) {
        String name = trace.getFileName().toString();
        int dot = name.indexOf('.');
        return trace.resolveSibling(
                dot < 0 ? name + "-history" : name.substring(0, dot) + "-history" + name.substring(dot));
    }

    /** Returns the events in the trace. */
    long run() throws IOException, InterruptedException {
        replacement.start();
        loads.forEach(Thread::start);
        try {
            return processes.run();
        } finally {
            replacement.interrupt();
            loads.forEach(Thread::interrupt);
        }
    }

    @Override
    public void told(String node, List<String> words) {
        throw new IllegalStateException(node + " says " + words);
    }

    @Override
    public boolean isDone() {
        boolean isDone = !replacement.isAlive();
        if (isDone) {
            loads.forEach(Load::end);
        }
        return isDone && loads.stream().noneMatch(Load::isAlive);
    }

    @Override
    public void ended(Path folder) {
        loads.forEach(Load::check);
        try {
            history.write(history(options.trace()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    History history() {
        return history;
    }

    long acknowledged() {
        return loads.stream().mapToLong(Load::acknowledged).sum();
    }

    long replaced() {
        return replacement.done();
    }

    long kills() {
        return processes.kills();
    }
}
