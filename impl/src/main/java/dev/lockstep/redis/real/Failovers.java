package dev.lockstep.redis.real;

import dev.lockstep.protocol.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has the master fail in one way after the other, and makes a trace of what comes of it. */
final class Failovers {
    /** Names unequal layouts and slow links, so that there may be two leaders. */
    static final String UNEQUAL = "unequal";

    /** The ways in which a master fails while sentinels know each other. */
    static final List<String> WAYS = List.of("crash", "partition", "pause", "restart");

    static final Set<String> FAULTS =
            Set.of("crash", "pause", "partition", "restart", "forced", "reset", "remonitor", UNEQUAL);

    private static final String MAPPING = "redis-sentinel.mapping";
    /** So many milliseconds may pass between the beginnings of two failovers in one epoch. */
    private static final int SLOW = 700;

    /** An answer that has been asked for so many milliseconds ago comes after the votes are cast. */
    private static final int TOO_LATE = 1000;

    private final Layout layout;
    private final List<String> faults;
    private final int failovers;
    private final Random random;
    private final Map<String, Long> figures = new LinkedHashMap<>();

    Failovers(Layout layout, List<String> faults, int failovers, long seed) {
        this.layout = layout;
        this.faults = faults;
        this.failovers = failovers;
        this.random = new Random(seed);
    }

    /** @throws IllegalArgumentException the options do not fit */
    static Failovers of(RunOptions options, int failovers) {
        if (options.faults().contains(UNEQUAL)) {
            if (options.faults().size() > 1) {
                throw new IllegalArgumentException(
                        "the fault " + UNEQUAL + " comes alone: it ends with the first failover");
            }
            return new Failovers(Layout.unequal(), List.of("crash"), 1, options.seed());
        }
        List<String> faults = new ArrayList<>(new TreeSet<>(options.faults()));
        if (options.nodes() < 3) {
            throw new IllegalArgumentException(
                    "--nodes, the sentinels, must be at least 3: of fewer, one cannot replace another");
        }
        return new Failovers(
                Layout.complete(options.nodes()),
                faults.isEmpty() ? List.of("crash") : faults,
                failovers,
                options.seed());
    }

    /** Returns the figures that are worth telling, once it has run. */
    Map<String, Long> figures() {
        return figures;
    }

    /**
     * Runs, and writes the trace.
     *
     * @param logs an empty folder for the logs; null: they are not kept
     * @return how many events the trace has
     */
    long run(Path trace, @Nullable Path logs) throws IOException, InterruptedException {
        Installed installed = Installed.require();
        try (RunFolder folder = new RunFolder("redis-sentinel", logs);
                Lateness lateness = new Lateness()) {
            SentinelGroup group = SentinelGroup.start(installed, folder.path(), layout);
            try {
                for (int i = 0; i < failovers; i++) {
                    failover(group);
                }
            } finally {
                figures.put("milliseconds late", lateness.millis());
                group.close();
            }
            return folder.trace(MAPPING, group.ownVotes(), group.mapping(), group.logs(), trace);
        }
    }

    private void failover(SentinelGroup group) throws IOException, InterruptedException {
        String fault = faults.get(random.nextInt(faults.size()));
        if (!layout.canLearn()) {
            unequal(group);
            return;
        }
        List<String> sentinels = group.layout().sentinels();
        String master = group.master(sentinels.get(0));
        String sentinel = sentinels.get(random.nextInt(sentinels.size()));
        switch (fault) {
            case "pause" -> {
                group.process(master).stop();
                group.awaitFailover(master);
                group.process(master).goOn();
            }
            case "partition" -> {
                Set<String> others = new TreeSet<>(sentinels);
                others.addAll(group.layout().serverNames());
                others.remove(master);
                group.links().cut(Set.of(master), others);
                group.awaitFailover(master);
                group.links().heal();
            }
            case "restart" -> {
                group.crash(master);
                TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1000));
                group.crash(sentinel);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1000));
                group.restart(sentinel);
                group.awaitFailover(master);
                group.restart(master);
            }
            case "forced" -> {
                group.force(sentinel);
                group.awaitFailover(master);
            }
            case "reset" -> {
                group.reset(sentinel);
                replace(group, master);
            }
            case "remonitor" -> {
                group.remonitor(sentinel);
                replace(group, master);
            }
            default -> replace(group, master);
        }
        group.awaitReady();
        figures.merge(fault, 1L, Long::sum);
        figures.merge("failovers", 1L, Long::sum);
    }

    /** Kills the master, and has it come back when another one has taken its place. */
    private static void replace(SentinelGroup group, String master) throws IOException, InterruptedException {
        group.crash(master);
        group.awaitFailover(master);
        group.restart(master);
    }

    /**
     * Waits for what sentinels do that know different others. The requests of s3 and s4 reach one voter each soon, and that of the other late;
     * the rest ask too late to begin themselves.
     */
    private void unequal(SentinelGroup group) throws IOException, InterruptedException {
        group.links().delay("s3", "s2", SLOW);
        group.links().delay("s4", "s1", SLOW);
        group.links().delay("s4", "s3", SLOW);
        for (String voter : List.of("s1", "s2", "s5")) {
            for (String other : group.layout().sentinels()) {
                group.links().delay(voter, other, TOO_LATE);
            }
        }
        group.crash(group.first());
        TimeUnit.SECONDS.sleep(8);
        figures.merge("failovers", 1L, Long::sum);
    }
}
