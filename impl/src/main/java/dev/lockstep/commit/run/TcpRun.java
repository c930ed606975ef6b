package dev.lockstep.commit.run;

import dev.lockstep.commit.Entry;
import dev.lockstep.commit.Outcome;
import dev.lockstep.commit.node.Cluster;
import dev.lockstep.commit.node.Cores;
import dev.lockstep.commit.node.ParticipantNode;
import dev.lockstep.protocol.RunOptions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The store among processes of their own, over TCP on loopback and with files, of which any is killed ({@code kill -9}) and restarted. */
final class TcpRun {
    static final Set<String> FAULTS = Set.of("crash", "loss", "duplicate", "reorder");

    private static final long PATIENCE_SECONDS = 120;

    private final RunOptions options;
    private final Cluster cluster;
    private final Path folder;
    private final Ledger ledger = new Ledger();
    private final SortedMap<String, Child> children = new TreeMap<>();
    private long kills;

    TcpRun(RunOptions options, Cluster cluster) throws IOException {
        this.options = options;
        this.cluster = cluster;
        Path trace = options.trace().toAbsolutePath();
        this.folder = Files.createTempDirectory(trace.getParent(), trace.getFileName() + "-nodes");
    }

    /** A process, and what it has said. */
    private final class Child {
        private final Process process;
        private final Writer stdin;
        private final Thread listener;
        private long events;
        private boolean isReady;
        private long idle;

        Child(String id) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("lockstep"))
                    .forEach(command::add);
            command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeProcess.class.getName()));
            command.addAll(
                    List.of(id, Integer.toString(options.nodes()), Long.toString(options.seed()), folder.toString()));
            options.faults().stream().sorted().forEach(command::add);
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(id + ".err").toFile()))
                    .start();
            stdin = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            BufferedReader stdout =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            listener = new Thread(() -> listen(stdout), "listen-" + id);
            listener.setDaemon(true);
            listener.start();
        }

        private void listen(BufferedReader stdout) {
            try {
                for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
                    said(line.split(" "));
                }
            } catch (IOException e) {
                // the process is gone
            }
        }

        private void said(String[] words) {
            synchronized (TcpRun.this) {
                switch (words[0]) {
                    case "ready" -> isReady = true;
                    case "events" -> events = Long.parseLong(words[1]);
                    case "idle" -> idle++;
                    case "asked" -> {
                        long transaction = Long.parseLong(words[1]);
                        ledger.asked(transaction, Workload.of(cluster, options.seed(), transaction));
                    }
                    case "told" -> ledger.told(Long.parseLong(words[1]), Outcome.valueOf(words[2]));
                    default -> throw new IllegalStateException("a node says " + String.join(" ", words));
                }
                TcpRun.this.notifyAll();
            }
        }

        void say(String line) throws IOException {
            stdin.write(line + "\n");
            stdin.flush();
        }

        /** Not {@link Process#destroyForcibly}: that throws away what the process has said. */
        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            process.waitFor();
            listener.join();
        }

        void end() throws IOException, InterruptedException {
            stdin.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("a node does not end");
            }
            listener.join();
        }
    }

    /** Returns the events in the trace. */
    long run() throws IOException, InterruptedException {
        try {
            for (String id : names()) {
                children.put(id, new Child(id));
            }
            work();
            windDown();
            check();
            return merge();
        } finally {
            for (Child child : children.values()) {
                child.process.destroyForcibly();
            }
            delete(folder);
        }
    }

    private List<String> names() {
        return Stream.concat(Stream.of(cluster.coordinator()), cluster.participants().stream())
                .sorted()
                .toList();
    }

    /** Kills a node every hundred events or so, also while others have not come back. */
    private void work() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(options.seed());
        List<String> names = names();
        while (true) {
            long target = options.faults().contains("crash")
                    ? Math.min(options.events(), events() + 20 + random.nextInt(120))
                    : options.events();
            await("there are " + target + " events", () -> events() >= target);
            if (events() >= options.events()) {
                await("all nodes are ready", () -> children.values().stream().allMatch(child -> child.isReady));
                return;
            }
            String victim = names.get(random.nextInt(names.size()));
            await(victim + " is ready", () -> children.get(victim).isReady);
            long events = children.get(victim).events;
            children.get(victim).kill();
            kills++;
            Child successor = new Child(victim);
            synchronized (this) {
                successor.events = Math.max(successor.events, events);
                children.put(victim, successor);
            }
        }
    }

    private synchronized long events() {
        return children.values().stream().mapToLong(child -> child.events).sum();
    }

    /** First the coordinator finishes what it has begun; then nobody is in doubt for long. */
    private void windDown() throws IOException, InterruptedException {
        Child coordinator = children.get(cluster.coordinator());
        coordinator.say("stop");
        await("the coordinator is idle", () -> coordinator.idle > 0);
        for (Child child : children.values()) {
            child.say("stop");
        }
        await("all nodes are idle", () -> children.values().stream().allMatch(child -> child.idle > 0));
        Map<Child, Long> before = new java.util.IdentityHashMap<>();
        children.values().forEach(child -> before.put(child, child.idle));
        await(
                "all nodes are idle for a while",
                () -> children.values().stream().allMatch(child -> child.idle > before.get(child) + 5));
        for (Child child : children.values()) {
            child.end();
        }
    }

    private interface Condition {
        boolean holds();
    }

    private synchronized void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            for (Map.Entry<String, Child> child : children.entrySet()) {
                if (!child.getValue().process.isAlive()) {
                    throw new IOException("node " + child.getKey() + " has failed: "
                            + Files.readString(folder.resolve(child.getKey() + ".err")));
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new IOException("waited " + PATIENCE_SECONDS + " seconds until " + what);
            }
            wait(Math.min(left, 1_000));
        }
    }

    private void check() {
        Map<String, Ledger.View> views = new TreeMap<>();
        for (String id : cluster.participants()) {
            ParticipantNode node =
                    new ParticipantNode(cluster, id, () -> NodeProcess.storage(folder, id), Cores.RIGHT, null);
            views.put(id, new Ledger.View() {
                @Override
                public Entry entry(long transaction) {
                    return node.entry(transaction);
                }

                @Override
                public SortedMap<String, String> values() {
                    return node.values();
                }
            });
        }
        ledger.check(views);
    }

    private record Line(long clock, String process, String text) {
        static Line of(String process, String text) {
            int clock = text.indexOf("\"clock\":") + 8;
            return new Line(Long.parseLong(text.substring(clock, text.indexOf(',', clock))), process, text);
        }
    }

    /** Writes the nodes' traces as one, in the total order of its events. */
    private long merge() throws IOException {
        List<Line> lines = new ArrayList<>();
        String header = "";
        for (String id : names()) {
            List<String> part = Files.readAllLines(NodeProcess.trace(folder, id));
            header = part.get(0);
            part.subList(1, part.size()).forEach(text -> lines.add(Line.of(id, text)));
        }
        lines.sort(Comparator.comparingLong(Line::clock).thenComparing(Line::process));
        boolean isCompressed = options.trace().toString().endsWith(".gz");
        try (var file = Files.newOutputStream(options.trace());
                Writer out = new BufferedWriter(new OutputStreamWriter(
                        isCompressed ? new GZIPOutputStream(file) : file, StandardCharsets.UTF_8))) {
            out.write(header + "\n");
            for (Line line : lines) {
                out.write(line.text + "\n");
            }
        }
        return lines.size();
    }

    private static void delete(Path folder) throws IOException {
        Collection<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    Ledger ledger() {
        return ledger;
    }

    long kills() {
        return kills;
    }
}
