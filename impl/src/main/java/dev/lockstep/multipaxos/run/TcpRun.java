package dev.lockstep.multipaxos.run;

import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.process.Processes;
import dev.lockstep.protocol.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Logs among processes of their own, of which any is killed and restarted. {@link Agreed} judges what they say as they say it. */
final class TcpRun implements Processes.Listener {
    private final Agreed agreed = new Agreed();
    private final Processes processes;

    TcpRun(RunOptions options, LogCluster cluster) throws IOException {
        processes = new Processes(options, List.of(cluster.nodes()), ReplicaNode.class, this);
    }

    /** Returns the events in the trace. */
    long run() throws IOException, InterruptedException {
        return processes.run();
    }

    @Override
    public void told(String node, List<String> words) {
        switch (words.get(0)) {
            case "asked" -> agreed.asked(words.get(1), words.get(2));
            case "learned" -> agreed.learned(node, words.get(1), Integer.parseInt(words.get(2)), words.get(3));
            default -> throw new IllegalStateException(node + " says " + words);
        }
    }

    @Override
    public void ended(Path folder) {
        agreed.check();
    }

    Agreed agreed() {
        return agreed;
    }

    long kills() {
        return processes.kills();
    }
}
