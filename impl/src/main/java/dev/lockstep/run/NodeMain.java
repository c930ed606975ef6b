package dev.lockstep.run;

import dev.lockstep.host.Core;
import dev.lockstep.host.Send;
import dev.lockstep.host.Step;
import dev.lockstep.process.NodeProcess;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunOptions.Transport;
import dev.lockstep.storage.Disk;
import dev.lockstep.storage.FileDisk;
import dev.lockstep.storage.StableStorage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** The process of one node of a {@link ProcessRun}, and the clients at that node. */
final class NodeMain<P, N extends Core<P>, A> implements Core<P> {
    /** Calls that clients make in one go, at most. */
    private static final int MOST = 100;

    private final Deployment<P, N, A> deployment;
    private final NodeTrace trace;
    private final Clients<N, A> clients;
    private final RecordWire<A> wire;
    private final List<String> news = new ArrayList<>();
    private final SplittableRandom random;
    private final N node;
    private long idleUntil;

    private NodeMain(NodeProcess.Arguments arguments, Deployment<P, N, A> deployment) throws IOException {
        this.deployment = deployment;
        String id = arguments.id();
        NodeDisk disk = disk(arguments.folder(), id, deployment);
        trace = NodeTrace.reopen(
                NodeProcess.trace(arguments.folder(), id), deployment.header(), deployment.traced(id, disk));
        wire = new RecordWire<>(deployment.news());
        // the clients of a process that is back do not ask for the same again
        random = new SplittableRandom(arguments.seed() + id.hashCode() + 31 * trace.events());
        clients = deployment.clients(random::nextInt, (who, what) -> news.add(text(what)));
        node = deployment.node(id, disk, trace, clients);
    }

    private static NodeDisk disk(Path folder, String id, Deployment<?, ?, ?> deployment) {
        return new NodeDisk() {
            @Override
            public StableStorage get() {
                return NodeProcess.storage(folder, deployment.layout(id));
            }

            @Override
            public Disk files() {
                try {
                    return new FileDisk(folder.resolve(id));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
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

    /** @param args the description's class, the number of events, that of changes of membership, and what {@link NodeProcess.Arguments} reads */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        var constructor = Class.forName(args[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        Description<?, ?, ?> description = (Description<?, ?, ?>) constructor.newInstance();
        NodeProcess.Arguments arguments = NodeProcess.Arguments.of(Arrays.copyOfRange(args, 3, args.length));
        RunOptions options = new RunOptions(
                arguments.nodes(),
                arguments.seed(),
                Integer.parseInt(args[1]),
                Transport.TCP,
                arguments.faults(),
                Integer.parseInt(args[2]),
                Path.of("none"));
        serve(arguments, description.deployment(options));
    }

    private static <P, N extends Core<P>, A> void serve(NodeProcess.Arguments arguments, Deployment<P, N, A> deployment)
            throws IOException {
        NodeMain<P, N, A> main = new NodeMain<>(arguments, deployment);
        List<String> nodes =
                deployment.nodes().stream().flatMap(List::stream).sorted().toList();
        new NodeProcess<>(main, deployment.ticks(), main::ask)
                .serve(
                        arguments,
                        nodes,
                        deployment.wire(),
                        Objects.requireNonNull(main.trace.recorder()),
                        host -> deployment.open(main.node, host, arguments.folder()));
    }

    /** Lets the clients ask for what they want. */
    private void ask(long ticks) {
        deployment.passTime(node, ticks);
        for (int i = 0; i < MOST && ticks >= idleUntil; i++) {
            List<Clients.Call> calls = clients.calls(node);
            if (calls.isEmpty()) {
                return;
            }
            calls.get(0).action().run();
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
            news.forEach(text -> NodeProcess.tell("news", text));
            news.clear();
        }
        return sent;
    }
}
