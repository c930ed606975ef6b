package dev.lockstep.raft.run;

import dev.lockstep.host.Core;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.run.Description;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Simulation;
import java.util.Map;

/** Describes Raft: {@code lockstep run raft}. Simulated servers keep a log; over TCP it is that of a key-value service. */
public final class RaftProtocol implements Description<Packet<Message>, Core<Packet<Message>>, Acknowledged> {
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

    /** A cluster of more servers waits longer. Its candidates send as many messages as it has servers, and get in each other's way. */
    private static final int SMALL = 9;

    /** A command of one server takes more events than these to get into the log. */
    private static final int EVENTS_PER_COMMAND = 3;

    @Override
    public String name() {
        return "raft";
    }

    @Override
    public String title() {
        return "Raft";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return LIKELY;
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
    public RaftDeployment deployment(RunOptions options) {
        if (options.transport() == RunOptions.Transport.TCP) {
            return new ServiceDeployment(options);
        }
        RaftCluster cluster = cluster(options.nodes(), options.reconfigure(), options.events());
        return new LogDeployment(cluster, Cores.RIGHT, options.reconfigure(), options.events());
    }
}
