package dev.lockstep.paxos.run;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Explorations;
import dev.lockstep.paxos.Acceptor;
import dev.lockstep.paxos.Learner;
import dev.lockstep.paxos.Message;
import dev.lockstep.paxos.Proposer;
import dev.lockstep.paxos.node.BackOff;
import dev.lockstep.paxos.node.Cluster;
import dev.lockstep.paxos.node.Cores;
import dev.lockstep.paxos.node.PaxosNode;
import dev.lockstep.paxos.node.Registers;
import dev.lockstep.paxos.run.PaxosClients.Load;
import dev.lockstep.paxos.run.PaxosClients.News;
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

/** Describes write-once registers on Paxos: {@code lockstep run paxos}. Each register is an instance. */
public final class PaxosProtocol implements Description<Packet<Message>, PaxosNode, News>, Explorations {
    /** The faults, and how likely each is: about one crash in a hundred choices. */
    static final Map<Fault, Integer> LIKELY = Map.of(
            Fault.CRASH, 40,
            Fault.LOSS, 20,
            Fault.DUPLICATION, Simulation.FAULT,
            Fault.REORDER, Simulation.FAULT,
            Fault.DELAY, Simulation.FAULT);

    /** A register takes more events than these, even without a crash. */
    private static final int EVENTS_PER_REGISTER = 25;

    /** The nodes have room for this many registers in a run of processes, at least. A single node takes few events for each. */
    private static final int REGISTERS_OF_PROCESSES = 1_024;

    @Override
    public String name() {
        return "paxos";
    }

    @Override
    public Map<Fault, Integer> likely() {
        return LIKELY;
    }

    @Override
    public Group deployment(RunOptions options) {
        int registers = 8 + options.events() / EVENTS_PER_REGISTER;
        Load load = options.transport() == Transport.TCP
                ? new Load(Math.max(registers, REGISTERS_OF_PROCESSES), 3, 2)
                : new Load(registers, 6, 1);
        return new Group(cluster(options.nodes()), Cores.RIGHT, load);
    }

    @Override
    public List<Explorable> explorations() {
        return PaxosExploration.all(Cores.RIGHT);
    }

    /** Makes a cluster for both ways of learning: acceptors report to two learners, and these inform the others. */
    static Cluster cluster(int nodes) {
        return new Cluster(nodes, Math.min(2, nodes));
    }

    /** Describes the nodes of one run, of these cores, with clients that ask for so much. */
    public record Group(Cluster cluster, Cores cores, Load load)
            implements RoleDeployment<Message, PaxosNode, News>, Registers {
        /** Makes the group of a simulated run, with so many registers at most. */
        Group(Cluster cluster, Cores cores, int registers) {
            this(cluster, cores, new Load(registers, 6, 1));
        }

        @Override
        public Header header() {
            return Header.of(cluster.constants(PaxosClients.VALUES), Proposer.class, Acceptor.class, Learner.class);
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
        public PaxosClients clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return new PaxosClients(load, choice, teller);
        }

        @Override
        public PaxosNode node(String id, NodeDisk disk, NodeTrace trace, Clients<PaxosNode, News> clients) {
            PaxosClients its = (PaxosClients) clients;
            BackOff backOff = new BackOff(load.ballot(), 16, its.choice());
            return new PaxosNode(this, id, disk, backOff, (register, roles) -> its.stepped(id, register, roles), trace);
        }

        @Override
        public Layout layout(String node) {
            return new Layout(node, load.registers(), 512);
        }

        @Override
        public int idle() {
            return 20;
        }
    }
}
