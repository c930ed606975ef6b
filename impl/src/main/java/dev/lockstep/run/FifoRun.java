package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.host.Host;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.net.TcpConfig;
import dev.lockstep.net.TcpTransport;
import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Runs the nodes of a protocol over TCP on loopback, in the order of sending and with nothing lost. It serves protocols in which no process
 * crashes. Each node has its own thread, its own recorder and its own file; the files are merged at the end, and removed. The seed
 * determines the faults, not the interleaving.
 *
 * <p>Where real time matters, inputs of different nodes are taken one after the other, and the trace has the events in that order. A node
 * takes them whenever it can, and asks its clients every millisecond.
 */
final class FifoRun<P, N extends Core<P>, A> {
    /** Connections are cut, and processes stand still for a moment. */
    static final Set<String> FAULTS = Set.of("cut", "pause");

    private static final long PATIENCE_SECONDS = 60;
    private static final int CUT_ONE_CALL_IN = 10;
    private static final int PAUSE_ONE_CALL_IN = 20;
    private static final int LONGEST_PAUSE_MILLIS = 20;
    /** The time after which a run asks again whether somebody wants something of it. */
    private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Duration POLL = Duration.ofMillis(1);

    private final RunOptions options;
    private final Deployment<P, N, A> deployment;
    private final boolean keepsRealTime;
    private final RunControl control;
    private final Clients<N, A> clients;
    private final SplittableRandom random;
    private final Map<String, TcpTransport<Frame>> transports = new TreeMap<>();
    private final Map<String, Host<P>> hosts = new TreeMap<>();
    private final List<Recorder> recorders = new ArrayList<>();

    // guarded by this
    private long sent;
    private long received;
    private long cuts;
    private String failure = "";
    private boolean isStopped;

    /** The time of the latest event of all recorders, if real time matters. */
    private long latest;

    /** @param keepsRealTime whether the trace has all events in the order in which they happened */
    FifoRun(RunOptions options, Deployment<P, N, A> deployment, boolean keepsRealTime, RunControl control) {
        this.options = options;
        this.deployment = deployment;
        this.keepsRealTime = keepsRealTime;
        this.control = control;
        this.random = new SplittableRandom(options.seed());
        this.clients = deployment.clients(random.split()::nextInt, this::told);
    }

    private void told(String node, A news) {
        clients.told(node, news);
    }

    RunReport run() throws IOException, InterruptedException {
        Path file = options.trace();
        Map<String, Path> parts = new TreeMap<>();
        for (List<String> group : deployment.nodes()) {
            group.forEach(id -> parts.put(id, file.resolveSibling(file.getFileName() + "." + id + ".ndjson")));
        }
        try {
            if (control != RunControl.NONE) {
                control.begins(List.copyOf(parts.keySet()));
            }
            for (Map.Entry<String, Path> part : parts.entrySet()) {
                start(part.getKey(), part.getValue(), parts.keySet());
            }
            transports.forEach((id, transport) -> transport.connect(addressesWithout(id)));
            hosts.values().forEach(Host::start);
            hosts.values().forEach(host -> host.call(() -> {})); // their clients begin
            if (keepsRealTime) {
                hosts.values().forEach(host -> host.every(POLL, () -> {}));
            }
            awaitQuiet(List.copyOf(parts.values()));
            close();
            String header = deployment.header(clients).toJson();
            long events = TraceMerge.merge(List.copyOf(parts.values()), Optional.of(header), file);
            clients.check(node -> {
                throw new IllegalStateException(node + " has no disk");
            });
            Map<String, Long> figures = new LinkedHashMap<>(clients.figures());
            figures.put("cuts", cuts);
            return new RunReport(events, figures);
        } finally {
            close();
            for (Path part : parts.values()) {
                Files.deleteIfExists(part);
            }
        }
    }

    private void start(String id, Path part, Set<String> all) throws IOException, InterruptedException {
        Recorder recorder = Recorder.open(part, deployment.header());
        recorders.add(recorder);
        Set<String> peers = new TreeSet<>(all);
        peers.remove(id);
        TcpTransport<Frame> transport =
                TcpTransport.bind(TcpConfig.of("fifo", id, peers), Frame.class, (peer, frame) -> true, trouble -> {});
        transports.put(id, transport);
        N node = deployment.node(id, Disks.right().of(id, deployment), NodeTrace.of(recorder), clients);
        Framed<P> packets =
                new Framed<>(transport, deployment.wire(), (peer, packet) -> deployment.mayCome(packet, peer, id));
        Host<P> host = new Host<>(new Busy(node, recorder), packets, recorder);
        hosts.put(id, host);
        host.onEnd(reason -> failed(reason.getMessage()));
    }

    private Map<String, InetSocketAddress> addressesWithout(String id) {
        Map<String, InetSocketAddress> addresses = new TreeMap<>();
        transports.forEach((other, transport) -> addresses.put(other, transport.address()));
        addresses.remove(id);
        return addresses;
    }

