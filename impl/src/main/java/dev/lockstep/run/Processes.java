package dev.lockstep.run;

import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunOptions;
import java.io.BufferedReader;
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
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the nodes of one run as processes of their own, over TCP on loopback and with files. Any of them is killed ({@code kill -9}) and
 * restarted. Each runs {@link NodeMain}.
 */
final class Processes {
    private static final String PARTITION = "partition";

    /** Returns the faults that can be asked for: kills, and those of {@link dev.lockstep.net.FaultyTransport}. */
    static Set<String> faults(boolean bearsPartitions) {
        Set<String> faults = new TreeSet<>(Set.of("crash", "loss", "duplicate", "reorder"));
        if (bearsPartitions) {
            faults.add(PARTITION);
        }
        return faults;
    }

    private static final long PATIENCE_SECONDS = 120;

    /** The time after which a run asks again whether somebody wants something of it. */
    private static final long OFTEN_MILLIS = 100;

    /** Hears what the nodes tell, one message at a time. */
    interface Listener extends Memberships {
        /** Takes a node's words. The first word says of what kind they are. */
        void told(String node, List<String> words);

        /** Returns whether the run may wind down. This is asked again and again once there are as many events as wanted. */
        default boolean isDone() {
            return true;
        }

        /** Tells that all nodes have ended, and that their files are in this folder. */
        void ended(Path folder) throws IOException, InterruptedException;
    }

    private final RunOptions options;
    private final List<List<String>> groups;
    private final String description;
    private final int pace;
    private final Listener listener;
    private final RunControl control;
    private final TraceSoFar soFar;
    private final Set<String> held = new TreeSet<>();
    private boolean isStopped;
    private final Path folder;
    private final SortedMap<String, Child> children = new TreeMap<>();
    private final Partitions partitions;
    private boolean isWindingDown;
    private long kills;
    private long cutOff;

    /** Tells of the first news that cannot be. */
    private @Nullable IllegalStateException judgement;

    /**
     * @param groups the nodes' names; in the end each group stops when the group before it is idle
     * @param description the name of the protocol's {@link Description}
     * @param pace a factor for the number of events between two kills
     */
    Processes(
            RunOptions options,
            List<List<String>> groups,
            String description,
            int pace,
            Listener listener,
            RunControl control)
            throws IOException {
        this.options = options;
        this.groups = groups;
        this.description = description;
        this.pace = pace;
        this.listener = listener;
        this.control = control;
        this.soFar = new TraceSoFar(control, Optional::empty);
        this.partitions = new Partitions(names(), options.events(), options.seed());
        Path trace = options.trace().toAbsolutePath();
        this.folder = Files.createTempDirectory(trace.getParent(), trace.getFileName() + "-nodes");
    }

    /** Holds a process, and what it has said. */
    private final class Child {
        private final Process process;
        private final Writer stdin;
        private final Thread reader;
        private long events;
        private long cutOff;
        private boolean isReady;
        private boolean isToStand;
        private boolean stands;
        private long idle;

