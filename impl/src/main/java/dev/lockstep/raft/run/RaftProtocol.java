package dev.lockstep.raft.run;

import dev.lockstep.process.Processes;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A log on Raft: {@code lockstep run raft}. */
public final class RaftProtocol implements Protocol {
    /** The faults, and how likely each is: of ten thousand choices some twenty are crashes, and some six partitions. */
    static final Map<Fault, Integer> LIKELY = Map.of(
            Fault.CRASH, 3,
            Fault.LOSS, 20,
            Fault.DUPLICATION, 40,
            Fault.REORDER, Simulation.FAULT,
            Fault.DELAY, Simulation.FAULT,
            Fault.PARTITION, 6);

    private static final int SPARE = 3;

    /** Ticks without a leader until a server of a small cluster stands for election. */
    private static final int ELECTION = 60;

    /** A cluster of more servers waits longer: its candidates send as many messages as it has servers, and get in each other's way. */
    private static final int SMALL = 9;

    /** Fewer than it takes to get a command into the log of one server. */
    private static final int EVENTS_PER_COMMAND = 3;

    @Override
    public String name() {
        return "raft";
    }

    @Override
    public Set<String> faults(RunOptions.Transport transport) {
        return transport == RunOptions.Transport.TCP ? Processes.FAULTS : Fault.options(LIKELY);
    }

    @Override
    public boolean reconfigures() {
        return true;
    }

    static RaftCluster cluster(int nodes, int reconfigure, long events) {
        int commands = (int) Math.min(100_000, events / EVENTS_PER_COMMAND + 1);
        int spare = reconfigure > 0 ? SPARE : 0;
        return new RaftCluster(nodes, spare, commands, election(nodes + spare));
    }

    /** Returns ticks in proportion to the messages of all candidates together, each of which asks all servers. */
    private static int election(int servers) {
        int larger = Math.max(SMALL, servers);
        return ELECTION * larger * larger / (SMALL * SMALL);
    }

    @Override
    public RunReport run(RunOptions options) throws IOException, InterruptedException {
        if (options.transport() == RunOptions.Transport.TCP) {
            TcpRun run = new TcpRun(options);
            long events = run.run();
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("acknowledged", run.acknowledged());
            figures.put("unanswered", run.history().unanswered());
            figures.put("members replaced", run.replaced());
            figures.put("kills", run.kills());
            return new RunReport(events, figures);
        }
        RaftCluster cluster = cluster(options.nodes(), options.reconfigure(), options.events());
        Map<Fault, Integer> faults = Fault.named(options.faults(), LIKELY);
        try (Recorder recorder = Recorder.open(options.trace(), SimulatedRun.header(cluster))) {
            SimulatedRun run = new SimulatedRun(
                    cluster, Cores.RIGHT, faults, options.reconfigure(), Schedule.random(options.seed()), recorder);
            run.run(options.events(), choice -> {});
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("acknowledged", run.ledger().acknowledged());
            figures.put("leader changes", run.ledger().leaderChanges());
            figures.put("membership changes", run.ledger().changes());
            figures.put("crashes", run.count(Choice.Crash.class));
            figures.put("partitions", run.count(Choice.Partition.class));
            figures.put("losses", run.count(Choice.Lose.class));
            figures.put("duplicates", run.count(Choice.Duplicate.class));
            return new RunReport(recorder.events(), figures);
        }
    }
}
