package dev.lockstep.redis.real.cluster;

import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.redis.real.Installed;
import dev.lockstep.redis.real.RealProtocol;
import dev.lockstep.redis.real.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Has real nodes of a cluster fail over, and move slots: {@code lockstep run redis-cluster --transport real}. */
public final class RealCluster extends RealProtocol {
    /** A failover is told by about so many events. */
    private static final int EVENTS = 1000;

    /** Tells how few masters there can be: one of two cannot be replaced. */
    static final int MASTERS = 3;

    /** Names of nodes have one digit. */
    private static final int MOST = 4;

    private static final int MOVING = 3;
    /** Tells how many slots move before each failover. */
    private static final int MOVES = 10;

    public RealCluster() {
        super("redis-cluster", ClusterFailovers.FAULTS);
    }

    @Override
    protected RunReport run(RunOptions options, @Nullable Path logs) throws IOException, InterruptedException {
        if (options.nodes() < MASTERS || options.nodes() > MOST) {
            throw new IllegalArgumentException("--nodes, the masters, of which each has a replica, must be 3 or 4");
        }
        List<String> ways = new ArrayList<>(new TreeSet<>(options.faults()));
        Map<String, Long> figures = new LinkedHashMap<>();
        long events = run(
                options.nodes(),
                ways.isEmpty() || ways.equals(List.of(ClusterFailovers.HURRY))
                        ? List.of("crash", ClusterFailovers.HURRY)
                        : ways,
                Math.max(1, options.events() / EVENTS),
                options.seed(),
                options.trace(),
                logs,
                figures);
        return new RunReport(events, figures);
    }

    /**
     * Runs a cluster, and writes its trace.
     *
     * @param masters how many there are, each with a replica
     * @param logs an empty folder for the logs; null: they are not kept
     * @param figures takes what has happened
     * @return how many events the trace has
     */
    static long run(
            int masters,
            List<String> ways,
            int failovers,
            long seed,
            Path trace,
            @Nullable Path logs,
            Map<String, Long> figures)
            throws IOException, InterruptedException {
        Installed installed = Installed.require();
        ClusterLayout layout = new ClusterLayout(masters, masters, MOVING);
        try (RunFolder folder = new RunFolder("redis-cluster", logs)) {
            ClusterGroup group = ClusterGroup.start(installed, folder.path(), layout);
            try {
                new ClusterFailovers(group, seed, figures).run(ways, failovers, MOVES);
            } finally {
                group.close();
            }
            Chronicle chronicle = new Chronicle(layout);
            List<Bus.Connection> connections = group.bus().connections();
            Files.write(folder.path().resolve("bus.log"), said(connections));
            for (String node : layout.nodes()) {
                NodeChronicle told = new NodeChronicle(node, layout, connections, group.endings());
                List<ClusterEvent> events = told.tell(NodeLog.read(group.logOf(node)));
                figures.merge("mistaken", (long) told.mistaken(), Long::sum);
                new Unasked(node, layout, events).place(connections);
                chronicle.add(events);
            }
            return chronicle.write(trace);
        }
    }

    /** Tells people what was said on the bus. Each message is a line, in the order of the connections, each in both directions. */
    private static List<String> said(List<Bus.Connection> connections) {
        List<String> lines = new ArrayList<>();
        for (Bus.Connection each : connections) {
            lines.add("connection " + lines.size() + " from " + each.from + " to " + each.to);
            each.requests.forEach(sent -> lines.add(said(sent)));
            each.replies.forEach(sent -> lines.add(said(sent)));
        }
        return lines;
    }

    private static String said(Bus.Sent sent) {
        BusMessage message = sent.message();
        return sent.micros() + " " + sent.from() + " to " + sent.to() + ": " + message.type() + ", " + message.length()
                + " bytes, epochs " + message.currentEpoch() + " and " + message.configEpoch() + ", "
                + message.gossip();
    }
}