        /** @param events how many a process before has told of; this one tells how many of them are in the trace before it is ready */
        Child(String id, long events) throws IOException {
            this.events = events;
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("lockstep")
                            || argument.equals("-XX:+UseTransparentHugePages"))
                    .forEach(command::add);
            command.addAll(
                    List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:C1MaxInlineSize=20"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeMain.class.getName()));
            command.addAll(new NodeArguments(description, id, folder, options).words());
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(id + ".err").toFile()))
                    .start();
            stdin = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            BufferedReader stdout =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            reader = new Thread(() -> read(id, stdout), "read-" + id);
            reader.setDaemon(true);
            reader.start();
            if (!partitions.group().isEmpty()) {
                cut();
            }
        }

        private void read(String id, BufferedReader stdout) {
            try {
                for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
                    told(id, List.of(line.split(" ")));
                }
            } catch (IOException e) {
                // the process is gone
            }
        }

        private void told(String id, List<String> words) {
            synchronized (Processes.this) {
                switch (words.get(0)) {
                    case "ready" -> isReady = true;
                    case "events" -> {
                        events = Long.parseLong(words.get(1));
                        cutOff = Long.parseLong(words.get(2));
                    }
                    case "held" -> stands = true;
                    case "idle" -> idle++;
                    default -> judged(id, words);
                }
                Processes.this.notifyAll();
            }
        }

        private void judged(String id, List<String> words) {
            try {
                listener.told(id, words);
            } catch (IllegalStateException e) {
                judgement = judgement == null ? e : judgement;
            }
        }

        void say(String line) throws IOException {
            stdin.write(line + "\n");
            stdin.flush();
        }

        /** Tells the process which nodes are on one side of the cut. */
        void cut() throws IOException {
            say(String.join(" ", List.of("cut", String.join(" ", new TreeSet<>(partitions.group()))))
                    .strip());
        }

        /** Kills the process. {@link Process#destroyForcibly} is no good here: it throws away what the process has said. */
        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            process.waitFor();
            reader.join();
        }

        void end() throws IOException, InterruptedException {
            stdin.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("a node does not end");
            }
            reader.join();
        }
    }

    /**
     * Runs until there are as many events as asked for, and then until all nodes are idle. Then it writes their traces as one.
     *
     * @return the number of events in the trace
     */
    long run() throws IOException, InterruptedException {
        try {
            if (control != RunControl.NONE) {
                control.begins(names());
            }
            for (String id : names()) {
                children.put(id, new Child(id, 0));
            }
            work();
            windDown();
            requireNoJudgement();
            listener.ended(folder);
            return TraceMerge.merge(traces(), options.trace());
        } finally {
            for (Child child : children.values()) {
                child.process.destroyForcibly();
            }
            delete(folder);
        }
    }

    private List<String> names() {
        return groups.stream().flatMap(List::stream).sorted().toList();
    }

    private List<Path> traces() {
        return names().stream().map(id -> NodeFiles.trace(folder, id)).toList();
    }

    /** Returns the nodes' folder, which exists as long as the run lasts. */
    Path folder() {
        return folder;
    }

    /** Kills a node every hundred events or so, also while others have not come back. */
    private void work() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(options.seed());
        List<String> names = names();
        while (true) {
            long target =
                    options.faults().contains("crash") ? events() + pace * (20 + random.nextInt(120)) : Long.MAX_VALUE;
            await("there are " + target + " events", () -> isDone() || events() >= target);
            if (isDone()) {
                reviveAll();
                if (isDone()) { // what a killed process had not written of its trace is not counted any more
                    return;
                }
                continue;
            }
            String victim = names.get(random.nextInt(names.size()));
            await(victim + " is ready", () -> held.contains(victim) || children.get(victim).isReady);
            if (!held.contains(victim)) {
                kill(victim);
                revive(victim);
            }
        }
    }

    private void kill(String victim) throws InterruptedException {
        children.get(victim).kill();
        kills++;
        cutOff += children.get(victim).cutOff;
    }

    private void revive(String victim) throws IOException {
        Child successor = new Child(victim, children.get(victim).events);
        synchronized (this) {
            children.put(victim, successor);
        }
    }

    private void reviveAll() throws IOException, InterruptedException {
        for (String id : new TreeSet<>(held)) {
            held.remove(id);
            revive(id);
        }
        await("all nodes are ready", () -> children.values().stream().allMatch(child -> child.isReady));
    }

    /** Lets all nodes that are up stand still: then they are as at one moment. */
    private void stand() throws IOException, InterruptedException {
        List<Child> up = new ArrayList<>();
        for (Map.Entry<String, Child> child : children.entrySet()) {
            if (!held.contains(child.getKey())) {
                up.add(child.getValue());
            }
        }
        for (Child child : up) {
            if (!child.isToStand) {
                child.isToStand = true;
                child.say("hold");
            }
        }
        synchronized (this) {
            while (up.stream().anyMatch(child -> !child.stands && child.process.isAlive())) {
                wait(OFTEN_MILLIS);
            }
        }
    }

    private void goOn() throws IOException {
        for (Map.Entry<String, Child> child : children.entrySet()) {
            if (child.getValue().isToStand) {
                child.getValue().isToStand = false;
                child.getValue().stands = false;
                if (!held.contains(child.getKey())) {
                    child.getValue().say("go");
                }
            }
        }
    }

    /**
     * Does what somebody asks for.
     *
     * @return whether that may have kept nodes from going on
     */
    private boolean obey() throws IOException, InterruptedException {
        boolean isPaused = control.isPaused();
        if (isPaused || soFar.isDue()) {
            stand();
            soFar.tell(traces());
        }
        if (!isPaused) {
            goOn();
        }
        for (RunControl.Order order : control.pass(new RunControl.Status(events(), held, partitions.group()))) {
            Set<String> nodes = new TreeSet<>(order.nodes());
            nodes.retainAll(children.keySet());
            switch (order.kind()) {
                case KILL -> {
                    for (String id : nodes) {
                        if (held.add(id)) {
                            kill(id);
                        }
                    }
                }
                case RESTART -> {
                    for (String id : nodes) {
                        if (held.remove(id)) {
                            revive(id);
                        }
                    }
                }
                case PARTITION -> {
                    partitions.part(nodes);
                    cutOrHeal();
                }
                case HEAL -> {
                    partitions.heal();
                    cutOrHeal();
                }
                case MEMBERS -> listener.wanted(nodes);
                case STOP -> isStopped = true;
                default -> throw new IllegalArgumentException("processes cannot be asked for " + order.kind());
            }
        }
        return isPaused || !held.isEmpty() || !partitions.group().isEmpty();
    }

    private synchronized boolean isDone() {
        return (isStopped || events() >= options.events())
                && listener.isDone()
                && (!hasPartitions() || partitions.isOver());
    }

    private boolean hasPartitions() {
        return options.faults().contains(PARTITION);
    }

    private synchronized long events() {
        return children.values().stream().mapToLong(child -> child.events).sum();
    }

    private void windDown() throws IOException, InterruptedException {
        isWindingDown = true;
        goOn();
        partitions.heal();
        cutOrHeal();
        for (List<String> group : groups) {
            for (String id : group) {
                children.get(id).say("stop");
            }
            await(group + " are idle", () -> group.stream().allMatch(id -> children.get(id).idle > 0));
        }
        Map<Child, Long> before = new IdentityHashMap<>();
        synchronized (this) {
            children.values().forEach(child -> before.put(child, child.idle));
        }
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

    private void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = deadline();
        while (true) {
            if (control != RunControl.NONE && !isWindingDown) {
                boolean isKept = obey(); // without the lock: what a node says while it is killed is read
                deadline = isKept ? deadline() : deadline;
            }
            synchronized (this) {
                if (condition.holds()) {
                    return;
                }
                requireNoJudgement();
                for (Map.Entry<String, Child> child : children.entrySet()) {
                    if (!held.contains(child.getKey())
                            && !child.getValue().process.isAlive()) {
                        throw new IOException("node " + child.getKey() + " has failed: "
                                + Files.readString(folder.resolve(child.getKey() + ".err")));
                    }
                }
                if (hasPartitions() && !isWindingDown && partitions.pass(events(), cutOff(), System.nanoTime())) {
                    cutOrHeal();
                    continue;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new IOException("waited " + PATIENCE_SECONDS + " seconds until " + what);
                }
                wait(Math.min(left, control == RunControl.NONE ? 1_000 : OFTEN_MILLIS));
            }
        }
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    }

    private synchronized long cutOff() {
        return cutOff
                + children.values().stream().mapToLong(child -> child.cutOff).sum();
    }

    private void cutOrHeal() throws IOException {
        for (Map.Entry<String, Child> child : children.entrySet()) {
            if (!held.contains(child.getKey())) {
                child.getValue().cut();
            }
        }
    }

    private synchronized void requireNoJudgement() {
        if (judgement != null) {
            throw judgement;
        }
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

    /** Returns the number of processes that were killed. */
    long kills() {
        return kills;
    }

    /** Returns how often the network was cut in two, and how many messages that lost. It is empty if cuts were not asked for. */
    Map<String, Long> cuts() {
        Map<String, Long> cuts = new LinkedHashMap<>();
        if (hasPartitions()) {
            cuts.put("partitions", partitions.count());
            cuts.put("cut off", cutOff());
        }
        return cuts;
    }
}
