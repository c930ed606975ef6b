package dev.lockstep.mutex.run;

import dev.lockstep.mutex.node.MutexNode;
import dev.lockstep.net.TcpConfig;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.protocol.RunReport;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.TraceMerge;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The mutex among nodes in this JVM that talk over TCP on loopback, each with its own threads, its own recorder and its own file {@code
 * TRACE.p1.ndjson}; the files are merged at the end, and removed. At each node a client acquires and releases the lock until there are
 * enough events. The seed determines the faults, not the interleaving.
 */
final class TcpRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CUT_ONE_GRANT_IN = 10;
    private static final int PAUSE_ONE_GRANT_IN = 20;
    private static final int LONGEST_PAUSE_MILLIS = 20;

    private final RunOptions options;
    private final Map<String, Integer> rank;
    private final Header header;
    private final Grants grants;
    private final Map<String, MutexNode> nodes = new TreeMap<>();
    private final List<Recorder> recorders = new ArrayList<>();

    TcpRun(RunOptions options, Map<String, Integer> rank, Header header) {
        this.options = options;
        this.rank = rank;
        this.header = header;
        this.grants = new Grants(rank);
    }

    RunReport run(Path file) throws IOException, InterruptedException {
        Map<String, Path> parts = new TreeMap<>();
        rank.keySet().forEach(p -> parts.put(p, file.resolveSibling(file.getFileName() + "." + p + ".ndjson")));
        ExecutorService clients = Executors.newCachedThreadPool();
        try {
            for (String p : parts.keySet()) {
                start(p, parts.get(p));
            }
            nodes.forEach((p, node) -> node.connect(addressesWithout(p)));
            long cuts = work(clients);
            grants.awaitEvents(grants.granted() * eventsPerGrant(), PATIENCE);
            close();
            grants.requireAllGranted();

            long events = TraceMerge.merge(List.copyOf(parts.values()), file);
            Map<String, Long> figures = new LinkedHashMap<>();
            figures.put("grants", grants.granted());
            figures.put("messages", grants.granted() * 3 * (rank.size() - 1));
            figures.put("cuts", cuts);
            return new RunReport(events, figures);
        } finally {
            clients.shutdownNow();
            close();
            for (Path part : parts.values()) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** A request, an entry and a release; and the receipt of a request, an acknowledgement and a release per other process. */
    private long eventsPerGrant() {
        return 3L * rank.size();
    }

    private void start(String p, Path part) throws IOException, InterruptedException {
        Recorder recorder = Recorder.open(part, header);
        recorders.add(recorder);
        Set<String> peers = new TreeSet<>(rank.keySet());
        peers.remove(p);
        nodes.put(p, MutexNode.start(TcpConfig.of("mutex", p, peers), rank, grants, recorder));
    }

    private Map<String, InetSocketAddress> addressesWithout(String p) {
        Map<String, InetSocketAddress> addresses = new TreeMap<>();
        nodes.forEach((q, node) -> addresses.put(q, node.address()));
        addresses.remove(p);
        return addresses;
    }

    /** Runs one client per node until there are enough events; returns how many connections were cut. */
    private long work(ExecutorService clients) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(options.seed());
        AtomicReference<@Nullable String> holder = new AtomicReference<>();
        ExecutorCompletionService<Long> work = new ExecutorCompletionService<>(clients);
        for (String p : nodes.keySet()) {
            SplittableRandom own = random.split();
            work.submit(() -> client(p, own, holder));
        }
        long cuts = 0;
        for (int done = 0; done < nodes.size(); done++) {
            try {
                cuts += work.take().get();
            } catch (ExecutionException e) {
                throw new IOException(
                        "a node of the run failed: " + e.getCause().getMessage(), e.getCause());
            }
        }
        return cuts;
    }

    private long client(String p, SplittableRandom random, AtomicReference<@Nullable String> holder)
            throws InterruptedException {
        List<String> others = nodes.keySet().stream().filter(q -> !q.equals(p)).toList();
        long cuts = 0;
        while (grants.events() < options.events()) {
            MutexNode node = nodes.get(p);
            if (!node.acquire(PATIENCE)) {
                throw new IllegalStateException("GC3: " + p + " is not granted within " + PATIENCE);
            }
            if (!holder.compareAndSet(null, p)) {
                throw new IllegalStateException("GC1: " + p + " is granted while " + holder.get() + " holds");
            }
            if (options.faults().contains("cut") && random.nextInt(CUT_ONE_GRANT_IN) == 0) {
                node.cut(others.get(random.nextInt(others.size())));
                cuts++;
            }
            if (options.faults().contains("pause") && random.nextInt(PAUSE_ONE_GRANT_IN) == 0) {
                String whom = others.get(random.nextInt(others.size()));
                nodes.get(whom).pause(Duration.ofMillis(1 + random.nextInt(LONGEST_PAUSE_MILLIS)));
            }
            holder.set(null);
            node.release();
        }
        return cuts;
    }

    private void close() throws IOException {
        nodes.values().forEach(MutexNode::close);
        for (Recorder recorder : recorders) {
            recorder.close();
        }
    }
}
