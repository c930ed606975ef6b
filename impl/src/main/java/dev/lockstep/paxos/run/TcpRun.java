package dev.lockstep.paxos.run;

import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.process.Processes;
import dev.lockstep.protocol.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Registers among processes of their own, of which any is killed and restarted. */
final class TcpRun implements Processes.Listener {
    private final Outcomes outcomes = new Outcomes();
    private final Processes processes;

    TcpRun(RunOptions options, Cluster cluster) throws IOException {
        processes = new Processes(options, List.of(cluster.nodes()), RegisterNode.class, this);
    }

    /** Returns the events in the trace. */
    long run() throws IOException, InterruptedException {
        return processes.run();
    }

    @Override
    public void told(String node, List<String> words) {
        switch (words.get(0)) {
            case "asked" -> outcomes.asked(words.get(1), words.get(2));
            case "learned" -> outcomes.learned(node, words.get(1), words.get(2));
            default -> throw new IllegalStateException(node + " says " + words);
        }
    }

    @Override
    public void ended(Path folder) {
        outcomes.check();
    }

    Outcomes outcomes() {
        return outcomes;
    }

    long kills() {
        return processes.kills();
    }
}
