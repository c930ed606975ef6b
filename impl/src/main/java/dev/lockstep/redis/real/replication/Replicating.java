package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.real.Installed;
import dev.lockstep.redis.real.RunFolder;
import dev.lockstep.redis.replication.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs servers that replicate each other, and makes a trace of what was seen of them. */
final class Replicating {
    /** Names the run in which a write is lost that nobody waited for, and that in which priority decides. */
    static final String NO_WAIT = "no-wait";

    static final String PRIORITY = "priority";

    /** Names the runs in which a master hands over and does not learn of it: two masters. The answer is lost, or it is told to abort. */
    static final String LOST_ANSWER = "failover-lost-answer";

    static final String ABORTED = "failover-aborted";

    /** Names the runs that end when a write is lost, and what each of them waits for. */
    private static final Map<String, Integer> LOSSES = Map.of(NO_WAIT, 0, PRIORITY, 1, LOST_ANSWER, 0, ABORTED, 0);

    static final Set<String> FAULTS =
            Stream.concat(Operator.FAULTS.stream(), LOSSES.keySet().stream()).collect(Collectors.toUnmodifiableSet());

    /** Says which property of the spec those runs violate. */
    static final String LOST = "AcknowledgedIsKept";

    private static final String MAPPING = "redis-replication.mapping";
    private static final int WRITERS = 2;

    /** A client that wants to lose a write tries it so often until it is acknowledged. */
    private static final int PATIENCE = 20;

    /** So few parts of the stream are in a run that the backlog has all of them. */
    private static final int BACKLOG = 1_000_000;

    private final int nodes;
    private final Set<String> faults;
    private final int acts;
    private final long seed;
    private final boolean isLoss;
    private final int waitFor;
    private final Map<String, Long> figures = new LinkedHashMap<>();

    /**
     * Makes a run, which does not begin yet.
     *
     * @param nodes how many servers, at least 2
     * @param faults names at least one of {@link Operator#FAULTS}, or one of those that lose a write, alone
     * @param acts how often something happens
     * @throws IllegalArgumentException these do not fit
     */
    Replicating(int nodes, Set<String> faults, int acts, long seed) {
        boolean isLoss = !Collections.disjoint(faults, LOSSES.keySet());
        if (isLoss && faults.size() > 1) {
            throw new IllegalArgumentException("the faults " + String.join(", ", new TreeSet<>(LOSSES.keySet()))
                    + " come alone: the run ends when the write is lost");
        }
        int least = faults.contains(PRIORITY) ? 3 : 2;
        if (nodes < least) {
            throw new IllegalArgumentException("--nodes, the servers, must be at least " + least + " here");
        }
        this.nodes = nodes;
        this.faults = new TreeSet<>(faults);
        this.acts = acts;
        this.seed = seed;
        this.isLoss = isLoss;
        this.waitFor = isLoss
                ? LOSSES.getOrDefault(this.faults.iterator().next(), 0)
                : 1 + (int) Math.floorMod(seed, (long) nodes - 1);
    }

    Map<String, Long> figures() {
        return figures;
    }

    private Map<String, Persistence> persistence() {
        Persistence[] policies = Persistence.values();
        Map<String, Persistence> persistence = new TreeMap<>();
        for (int i = 1; i <= nodes; i++) {
            int policy = (int) Math.floorMod(i + seed, (long) policies.length);
            persistence.put("r" + i, isLoss ? Persistence.NO : policies[policy]);
        }
        return persistence;
    }

