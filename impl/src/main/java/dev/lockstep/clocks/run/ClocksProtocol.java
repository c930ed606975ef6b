package dev.lockstep.clocks.run;

import dev.lockstep.clocks.Bounds;
import dev.lockstep.clocks.Message;
import dev.lockstep.clocks.PhysicalClock;
import dev.lockstep.clocks.node.ClockNode;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Description;
import dev.lockstep.run.NodeDisk;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.RoleDeployment;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Simulation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Describes physical clocks: {@code lockstep run clocks}. The seed decides the graph as well: a ring, a line, a star, or all to all. The
 * run tells how many units clocks differed by at most, beside the theorem's bound.
 *
 * <p>Over TCP, clocks are driven by {@link System#nanoTime}, and made to run too fast or too slow. Nobody can promise how late a message or
 * a process is: the run measures tau and xi, and the trace's header has them as they were.
 */
public final class ClocksProtocol implements Description<Packet<Message>, ClockNode, Reading> {
    /** An exact clock makes 10 units in a tick, kappa is 1/10, and a message takes 2 to 5 ticks. */
    static final Bounds USUAL = new Bounds(10, 1, 20, 2, 3);

    /**
     * Over TCP, an exact clock makes 20 units in a tick of 10 microseconds, and kappa is 1/20. A message takes half a millisecond at least,
     * and is sent every 5 to 10 milliseconds, if the process is not late.
     */
    static final Bounds OVER_TCP = new Bounds(20, 1, 1_000, 50, 0);

    /** Makes a clock that shows 0 at real time 0. */
    @FunctionalInterface
    public interface Core {
        PhysicalClock of(String id, Set<String> processes, Set<String> receivers, Bounds bounds);

        /** Makes clocks that are right. */
        static PhysicalClock right(String id, Set<String> processes, Set<String> receivers, Bounds bounds) {
            return new PhysicalClock(id, processes, receivers, bounds, 0);
        }
    }

    private final Function<RunOptions, Group> groups;

    public ClocksProtocol() {
        this(options -> {
            Graph[] graphs = Graph.values();
            Graph graph = graphs[(int) Math.floorMod(options.seed(), (long) graphs.length)];
            return group(options.nodes(), graph, options.transport(), Core::right);
        });
    }

    /** @param groups makes the nodes of a run */
    ClocksProtocol(Function<RunOptions, Group> groups) {
        this.groups = groups;
    }

    @Override
    public String name() {
        return "clocks";
    }

    @Override
    public String title() {
        return "a group of clocks";
    }

    @Override
    public boolean keepsRealTime() {
        return true;
    }

    @Override
    public Map<Fault, Integer> likely() {
        return Map.of(Fault.DELAY, Simulation.FAULT, Fault.REORDER, Simulation.FAULT);
    }

    @Override
    public Group deployment(RunOptions options) {
        return groups.apply(options);
    }

    static Group group(int nodes, Graph graph, Core core) {
        return group(nodes, graph, Transport.SIMULATED, core);
    }

    static Group group(int nodes, Graph graph, Transport transport, Core core) {
        if (nodes < 2) {
            throw new IllegalArgumentException("a group of clocks needs at least 2 nodes, not " + nodes);
        }
        List<String> processes = Deployment.names("p", nodes);
        Bounds bounds = transport == Transport.TCP ? OVER_TCP : USUAL;
        return new Group(processes, graph.arcs(processes), transport, bounds, bounds, core);
    }

    /**
     * Describes the clocks of one run.
     *
     * @param bounds what is known of clocks and messages beforehand; the trace says it, or what was measured
     * @param actual what is true of them; the same, unless a test breaks the theorem's hypotheses
     * @param observer is given the clients of each run
     */
    record Group(
            List<String> processes,
            Set<List<String>> arcs,
            Transport transport,
            Bounds bounds,
            Bounds actual,
            Core core,
            Consumer<ClockClients> observer)
            implements RoleDeployment<Message, ClockNode, Reading> {
        Group(
                List<String> processes,
                Set<List<String>> arcs,
                Transport transport,
                Bounds bounds,
                Bounds actual,
                Core core) {
            this(processes, arcs, transport, bounds, actual, core, clients -> {});
        }

        Group observed(Consumer<ClockClients> by) {
            return new Group(processes, arcs, transport, bounds, actual, core, by);
        }

        int diameter() {
            return Graph.diameter(processes, arcs);
        }

        Set<String> receivers(String p) {
            Set<String> receivers = new TreeSet<>();
            arcs.stream().filter(arc -> arc.get(0).equals(p)).forEach(arc -> receivers.add(arc.get(1)));
            return receivers;
        }

        /** Returns the numbers of units by which the operator steps a clock: less and more than clocks may differ. */
        List<Integer> steps() {
            int small = 2 * bounds.scale();
            int large = 5 * bounds.scale() * bounds.tau();
            return List.of(-large, -small, small, large);
        }

        @Override
        public Header header() {
            return header(bounds);
        }

        @Override
        public Header header(Clients<ClockNode, Reading> clients) {
            return header(((ClockClients) clients).bounds());
        }

        private Header header(Bounds bounds) {
            return Header.of(
                    Map.of(
                            "Proc", new TreeSet<>(processes),
                            "Arcs", arcs,
                            "Scale", bounds.scale(),
                            "Drift", bounds.drift(),
                            "Tau", bounds.tau(),
                            "Mu", bounds.mu(),
                            "Xi", bounds.xi(),
                            "Skews", Set.of(0),
                            "Steps", new TreeSet<>(steps())),
                    PhysicalClock.class);
        }

        @Override
        public List<List<String>> nodes() {
            return List.of(processes);
        }

        @Override
        public Types<Message, Reading> types() {
            return new Types<>(Message.class, Reading.class);
        }

        @Override
        public ClockClients clients(IntUnaryOperator choice, Clients.Teller<Reading> teller) {
            ClockClients clients = new ClockClients(this, choice, teller);
            observer.accept(clients);
            return clients;
        }

        @Override
        public ClockNode node(String id, NodeDisk disk, NodeTrace trace, Clients<ClockNode, Reading> clients) {
            ClockClients its = (ClockClients) clients;
            ClockNode node = new ClockNode(
                    id,
                    this,
                    trace,
                    (instance, roles) -> its.stepped(id, instance, roles),
                    its.time(),
                    its.oscillator());
            its.add(node);
            return node;
        }

        @Override
        public PhysicalClock process(String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return core.of(role, new TreeSet<>(processes), receivers(role), bounds);
        }
    }
}
