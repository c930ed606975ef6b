package dev.lockstep.paxos.run;

import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.paxos.node.Cores;
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

/** Write-once registers on Paxos: {@code lockstep run paxos}. Each register is an instance. */
public final class PaxosProtocol implements Protocol {
    /** The faults, and how likely each is: about one crash in a hundred choices. */
    static final Map<Fault, Integer> LIKELY = Map.of(
            Fault.CRASH, 40,
            Fault.LOSS, 20,
            Fault.DUPLICATION, Simulation.FAULT,
            Fault.REORDER, Simulation.FAULT,
            Fault.DELAY, Simulation.FAULT);

    /** Fewer events than a register takes, even without a crash. */
    private static final int EVENTS_PER_REGISTER = 25;

    @Override
    public String name() {
        return "paxos";
    }

    @Override
    public Set<String> faults(RunOptions.Transport transport) {
        return transport == RunOptions.Transport.TCP ? Processes.FAULTS : Fault.options(LIKELY);
    }

    @Override
    public RunReport run(RunOptions options) throws IOException, InterruptedException {
        Cluster cluster = cluster(options.nodes());
        if (options.transport() == RunOptions.Transport.TCP) {
            TcpRun run = new TcpRun(options, cluster);
            long events = run.run();
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("instances", run.outcomes().registers());
            figures.put("chosen", run.outcomes().chosen());
            figures.put("kills", run.kills());
            return new RunReport(events, figures);
        }
        Map<Fault, Integer> faults = Fault.named(options.faults(), LIKELY);
        try (Recorder recorder = Recorder.open(options.trace(), SimulatedRun.header(cluster))) {
            int registers = 8 + options.events() / EVENTS_PER_REGISTER;
            SimulatedRun run = new SimulatedRun(
                    cluster, Cores.RIGHT, registers, faults, Schedule.random(options.seed()), recorder);
            run.run(options.events(), choice -> {});
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("instances", run.registers());
            figures.put("chosen", run.chosen());
            figures.put("ballots", run.ballots());
            figures.put("crashes", run.count(Choice.Crash.class));
            figures.put("losses", run.count(Choice.Lose.class));
            figures.put("duplicates", run.count(Choice.Duplicate.class));
            return new RunReport(recorder.events(), figures);
        }
    }

    /** Both ways of learning: acceptors report to two learners, and these inform the others. */
    static Cluster cluster(int nodes) {
        return new Cluster(nodes, Math.min(2, nodes));
    }
}
