package dev.lockstep.cap.run;

import dev.lockstep.cap.TConnectedPrimary;
import dev.lockstep.cap.TConnectedRegister;
import dev.lockstep.cap.TConnectedRegister.Message;
import dev.lockstep.cap.Timing;
import dev.lockstep.history.History;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeDisk;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Patience;
import dev.lockstep.run.Store;
import dev.lockstep.storage.StableStorage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** Describes the register that one node has, and whose other nodes wait for it no longer than a timeout: {@code lockstep run cap-connected}. */
public final class ConnectedProtocol implements RegisterDescription<Message> {
    /** The timeout is the least that tells what is late from what is lost. */
    static final Timing TIMING = new Timing(1, 3, 2);

    /** Makes a node, which is the primary if it has that name. */
    @FunctionalInterface
    public interface Core {
        TConnectedRegister of(String id, String primary, Set<String> nodes, Timing timing);

        /** Makes a node that is right. */
        static TConnectedRegister right(String id, String primary, Set<String> nodes, Timing timing) {
            return id.equals(primary)
                    ? new TConnectedPrimary(id, nodes, timing)
                    : new TConnectedRegister(id, primary, timing);
        }
    }

    @Override
    public String name() {
        return "cap-connected";
    }

    @Override
    public String title() {
        return "the register of timeouts";
    }

    @Override
    public Map<String, String> untaken() {
        Map<String, String> untaken = new TreeMap<>(RegisterDescription.super.untaken());
        untaken.put("Tick", "the models' clocks tick together; in a trace each does by itself, TickAlone");
        return untaken;
    }

    @Override
    public Group deployment(RunOptions options) {
        return new Group(
                RegisterDescription.nodes(options.nodes()),
                Core::right,
                RegisterDescription.beside(options, History.Promise.AVAILABLE),
                options.transport());
    }

    /** Describes the nodes of one run, of these cores. */
    record Group(List<String> names, Core core, Consumer<History> judge, Transport transport)
            implements RegisterDeployment<Message> {
        private String primary() {
            return names.get(0);
        }

        @Override
        public Header header() {
            Map<String, Object> constants = constants();
            constants.put("Primary", primary());
            constants.put("Delay", TIMING.delay());
            constants.put("Timeout", TIMING.timeout());
            constants.put("Period", TIMING.period());
            constants.put("Connected", TIMING.connected());
            constants.put("Timed", false);
            return Header.of(constants, TConnectedRegister.class, TConnectedPrimary.class)
                    .withLocal("Number", "IsWaiting", "Seen", "latest", "pending", "waited", "silent");
        }

        @Override
        public Types<Message, News> types() {
            return new Types<>(Message.class, News.class);
        }

        @Override
        public TConnectedRegister process(
                String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return core.of(role, primary(), Set.copyOf(names), TIMING);
        }

        @Override
        public RegisterClients<Message> clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
            return transport == Transport.SIMULATED
                    ? new TimedClients(names, choice, teller, judge, new SimulatedTime(TIMING.delay()))
                    : new RegisterClients<>(choice, teller, judge);
        }

        @Override
        public InstanceNode<Message> node(
                String id, NodeDisk disk, NodeTrace trace, Clients<InstanceNode<Message>, News> clients) {
            InstanceNode.Listener<Message> listener = (instance, roles) -> clients.stepped(id, instance, roles);
            return clients instanceof TimedClients timed
                    ? new TimedNode(id, this, trace, listener, timed.time())
                    : new InstanceNode<>(id, this, Store::none, trace, listener);
        }

        @Override
        public Patience<Message> patience(String node, String instance) {
            return new UntilQuiet();
        }

        /** Returns the ticks of 20 ms that a tick of the register takes. */
        @Override
        public int ticks() {
            return 2;
        }
    }

    /** Plays the clients of a run whose time is simulated, and judges that what they were told is t-connected consistent. */
    private static final class TimedClients extends RegisterClients<Message> {
        private final List<String> nodes;
        private final SimulatedTime time;
        private long settled;

        TimedClients(
                List<String> nodes,
                IntUnaryOperator choice,
                Teller<News> teller,
                Consumer<History> judge,
                SimulatedTime time) {
            super(choice, teller, judge);
            this.nodes = nodes;
            this.time = time;
        }

        @Override
        public void check(Function<String, StableStorage> disks) {
            super.check(disks);
            TConnected judged = new TConnected(nodes, TIMING.connected(), history(), time.ticks(), time.losses());
            settled = judged.settled();
            if (!judged.holds()) {
                throw new IllegalStateException(
                        "t-connected consistency: no order of the operations has all that were settled"
                                + " before what was asked for afterwards");
            }
        }

        @Override
        public Map<String, Long> figures() {
            Map<String, Long> figures = super.figures();
            figures.put("settled", settled);
            return figures;
        }

        SimulatedTime time() {
            return time;
        }

        @Override
        public void passed(long choices) {
            super.passed(choices);
            time.passed(choices);
        }
    }
}