    /**
     * Runs, and writes the trace.
     *
     * @param kept an empty folder for what is written besides; null: it is not kept
     * @return how many events the trace has
     */
    long run(Path trace, @Nullable Path kept) throws IOException, InterruptedException {
        Installed installed = Installed.require();
        try (RunFolder folder = new RunFolder("redis-replication", kept)) {
            Recording recording = new Recording();
            Map<String, Integer> priorities = faults.contains(PRIORITY) ? Map.of("r3", 10) : Map.of();
            Translation translation;
            ServerGroup group = ServerGroup.start(installed, folder.path(), persistence(), priorities, recording);
            try {
                if (faults.contains(LOST_ANSWER)) {
                    handOver(group, recording, FailoverAnswers.Fate.LOST);
                } else if (faults.contains(ABORTED)) {
                    handOver(group, recording, FailoverAnswers.Fate.HELD);
                } else if (isLoss) {
                    lose(group, recording);
                } else {
                    operate(group, recording);
                }
                translation = new Translation(group.persistence(), group.first(), waitFor);
            } finally {
                group.close();
            }
            Set<String> logging = group.servers().stream()
                    .filter(each -> group.persistence().get(each).hasLog())
                    .collect(Collectors.toSet());
            List<Item> steps = new Timeline(recording, group.logs(), logging).ordered();
            Path log = Files.write(folder.path().resolve("steps.log"), translation.lines(steps));
            return folder.trace(MAPPING, constants(group), List.of(), List.of(log), trace);
        }
    }

    private void operate(ServerGroup group, Recording recording) throws IOException, InterruptedException {
        Operator operator = new Operator(group, faults, seed);
        Writer[] writers = new Writer[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            writers[i] = new Writer("w" + (i + 1), group, recording, operator::master, waitFor, seed + i + 1);
            writers[i].start();
        }
        try {
            for (int i = 0; i < acts; i++) {
                operator.act();
            }
        } finally {
            for (Writer writer : writers) {
                writer.close();
            }
        }
        figures.putAll(operator.figures());
        figures.put("writes", (long) recording.writes().size());
        figures.put("waits", (long) recording.waits().size());
    }

    /** Makes the servers lose a write that was acknowledged. The one that is promoted is cut off when the write is made; with WAIT another one has it. */
    private void lose(ServerGroup group, Recording recording) throws IOException, InterruptedException {
        List<String> servers = group.servers();
        String master = servers.get(0);
        Set<String> away = faults.contains(PRIORITY) ? Set.of("r3") : Set.copyOf(servers.subList(1, nodes));
        try (Writer client = new Writer("w", group, recording, () -> master, waitFor, seed)) {
            client.write(master);
            client.write(master);
            group.links().cut(Set.of(master), away);
            TimeUnit.MILLISECONDS.sleep(100);
            int writes = 0;
            while (!client.write(master)) { // on a busy machine a replica may acknowledge it too late
                writes++;
                if (writes == PATIENCE) {
                    throw new IOException("nobody has acknowledged one of " + writes + " writes in time");
                }
            }
        }
        group.crash(master);
        String next = group.byPriority(servers.subList(1, nodes));
        group.promote(next);
        group.links().heal(); // what was held back comes to a connection that is closed
        for (String each : servers.subList(1, nodes)) {
            group.follow(each, next);
        }
        group.awaitLinks();
        figures.put("writes", (long) recording.writes().size());
        figures.put("waits", (long) recording.waits().size());
    }

    /** Has the master hand over without learning that the other one has taken over. Both then take a write. */
    private void handOver(ServerGroup group, Recording recording, FailoverAnswers.Fate fate)
            throws IOException, InterruptedException {
        String master = group.servers().get(0);
        String target = group.servers().get(1);
        try (Writer client = new Writer("w", group, recording, () -> master, waitFor, seed)) {
            client.write(master);
            client.write(master);
            group.failover(master, target, fate);
            client.write(target);
            client.write(master);
        }
        figures.put("masters", group.masters());
        figures.put("writes", (long) recording.writes().size());
    }

    private List<String> constants(ServerGroup group) {
        Map<String, String> policies = new TreeMap<>();
        group.persistence()
                .forEach((server, policy) -> policies.put(server, policy.name().toLowerCase(Locale.ROOT)));
        String pairs = policies.entrySet().stream()
                .map(each -> "[\"" + each.getKey() + "\",\"" + each.getValue() + "\"]")
                .collect(Collectors.joining(","));
        return List.of(
                "constant Server = {\"#set\":" + Json.of(group.servers()) + "}",
                "constant First = \"" + group.servers().get(0) + "\"",
                "constant Persistence = {\"#map\":[" + pairs + "]}",
                "constant BacklogSize = " + BACKLOG,
                "constant WaitFor = " + waitFor);
    }
}
