package dev.lockstep.redis.real.cluster;

import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.redis.real.RealFigures;
import dev.lockstep.redis.real.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many failovers and slot moves of real nodes are behaviours of the spec: {@code lockstep figures redis-cluster}. The seed decides what
 * fails when; what the nodes make of it differs from run to run.
 */
public final class ClusterFigures extends RealFigures {
    /** So many failovers, at least, are in one trace. */
    private static final int EACH = 5;

    public ClusterFigures() {
        super(
                "redis-cluster",
                Map.of(
                        "failovers",
                        new Part(
                                "failovers of real nodes, at least as many as seeds, with ten slots that move before each; each trace validated",
                                ClusterFigures::failovers)));
    }

    private static boolean failovers(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        out.accept("| a replica takes over after | slots move | failovers | moves | events | accepted |");
        out.accept("|---|---|--:|--:|--:|---|");
        Map<String, Long> all = new TreeMap<>();
        Map<String, Long> accepted = new TreeMap<>();
        int wanted = options.seeds();
        for (int i = 0; wanted > 0; i++) {
            String way = ClusterFailovers.WAYS.get(i % ClusterFailovers.WAYS.size());
            boolean isHasty = i % 2 == 1;
            int count = Math.min(EACH, wanted);
            Path kept = options.folder().isEmpty()
                    ? null
                    : options.folder().get().resolve(way + '-' + (options.seed() + i));
            Map<String, Long> figures = new TreeMap<>();
            List<String> ways = isHasty ? List.of(way, ClusterFailovers.HURRY) : List.of(way);
            boolean isAccepted = isAccepted(ways, count, options.seed() + i, validator, kept, figures, out);
            figures.forEach((name, value) -> {
                all.merge(name, value, Long::sum);
                accepted.merge(name, isAccepted ? value : 0, Long::sum);
            });
            out.accept("| " + way + " | " + (isHasty ? "at once" : "one by one") + " | " + figures.get("failovers")
                    + " | " + figures.get("moves") + " | " + figures.get("events") + " | " + told(isAccepted)
                    + " |");
            wanted -= count;
        }
        for (String name : List.of("failovers", "moves", "events")) {
            out.accept(accepted.get(name) + " of " + all.get(name) + ' ' + name + " are in accepted traces");
        }
        out.accept("in " + all.get("mistaken")
                + " cases the connection of a message was mistaken for another one that said the same");
        return accepted.equals(all);
    }

    /** @param kept where logs and the trace go, and stay if it is rejected; null: nowhere */
    private static boolean isAccepted(
            List<String> ways,
            int failovers,
            long seed,
            Validator validator,
            @Nullable Path kept,
            Map<String, Long> figures,
            Consumer<String> out)
            throws IOException, InterruptedException {
        Path trace = Files.createTempFile("redis-cluster", ".ndjson");
        try {
            figures.putAll(Map.of("failovers", 0L, "moves", 0L, "events", 0L, "mistaken", 0L));
            try {
                figures.put(
                        "events", RealCluster.run(RealCluster.MASTERS, ways, failovers, seed, trace, kept, figures));
            } catch (IOException e) { // the cluster did not settle, or its log does not fit its bus: that is told
                out.accept(e.getMessage());
                return false;
            }
            boolean isAccepted = false;
            try {
                isAccepted = validator.accepts(trace);
            } catch (IOException e) { // that there is no verdict is told, and the trace is not accepted
                out.accept(e.getMessage());
            }
            if (kept != null && !isAccepted) {
                Files.copy(trace, kept.resolve("trace.ndjson"));
            } else if (kept != null) {
                RunFolder.delete(kept);
            }
            return isAccepted;
        } finally {
            Files.delete(trace);
        }
    }
}