    private synchronized void failed(String reason) {
        failure = failure.isEmpty() ? String.valueOf(reason) : failure;
        notifyAll();
    }

    /** Waits until there are enough events. Then it waits until every message has arrived and no client has anything left to do. */
    private synchronized void awaitQuiet(List<Path> parts) throws IOException, InterruptedException {
        TraceSoFar soFar = new TraceSoFar(
                control, () -> Optional.of(deployment.header(clients).toJson()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (failure.isEmpty() && !(isEnough() && sent == received) && System.nanoTime() < deadline) {
            long left = Math.max(1, deadline - System.nanoTime());
            TimeUnit.NANOSECONDS.timedWait(this, control == RunControl.NONE ? left : Math.min(left, OFTEN));
            if (control != RunControl.NONE && !isStopped) {
                obey(soFar, parts);
                deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            }
        }
        if (!failure.isEmpty()) {
            throw new IOException("a node of the run failed: " + failure);
        }
        if (!(isEnough() && sent == received)) {
            throw new IOException("waited " + PATIENCE_SECONDS + " seconds: " + (sent - received)
                    + " messages have not arrived, or there are not " + options.events() + " events");
        }
    }

    /** Does what somebody asks for. No node takes a step meanwhile, however long that is. */
    private void obey(TraceSoFar soFar, List<Path> parts) throws IOException, InterruptedException {
        do {
            if (!keepsRealTime && (control.isPaused() || soFar.isDue())) {
                soFar.tell(parts);
            }
            for (RunControl.Order order : control.pass(new RunControl.Status(events(), Set.of(), Set.of()))) {
                if (order.kind() != RunControl.Kind.STOP) {
                    throw new IllegalArgumentException("threads cannot be asked for " + order.kind());
                }
                isStopped = true;
            }
        } while (control.isPaused() && !isStopped);
    }

    private long events() {
        return recorders.stream().mapToLong(Recorder::events).sum();
    }

    private boolean areConnected() {
        for (TcpTransport<Frame> transport : transports.values()) {
            if (transport.connections() < transports.size() - 1) {
                return false;
            }
        }
        return true;
    }

    private boolean isEnough() {
        return isStopped || events() >= options.events();
    }

    private void close() throws IOException {
        hosts.values().forEach(Host::close);
        transports.values().forEach(TcpTransport::close);
        for (Recorder recorder : recorders) {
            recorder.close();
        }
    }

    /** Hosts a node whose clients are never idle. The clients and their judge see one node at a time. */
    private final class Busy implements Core<P> {
        private final N node;
        private final Recorder recorder;
        private final List<Send<P>> sends = new ArrayList<>();
        private long taken;

        Busy(N node, Recorder recorder) {
            this.node = node;
            this.recorder = recorder;
        }

        /** Takes an input of the node. If real time matters, its events are later than all others so far, and in the trace. */
        private void act(Runnable input) {
            synchronized (FifoRun.this) {
                if (!keepsRealTime) {
                    input.run();
                    return;
                }
                recorder.witness(latest);
                input.run();
                sends.addAll(node.drain());
                latest = recorder.clock();
            }
        }

        @Override
        public String id() {
            return node.id();
        }

        @Override
        public void receive(P packet) {
            synchronized (FifoRun.this) {
                taken++;
                act(() -> node.receive(packet));
            }
        }

        @Override
        public List<Step> steps() {
            synchronized (FifoRun.this) {
                List<Step> steps = new ArrayList<>();
                for (Step step : node.steps()) {
                    steps.add(new Step(step.name(), step.opens(), step.isTimeout(), () -> act(step.action())));
                }
                return steps;
            }
        }

        @Override
        public List<Send<P>> drain() {
            synchronized (FifoRun.this) {
                ask();
                sends.addAll(node.drain());
                List<Send<P>> all = List.copyOf(sends);
                sends.clear();
                sent += all.size();
                received += taken;
                taken = 0;
                FifoRun.this.notifyAll();
                return all;
            }
        }

        private void ask() {
            if (keepsRealTime && !areConnected()) {
                return; // what connections take to come up is no delay of messages
            }
            boolean isOver = isEnough();
            for (Optional<Clients.Call> next = next(isOver); next.isPresent(); next = next(isOver)) {
                act(next.get().action());
                faults();
            }
        }

        private Optional<Clients.Call> next(boolean isOver) {
            return clients.calls(node).stream()
                    .filter(call -> !(call.opens() && isOver))
                    .findFirst();
        }

        private void faults() {
            List<String> others = new ArrayList<>(hosts.keySet());
            others.remove(id());
            if (options.faults().contains("cut") && random.nextInt(CUT_ONE_CALL_IN) == 0) {
                transports.get(id()).cut(others.get(random.nextInt(others.size())));
                cuts++;
            }
            if (options.faults().contains("pause") && random.nextInt(PAUSE_ONE_CALL_IN) == 0) {
                hosts.get(others.get(random.nextInt(others.size())))
                        .pause(Duration.ofMillis(1 + random.nextInt(LONGEST_PAUSE_MILLIS)));
            }
        }
    }
}
