package dev.lockstep.commit.run;

import dev.lockstep.commit.Outcome;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.CoordinatorNode;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.commit.node.Packet;
import dev.lockstep.commit.node.ParticipantNode;
import dev.lockstep.host.Core;
import dev.lockstep.host.Host;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.host.Transport;
import dev.lockstep.net.LossyTransport;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One node as a process of its own, which {@link TcpRun} starts, kills and starts again. Tells on stdout what its clients ask for and are
 * told, and does what stdin says: {@code stop} begins nothing new, the end of the input ends the process.
 */
final class NodeProcess implements Core<Packet> {
    private static final int CONCURRENT = 6;
    private static final long TICK_MILLIS = 20;

    /** A transaction's patience is one to two of so many ticks: much longer than the disk takes. */
    private static final int TICKS_OF_PATIENCE = 20;

    private static final Map<String, LossyTransport.Fault> NETWORK_FAULTS = Map.of(
            "loss", LossyTransport.Fault.LOSS,
            "duplicate", LossyTransport.Fault.DUPLICATION,
            "reorder", LossyTransport.Fault.REORDER);

    private final Core<Packet> node;
    private final Runnable begin;
    private boolean isStopping;
    private long ticks;

    private NodeProcess(Core<Packet> node, Runnable begin) {
        this.node = node;
        this.begin = begin;
    }

    static StableStorage storage(Path folder, String id) {
        try {
            return StableStorage.openOrCreate(
                    new FileDisk(folder.resolve(id + "-disk1")),
                    new FileDisk(folder.resolve(id + "-disk2")),
                    new Layout(id, 64, 1024));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path trace(Path folder, String id) {
        return folder.resolve(id + ".ndjson");
    }

    /** @param args the node's name, how many nodes, the seed, the folder of the run; then the faults */
    public static void main(String[] args) throws IOException {
        String id = args[0];
        Cluster cluster = SimulatedRun.cluster(Integer.parseInt(args[1]));
        long seed = Long.parseLong(args[2]);
        Path folder = Path.of(args[3]);
        Recorder recorder = Recorder.reopen(trace(folder, id), SimulatedRun.header(cluster));
        if (!recorder.dropped().isEmpty()) {
            System.err.println(id + ": dropped a line that was cut off: " + recorder.dropped());
        }
        LastSeen last = new LastSeen(trace(folder, id));

        NodeProcess process;
        if (id.equals(cluster.coordinator())) {
            CoordinatorNode node =
                    new CoordinatorNode(cluster, () -> storage(folder, id), Cores.RIGHT, NodeProcess::tell, recorder);
            node.recover(node.crashed(last.coordinators(cluster, Cores.RIGHT)));
            process = new NodeProcess(node, () -> {
                while (node.open() < CONCURRENT && node.hasRoom()) {
                    node.begin(transaction -> {
                        System.out.println("asked " + transaction);
                        return Workload.of(cluster, seed, transaction);
                    });
                }
            });
        } else {
            ParticipantNode node = new ParticipantNode(cluster, id, () -> storage(folder, id), Cores.RIGHT, recorder);
            node.recover(node.crashed(last.participants(cluster, id, Cores.RIGHT)));
            process = new NodeProcess(node, () -> {});
        }
        Set<String> peers = new HashSet<>(cluster.participants());
        peers.add(cluster.coordinator());
        peers.remove(id);
        Set<LossyTransport.Fault> faults = Arrays.stream(args)
                .skip(4)
                .map(NETWORK_FAULTS::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        process.serve(
                new LossyTransport<>(
                        new PacketTransport(id, peers, folder), faults, new SplittableRandom(seed + recorder.events())),
                recorder);
    }

    private static void tell(long transaction, Outcome outcome) {
        System.out.println("told " + transaction + " " + outcome.name());
    }

    private void serve(Transport<Packet> transport, Recorder recorder) throws IOException {
        try (Host<Packet> host = new Host<>(this, transport, recorder)) {
            host.onEnd(reason -> {
                System.err.println(id() + ": " + reason);
                Runtime.getRuntime().halt(1);
            });
            host.start();
            System.out.println("ready");
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
        if (++ticks % TICKS_OF_PATIENCE == 0) {
            node.steps().stream()
                    .filter(Step::isTimeout)
                    .forEach(step -> step.action().run());
        }
        act();
        System.out.println("events " + recorder.events());
        if (isStopping && node.steps().isEmpty()) {
            System.out.println("idle");
        }
    }

    /** Writes what is to be written, and lets the clients ask for more. */
    private void act() {
        if (!isStopping) {
            begin.run();
        }
        while (true) {
            var write = node.steps().stream().filter(step -> !step.isTimeout()).findFirst();
            if (write.isEmpty()) {
                return;
            }
            write.get().action().run();
        }
    }

    @Override
    public String id() {
        return node.id();
    }

    @Override
    public void receive(Packet message) {
        node.receive(message);
        act();
    }

    @Override
    public List<Step> steps() {
        return node.steps();
    }

    @Override
    public List<Send<Packet>> drain() {
        return node.drain();
    }
}
