package dev.lockstep.process;

import dev.lockstep.host.Core;
import dev.lockstep.host.Eager;
import dev.lockstep.host.Host;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.host.Transport;
import dev.lockstep.net.FaultyTransport;
import dev.lockstep.net.LossyTransport;
import dev.lockstep.net.Wire;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.storage.FileDisk;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Runs one node as a process of its own, which {@link Processes} starts, kills and starts again. It tells on stdout what its clients ask
 * for and are told. It obeys stdin: after {@code stop} it begins nothing new, and at the end of the input the process ends.
 */
public final class NodeProcess<M> implements Core<M> {
    private static final long TICK_MILLIS = 20;

    private final Eager<M> node;
    private final int ticksOfPatience;
    private final LongConsumer clients;
    private boolean isStopping;
    private long ticks;

    /**
     * @param ticksOfPatience the number of ticks of 20 ms after which the node's timeouts happen: much longer than the disk takes
     * @param clients lets the clients ask for more, if they want; it is called at any time, with the number of ticks so far
     */
    public NodeProcess(Core<M> node, int ticksOfPatience, LongConsumer clients) {
        this.node = new Eager<>(node);
        this.ticksOfPatience = ticksOfPatience;
        this.clients = clients;
    }

    /**
     * The arguments with which {@link Processes} starts a node's process.
     *
     * @param id the node's name
     * @param nodes the number of nodes
     * @param folder the folder of the run
     */
    public record Arguments(String id, int nodes, long seed, Path folder, Set<String> faults) {
        private static final Map<String, FaultyTransport.Fault> NETWORK = Map.of(
                "loss", FaultyTransport.Fault.LOSS,
                "duplicate", FaultyTransport.Fault.DUPLICATION,
                "reorder", FaultyTransport.Fault.REORDER);

        public static Arguments of(String... args) {
            return new Arguments(
                    args[0],
                    Integer.parseInt(args[1]),
                    Long.parseLong(args[2]),
                    Path.of(args[3]),
                    Arrays.stream(args).filter(Processes.FAULTS::contains).collect(Collectors.toSet()));
        }

        private Set<FaultyTransport.Fault> networkFaults() {
            return faults.stream()
                    .filter(NETWORK::containsKey)
                    .map(NETWORK::get)
                    .collect(Collectors.toSet());
        }
    }

    /** Returns the storage of the node of that layout. */
    public static StableStorage storage(Path folder, Layout layout) {
        try {
            return StableStorage.openOrCreate(
                    new FileDisk(folder.resolve(layout.name() + "-disk1")),
                    new FileDisk(folder.resolve(layout.name() + "-disk2")),
                    layout);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the path of the node's trace. */
    public static Path trace(Path folder, String id) {
        return folder.resolve(id + ".ndjson");
    }

    /** Tells words to the process that started this one, where its listener gets them. */
    public static void tell(String... words) {
        System.out.println(String.join(" ", words));
    }

    /** Opens the node to clients in other processes. */
    public interface Opening {
        /** @param host runs inputs of the node on its thread, and what follows from them */
        void open(Executor host) throws IOException;
    }

    /** Serves until the process ends, and never returns. */
    public void serve(Arguments arguments, List<String> nodes, Wire<M> wire, Recorder recorder) throws IOException {
        serve(arguments, nodes, wire, recorder, host -> {});
    }

    /** Serves as the other method does, for a node that has other clients too. */
    public void serve(Arguments arguments, List<String> nodes, Wire<M> wire, Recorder recorder, Opening opening)
            throws IOException {
        String id = node.id();
        Set<String> peers = nodes.stream().filter(peer -> !peer.equals(id)).collect(Collectors.toSet());
        Transport<M> transport = new FaultyTransport<>(
                new LossyTransport<>(id, peers, arguments.folder, wire),
                arguments.networkFaults(),
                new SplittableRandom(arguments.seed + recorder.events()));
        try (Host<M> host = new Host<>(this, transport, recorder)) {
            host.onEnd(reason -> {
                System.err.println(id + ": " + reason);
                Runtime.getRuntime().halt(1);
            });
            host.start();
            opening.open(input -> host.call(() -> {
                input.run();
                node.settle();
            }));
            tell("ready");
            Executors.newSingleThreadScheduledExecutor(task -> {
                        Thread thread = new Thread(task, "ticks");
                        thread.setDaemon(true);
                        return thread;
                    })
                    .scheduleAtFixedRate(() -> host.call(() -> tick(recorder)), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (in.readLine() != null) {
                host.call(() -> isStopping = true);
            }
            host.call(() -> {
                        try {
                            recorder.close();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        Runtime.getRuntime().halt(0);
                    })
                    .join();
        }
    }

    private void tick(Recorder recorder) {
        if (++ticks % ticksOfPatience == 0) {
            node.steps().stream()
                    .filter(Step::isTimeout)
                    .forEach(step -> step.action().run());
        }
        act();
        tell("events", Long.toString(recorder.events()));
        if (isStopping && node.steps().isEmpty()) {
            tell("idle");
        }
    }

    /** Writes what must become durable, and lets the clients ask for more. */
    private void act() {
        if (!isStopping) {
            clients.accept(ticks);
        }
        node.settle();
    }

    @Override
    public String id() {
        return node.id();
    }

    @Override
    public void receive(M message) {
        node.receive(message);
        act();
    }

    @Override
    public List<Step> steps() {
        return node.steps();
    }

    @Override
    public List<Send<M>> drain() {
        return node.drain();
    }
}
