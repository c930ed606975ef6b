package dev.lockstep.commit.run;

import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.Cores;
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

/** Two-phase commit: {@code lockstep run commit}. The first node coordinates. */
public final class CommitProtocol implements Protocol {
    /** The faults, and how likely each is: about one crash in a hundred choices, so that most transactions see none. */
    static final Map<Fault, Integer> LIKELY = Map.of(
            Fault.CRASH, 3,
            Fault.LOSS, 40,
            Fault.DUPLICATION, Simulation.FAULT,
            Fault.REORDER, Simulation.FAULT,
            Fault.DELAY, Simulation.FAULT);

    @Override
    public String name() {
        return "commit";
    }

    @Override
    public Set<String> faults(RunOptions.Transport transport) {
        return transport == RunOptions.Transport.TCP ? Processes.FAULTS : Fault.options(LIKELY);
    }

    @Override
    public RunReport run(RunOptions options) throws IOException, InterruptedException {
        if (options.nodes() < 2) {
            throw new IllegalArgumentException(
                    "commit needs a coordinator and at least one participant: --nodes 2 or more");
        }
        Cluster cluster = SimulatedRun.cluster(options.nodes());
        if (options.transport() == RunOptions.Transport.TCP) {
            TcpRun run = new TcpRun(options, cluster);
            long events = run.run();
            Map<String, Long> figures = figures(run.ledger());
            figures.put("kills", run.kills());
            return new RunReport(events, figures);
        }
        Map<Fault, Integer> faults = Fault.named(options.faults(), LIKELY);
        try (Recorder recorder = Recorder.open(options.trace(), SimulatedRun.header(cluster))) {
            SimulatedRun.Disks disks = SimulatedRun.disksFor(options.events());
            SimulatedRun run =
                    new SimulatedRun(cluster, Cores.RIGHT, disks, faults, Schedule.random(options.seed()), recorder);
            run.run(options.events(), choice -> {});
            Map<String, Long> figures = figures(run.ledger());
            figures.put("crashes", run.count(Choice.Crash.class));
            figures.put("losses", run.count(Choice.Lose.class));
            figures.put("duplicates", run.count(Choice.Duplicate.class));
            return new RunReport(recorder.events(), figures);
        }
    }

    private static Map<String, Long> figures(Ledger ledger) {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("transactions", ledger.transactions());
        figures.put("commits", ledger.commits());
        figures.put("aborts", ledger.transactions() - ledger.commits());
        return figures;
    }
}
