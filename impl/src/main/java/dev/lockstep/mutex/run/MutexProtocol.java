package dev.lockstep.mutex.run;

import dev.lockstep.core.Process;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Explorations;
import dev.lockstep.explore.Delivery;
import dev.lockstep.explore.Environment;
import dev.lockstep.explore.ExploredSystem;
import dev.lockstep.explore.ExploredSystem.Bounds;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Message;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.Clients;
import dev.lockstep.run.Description;
import dev.lockstep.run.InstanceDeployment;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.Packet;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Fault;
import dev.lockstep.simulation.Simulation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Describes {@code lockstep run mutex}: processes whose clients all keep asking for the resource. */
public final class MutexProtocol
        implements Description<Packet<Message>, InstanceNode<Message>, MutexClients.News>, Explorations {
    /** The spec's bound on requests, which no run reaches. */
    private static final int UNBOUNDED = 1_000_000;

    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public String title() {
        return "the mutex";
    }

    @Override
    public Channels channels() {
        return Channels.FIFO;
    }

    @Override
    public Map<Fault, Integer> likely() {
        return Map.of(Fault.DELAY, Simulation.FAULT, Fault.REORDER, Simulation.FAULT, Fault.PAUSE, Simulation.FAULT);
    }

    /** No message is lost. */
    @Override
    public Map<Fault, Integer> rougher() {
        Map<Fault, Integer> rougher = new EnumMap<>(likely());
        rougher.put(Fault.LATE, 10);
        rougher.put(Fault.DRIFT, 4);
        return rougher;
    }

    @Override
    public Group deployment(RunOptions options) {
        return group(options.nodes(), LamportMutex::new);
    }

    /**
     * Returns the processes {@code p1} of rank 1, {@code p2} of rank 2, ...
     *
     * @param core makes the process of this name and these ranks
     */
    public static Group group(int nodes, BiFunction<String, Map<String, Integer>, LamportMutex> core) {
        if (nodes < 2) {
            throw new IllegalArgumentException("the mutex needs at least 2 nodes, not " + nodes);
        }
        Map<String, Integer> rank = new TreeMap<>();
        IntStream.rangeClosed(1, nodes).forEach(i -> rank.put("p" + i, i));
        return new Group(rank, core);
    }

    @Override
    public List<Explorable> explorations() {
        return List.of(exploration(2, 2, LamportMutex::new), exploration(2, 3, LamportMutex::new));
    }

    /**
     * Returns processes whose clients ask at most so many times each.
     *
     * @param core makes the process of this name and these ranks
     */
    public static Explorable exploration(
            int nodes, int requests, BiFunction<String, Map<String, Integer>, LamportMutex> core) {
        Map<String, Integer> rank = group(nodes, core).rank();
        return new ExploredSystem<>(
                new Bounds(
                        "mutex/LamportMutex-" + nodes + "x" + requests,
                        Header.of(
                                Map.of("Proc", rank.keySet(), "Rank", rank, "MaxRequests", requests),
                                LamportMutex.class),
                        Map.of(
                                "Ended",
                                "the model says by it that nothing is left to do; the code just does nothing more")),
                Delivery.FIFO,
                () -> rank.keySet().stream().map(id -> core.apply(id, rank)).toList(),
                new Environment<>() {
                    @Override
                    public Map<String, Integer> most() {
                        return Map.of("request", requests);
                    }
                });
    }

    /** Describes the processes of one run. */
    public record Group(Map<String, Integer> rank, BiFunction<String, Map<String, Integer>, LamportMutex> core)
            implements InstanceDeployment<Message, MutexClients.News> {
        @Override
        public Header header() {
            return Header.of(Map.of("Proc", rank.keySet(), "Rank", rank, "MaxRequests", UNBOUNDED), LamportMutex.class);
        }

        @Override
        public List<List<String>> nodes() {
            return List.of(List.copyOf(rank.keySet()));
        }

        @Override
        public Types<Message, MutexClients.News> types() {
            return new Types<>(Message.class, MutexClients.News.class);
        }

        @Override
        public MutexClients clients(IntUnaryOperator choice, Clients.Teller<MutexClients.News> teller) {
            return new MutexClients(rank, teller);
        }

        @Override
        public Process<Message> process(
                String role, String instance, Optional<? extends Record> onDisk, boolean begun) {
            return core.apply(role, rank);
        }
    }
}
