package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.host.Host;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.net.FaultyTransport;
import dev.lockstep.net.LossyTransport;
import dev.lockstep.recorder.Recorder;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Runs the process of one node, and the clients at that node. The {@link Processes} start it, kill it and start it again. It tells on
 * stdout what its clients ask for and are told. It obeys stdin: after {@code stop} its clients begin nothing new; {@code cut} names the nodes
 * on one side of a cut network, or nobody if it is whole; after {@code hold} the node stands still until {@code go}; and at the end of the input
 * the process ends.
 */
final class NodeMain<P, N extends Core<P>, A> implements Core<P> {
    private static final Duration TICK = Duration.ofMillis(20);

    /**
     * The number of calls that clients make from one tick to the next, at most. What a call sends lets others call, so that without a bound all would
     * drown.
     */
    private static final int MOST = 20;

    private static final Map<String, FaultyTransport.Fault> NETWORK = Map.of(
            "loss", FaultyTransport.Fault.LOSS,
            "duplicate", FaultyTransport.Fault.DUPLICATION,
            "reorder", FaultyTransport.Fault.REORDER);

    private final NodeArguments arguments;
    private final Deployment<P, N, A> deployment;
    private final NodeTrace trace;
    private final Recorder recorder;
    private final Clients<N, A> clients;
    private final RecordWire<A> wire;
    private final List<String> news = new ArrayList<>();
    private final SplittableRandom random;
    private final N node;
    private final Set<String> peers;
    private final FaultyTransport<P> transport;
    private final Semaphore going = new Semaphore(0);
    private boolean isStopping;

    /** The number of ticks that have come while the node stood still, and that wait. */
    private long missed;

    private long ticks;
    private int calls;
    private long idleUntil;

    private NodeMain(NodeArguments arguments, Deployment<P, N, A> deployment) throws IOException {
        this.arguments = arguments;
        this.deployment = deployment;
        String id = arguments.id();
        NodeDisk disk = new NodeFiles(arguments.folder(), id, deployment);
        trace = NodeTrace.reopen(
                NodeFiles.trace(arguments.folder(), id), deployment.header(), deployment.traced(id, disk));
        recorder = Objects.requireNonNull(trace.recorder());
        wire = new RecordWire<>(deployment.news());
        // the clients of a process that is back do not ask for the same again
        random = new SplittableRandom(arguments.options().seed() + id.hashCode() + 31 * trace.events());
        clients = deployment.clients(random::nextInt, (who, what) -> news.add(text(what)));
        node = deployment.node(id, disk, trace, clients);
        peers = deployment.nodes().stream()
                .flatMap(List::stream)
                .filter(peer -> !peer.equals(id))
                .collect(Collectors.toSet());
        transport = transport();
    }

    private String text(A what) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            wire.write(what, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** @param words the words as {@link NodeArguments} writes them */
    public static void main(String[] words) throws IOException, ReflectiveOperationException {
        NodeArguments arguments = NodeArguments.of(words);
        of(arguments, arguments.deployment()).serve();
    }

    private static <P, N extends Core<P>, A> NodeMain<P, N, A> of(
            NodeArguments arguments, Deployment<P, N, A> deployment) throws IOException {
        return new NodeMain<>(arguments, deployment);
    }

    /** Serves until the process ends, and never returns. */
    private void serve() throws IOException {
        try (Host<P> host = new Host<>(this, transport, recorder)) {
            host.onEnd(reason -> {
                System.err.println(id() + ": " + reason);
                Runtime.getRuntime().halt(1);
            });
            host.start();
            deployment.open(node, host::call, arguments.folder());
            host.call(() -> {
                tellEvents();
                tell("ready");
            });
            host.every(TICK, this::tick);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> words = List.of(line.split(" "));
                if (line.equals("go")) {
                    going.release();
                } else {
                    host.call(() -> obey(words));
                }
            }
            going.release(); // whoever has started this process may have ended while the node stands still
            host.call(this::end).join();
        }
    }

    private void obey(List<String> words) {
        Set<String> group = Set.copyOf(words.subList(1, words.size()));
        switch (words.get(0)) {
            case "stop" -> isStopping = true;
            case "hold" -> standStill();
            case "cut" ->
                transport.cut(peers.stream()
                        .filter(peer -> group.contains(peer) != group.contains(id()))
                        .collect(Collectors.toSet()));
            default -> throw new IllegalArgumentException("no such command: " + words);
        }
    }

    /** Lets the node do nothing until it is to go on. The time that this takes is no time for it. */
    private void standStill() {
        long since = System.nanoTime();
        tell("held");
        going.acquireUninterruptibly();
        missed += (System.nanoTime() - since) / TICK.toNanos();
    }

    private FaultyTransport<P> transport() throws IOException {
        Set<FaultyTransport.Fault> faults = arguments.options().faults().stream()
                .filter(NETWORK::containsKey)
                .map(NETWORK::get)
                .collect(Collectors.toSet());
        return new FaultyTransport<>(
                new LossyTransport<>(id(), peers, arguments.folder(), deployment.wire()),
                faults,
                new SplittableRandom(arguments.options().seed() + recorder.events()));
    }

    private void end() {
        try {
            recorder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().halt(0);
    }

    /** Tells words to the process that started this one, where its listener gets them. */
    private static void tell(String... words) {
        System.out.println(String.join(" ", words));
    }

    private void tellEvents() {
        tell("events", Long.toString(recorder.events()), Long.toString(transport.cutOff()));
    }

    private void tick() {
        if (missed > 0) {
            missed--;
            return;
        }
        calls = 0;
        if (++ticks % deployment.ticks() == 0) {
            node.steps().stream()
                    .filter(Step::isTimeout)
                    .forEach(step -> step.action().run());
        }
        ask();
        tellEvents();
        if (isStopping && node.steps().isEmpty()) {
            tell("idle");
        }
    }

    /** Lets the clients ask for what they want. */
    private void ask() {
        if (isStopping) {
            return;
        }
        deployment.passTime(node, ticks);
        for (; calls < MOST && ticks >= idleUntil; calls++) {
            List<Clients.Call> wanted = clients.calls(node);
            if (wanted.isEmpty()) {
                return;
            }
            wanted.get(0).action().run();
            int idle = deployment.idle();
            idleUntil = idle == 0 ? 0 : ticks + idle + random.nextInt(2 * idle);
        }
    }

    @Override
    public String id() {
        return node.id();
    }

    @Override
    public void receive(P packet) {
        node.receive(packet);
        ask();
    }

    @Override
    public List<Step> steps() {
        return node.steps();
    }

    @Override
    public List<Send<P>> drain() {
        List<Send<P>> sent = node.drain();
        if (!news.isEmpty()) {
            trace.leaving();
            news.forEach(text -> tell("news", text));
            news.clear();
        }
        return sent;
    }
}
