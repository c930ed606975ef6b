package dev.lockstep.raft.run;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Explorations;
import dev.lockstep.host.Core;
import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.raft.Message;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.run.Description;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Simulation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Describes Raft: {@code lockstep run raft}. Simulated servers keep a log; over TCP it is that of a key-value service. */
public final class RaftProtocol
        implements Description<Packet<Message>, Core<Packet<Message>>, Acknowledged>, Explorations {
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

    /** The power of two by which elections may come sooner in a rough run. */
    private static final int HASTIEST = 2;

    /** A snapshot takes the place of so many entries at least in a rough run. */
    private static final int FEWEST_ENTRIES = 2;

    /** The number of choices after which a change is asked for again at least in a rough run. */
    private static final int SOONEST = 300;

    /** The number of choices after which somebody asks for other members who is fickle. */
    private static final int AT_ONCE = 20;

    /** The commands of a rough run in which the members change all the time. */
    private static final int FEW = 5;

    @Override
    public String name() {
        return "raft";
    }

    @Override
    public String title() {
        return "Raft";
    }

    @Override
    public List<Explorable> explorations() {
        return RaftExploration.all(Cores.RIGHT);
    }

    @Override
    public Map<Fault, Integer> likely() {
        return LIKELY;
    }

    @Override
    public boolean reconfigures() {
        return true;
    }

    @Override
    public Set<RunControl.Kind> controls(RunOptions options) {
        Set<RunControl.Kind> kinds = Description.super.controls(options);
        kinds.add(RunControl.Kind.MEMBERS);
        return kinds;
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
        LogDeployment usual = new LogDeployment(cluster, Cores.RIGHT, options.reconfigure(), options.events());
        return options.faults().contains(SWARM) ? timed(usual, options.seed()) : usual;
    }

    /** Draws the timings of a rough run. Servers of a small cluster wait less for a leader, keep fewer entries, or have few commands. */
    private static LogDeployment timed(LogDeployment usual, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RaftCluster cluster = usual.cluster();
        boolean isSmall = cluster.servers().size() <= SMALL;
        int election = isSmall ? cluster.election() >> random.nextInt(HASTIEST + 1) : cluster.election();
        int commands = random.nextBoolean() ? cluster.commands() : Math.min(FEW, cluster.commands());
        int compactAfter = FEWEST_ENTRIES << 2 * random.nextInt(HASTIEST + 1);
        int askAgain = SOONEST << 2 * random.nextInt(HASTIEST + 1);
        boolean isFickle = random.nextBoolean();
        return new LogDeployment(
                new RaftCluster(cluster.size(), cluster.spare(), commands, election),
                usual.cores(),
                usual.reconfigure(),
                usual.events(),
                compactAfter,
                isFickle ? AT_ONCE : askAgain,
                isFickle);
    }
}
