package dev.lockstep.multipaxos.run;

import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.process.Processes;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.simulation.Choice;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Schedule;
import dev.lockstep.simulation.Simulation;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Replicated logs on MultiPaxos: {@code lockstep run multipaxos}. Each log is an instance. */
public final class MultiPaxosProtocol implements Protocol {
    /** The faults, and how likely each is: about one crash in two hundred choices. */
    static final Map<Fault, Integer> LIKELY = Map.of(
            Fault.CRASH, 1,
            Fault.LOSS, 20,
            Fault.DUPLICATION, Simulation.FAULT,
            Fault.REORDER, Simulation.FAULT,
            Fault.DELAY, Simulation.FAULT);

    private static final int SLOTS = 24;

    /** Fewer events than a log takes, even without a crash. */
    private static final int EVENTS_PER_LOG = 300;

    @Override
    public String name() {
        return "multipaxos";
    }

    @Override
    public Set<String> faults(RunOptions.Transport transport) {
        return transport == RunOptions.Transport.TCP ? Processes.FAULTS : Fault.options(LIKELY);
    }

    static LogCluster cluster(int nodes) {
        return new LogCluster(nodes, SLOTS);
    }

    @Override
    public RunReport run(RunOptions options) throws IOException, InterruptedException {
        LogCluster cluster = cluster(options.nodes());
        if (options.transport() == RunOptions.Transport.TCP) {
            TcpRun run = new TcpRun(options, cluster);
            long events = run.run();
            Map<String, Long> figures = figures(run.agreed());
            figures.put("kills", run.kills());
            return new RunReport(events, figures);
        }
        Map<Fault, Integer> faults = Fault.named(options.faults(), LIKELY);
        try (Recorder recorder = Recorder.open(options.trace(), SimulatedRun.header(cluster))) {
            int logs = 2 + options.events() / EVENTS_PER_LOG;
            SimulatedRun run =
                    new SimulatedRun(cluster, Cores.RIGHT, logs, faults, Schedule.random(options.seed()), recorder);
            run.run(options.events(), choice -> {});
            Map<String, Long> figures = figures(run.agreed());
            figures.put("ballots", run.ballots());
            figures.put("crashes", run.count(Choice.Crash.class));
            figures.put("losses", run.count(Choice.Lose.class));
            figures.put("duplicates", run.count(Choice.Duplicate.class));
            return new RunReport(recorder.events(), figures);
        }
    }

    static Map<String, Long> figures(Agreed agreed) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("logs", agreed.logs());
        figures.put("slots", agreed.slots());
        figures.put("noops", agreed.noops());
        return figures;
    }
}
