package dev.lockstep.commit.run;

import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Outcome;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.commit.node.ParticipantNode;
import dev.lockstep.process.Processes;
import dev.lockstep.protocol.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The store among processes of their own, of which any is killed and restarted. */
final class TcpRun implements Processes.Listener {
    private final RunOptions options;
    private final Cluster cluster;
    private final Ledger ledger = new Ledger();
    private final Processes processes;

    TcpRun(RunOptions options, Cluster cluster) throws IOException {
        this.options = options;
        this.cluster = cluster;
        // first the coordinator finishes what it has begun; then nobody is in doubt for long
        List<List<String>> groups =
                List.of(List.of(cluster.coordinator()), List.copyOf(new TreeSet<>(cluster.participants())));
        this.processes = new Processes(options, groups, CommitNode.class, this);
    }

    /** Returns the events in the trace. */
    long run() throws IOException, InterruptedException {
        return processes.run();
    }

    @Override
    public void told(String node, List<String> words) {
        long transaction = Long.parseLong(words.get(1));
        switch (words.get(0)) {
            case "asked" -> ledger.asked(transaction, Workload.of(cluster, options.seed(), transaction));
            case "told" -> ledger.told(transaction, Outcome.valueOf(words.get(2)));
            default -> throw new IllegalStateException(node + " says " + words);
        }
    }

    @Override
    public void ended(Path folder) {
        Map<String, Ledger.View> views = new TreeMap<>();
        for (String id : cluster.participants()) {
            ParticipantNode node =
                    new ParticipantNode(cluster, id, () -> CommitNode.storage(folder, id), Cores.RIGHT, null);
            views.put(id, new Ledger.View() {
                @Override
                public Entry entry(long transaction) {
                    return node.entry(transaction);
                }

                @Override
                public SortedMap<String, String> values() {
                    return node.values();
                }
            });
        }
        ledger.check(views);
    }

    Ledger ledger() {
        return ledger;
    }

    long kills() {
        return processes.kills();
    }
}
