package dev.lockstep.multipaxos.run;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Explorations;
import dev.lockstep.multipaxos.Acceptor;
import dev.lockstep.multipaxos.Leader;
import dev.lockstep.multipaxos.Learner;
import dev.lockstep.multipaxos.Message;
import dev.lockstep.multipaxos.node.Cores;
import dev.lockstep.multipaxos.node.LogCluster;
import dev.lockstep.multipaxos.node.LogNode;
import dev.lockstep.multipaxos.node.Logs;
import dev.lockstep.multipaxos.run.MultiPaxosClients.Load;
import dev.lockstep.multipaxos.run.MultiPaxosClients.News;
import dev.lockstep.paxos.node.BackOff;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Description;
import dev.lockstep.run.NodeDisk;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.RoleDeployment;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Simulation;
import dev.lockstep.storage.Layout;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Describes replicated logs on MultiPaxos: {@code lockstep run multipaxos}. Each log is an instance. */
public final class MultiPaxosProtocol implements Description<Packet<Message>, LogNode, News>, Explorations {
    /** The faults, and how likely each is: about one crash in two hundred choices. */
    static final Map<Fault, Integer> LIKELY = Map.of(
            Fault.CRASH, 1,
            Fault.LOSS, 20,
            Fault.DUPLICATION, Simulation.FAULT,
            Fault.REORDER, Simulation.FAULT,
            Fault.DELAY, Simulation.FAULT);

    private static final int SLOTS = 24;

    /** A log takes more events than these, even without a crash. */
    private static final int EVENTS_PER_LOG = 300;

    private static final int LOGS_OF_PROCESSES = 128;

    @Override
    public String name() {
        return "multipaxos";
    }

    @Override
    public List<Explorable> explorations() {
        return MultiPaxosExploration.all(Cores.RIGHT);
    }

    @Override
    public Map<Fault, Integer> likely() {
        return LIKELY;
    }

    @Override
    public Group deployment(RunOptions options) {
        LogCluster cluster = new LogCluster(options.nodes(), SLOTS);
        return options.transport() == Transport.TCP
                ? new Group(cluster, Cores.RIGHT, new Load(LOGS_OF_PROCESSES, 1, 2, 16, true))
                : new Group(cluster, Cores.RIGHT, 2 + options.events() / EVENTS_PER_LOG);
    }

    /** Describes the nodes of one run, of these cores, with clients that ask for so much. */
    public record Group(LogCluster cluster, Cores cores, Load load)
            implements RoleDeployment<Message, LogNode, News>, Logs {
        /** Makes the group of a simulated run, with so many logs at most. */
        public Group(LogCluster cluster, Cores cores, int logs) {
            this(cluster, cores, new Load(logs, 3, 1, 8, false));
        }

        @Override
        public Header header() {
            return Header.of(cluster.constants(), Leader.class, Acceptor.class, Learner.class);
        }

        @Override
        public List<List<String>> nodes() {
            return List.of(cluster.nodes());
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class);
        }

        @Override
        public MultiPaxosClients clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new MultiPaxosClients(cluster, load, choice, teller);
        }

        @Override
        public LogNode node(String id, NodeDisk disk, NodeTrace trace, Clients<LogNode, News> clients) {
            BackOff backOff = new BackOff(load.ballot(), load.longest(), ((MultiPaxosClients) clients).choice());
            return new LogNode(this, id, disk, backOff, (log, roles) -> clients.stepped(id, log, roles), trace);
        }

        /** A record has up to 16 bytes per slot. */
        @Override
        public Layout layout(String node) {
            return new Layout(node, load.logs(), 1024);
        }

        @Override
        public int ticks() {
            return 6;
        }

        @Override
        public int idle() {
            return 5;
        }
    }
}
