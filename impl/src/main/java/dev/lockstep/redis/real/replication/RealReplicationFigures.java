package dev.lockstep.redis.real.replication;

import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.redis.real.RealFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Counts how many runs of real servers are behaviours of the spec: {@code lockstep figures redis-replication}. The seed decides what happens to
 * which server; what the servers make of it differs from run to run.
 */
public final class RealReplicationFigures extends RealFigures {
    /** So often something happens in a run. */
    private static final int ACTS = 2;

    private static final int AT_ONCE = 2;

    /** Lists what may happen in a run, each in its turn. */
    private static final List<Set<String>> FAULTS = List.of(
            Set.of("crash"),
            Set.of("partition"),
            Set.of("pause"),
            Set.of("restart"),
            Set.of("failover"),
            Operator.FAULTS);

    public RealReplicationFigures() {
        super(
                "redis-replication",
                Map.of(
                        "traces",
                        new Part(
                                "real servers that are promoted, demoted, killed, stopped and cut off, a run for each seed",
                                RealReplicationFigures::traces),
                        "lost",
                        new Part(
                                "real servers that lose an acknowledged write, four runs for ten seeds",
                                RealReplicationFigures::lost)));
    }

    /**
     * Tells of one run.
     *
     * @param what happened, or why it came to no end
     * @param isKept whether what was acknowledged is kept at the end
     */
    private record Row(String what, int servers, long events, boolean isAccepted, boolean isKept) {}

    private static boolean traces(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        List<Callable<Row>> runs = new ArrayList<>();
        for (int i = 0; i < options.seeds(); i++) {
            Set<String> faults = FAULTS.get(i % FAULTS.size());
            runs.add(run(options, 3 + i % 2, faults, options.seed() + i, validator));
        }
        out.accept("| what happens | servers | events | accepted | acknowledged writes are kept at the end |");
        out.accept("|---|--:|--:|---|---|");
        long accepted = 0;
        long events = 0;
        for (Row row : done(runs, AT_ONCE)) {
            accepted += row.isAccepted ? 1 : 0;
            events += row.isAccepted ? row.events : 0;
            out.accept("| " + row.what + " | " + row.servers + " | " + row.events + " | " + told(row.isAccepted) + " | "
                    + (!row.isAccepted ? "-" : row.isKept ? "yes" : "no") + " |");
        }
        out.accept(accepted + " of " + runs.size() + " traces are accepted, of " + events + " events");
        return accepted == runs.size();
    }

    private static boolean lost(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        List<Callable<Row>> runs = new ArrayList<>();
        for (int i = 0; i < Math.max(1, options.seeds() / 10); i++) {
            runs.add(run(options, 2, Set.of(Replicating.NO_WAIT), options.seed() + i, validator));
            runs.add(run(options, 3, Set.of(Replicating.PRIORITY), options.seed() + i, validator));
            runs.add(run(options, 2, Set.of(Replicating.LOST_ANSWER), options.seed() + i, validator));
            runs.add(run(options, 2, Set.of(Replicating.ABORTED), options.seed() + i, validator));
        }
        out.accept("| what happens | servers | events | accepted | " + Replicating.LOST + " at the end |");
        out.accept("|---|--:|--:|---|---|");
        boolean agrees = true;
        for (Row row : done(runs, AT_ONCE)) {
            agrees &= row.isAccepted && !row.isKept;
            out.accept("| " + row.what + " | " + row.servers + " | " + row.events + " | " + told(row.isAccepted) + " | "
                    + (!row.isAccepted ? "-" : row.isKept ? "HOLDS" : "violated") + " |");
        }
        return agrees;
    }

    /** Returns a run. Its trace is kept in the folder that the options name. */
    private static Callable<Row> run(
            FigureOptions options, int servers, Set<String> faults, long seed, Validator validator) throws IOException {
        Replicating run = new Replicating(servers, faults, ACTS, seed);
        String what = String.join(", ", new TreeSet<>(faults));
        return () -> {
            Path kept = Files.createTempDirectory("redis-replication");
            Path trace = kept.resolve(what.replace(", ", "-") + "-" + seed + ".ndjson");
            try {
                long events = run.run(trace, null);
                boolean isAccepted = validator.accepts(trace);
                if (options.folder().isPresent()) {
                    Files.copy(
                            trace,
                            options.folder().get().resolve(trace.getFileName().toString()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
                boolean isKept = isAccepted && holdsAtEnd(Replicating.LOST, trace, validator);
                return new Row(what, servers, events, isAccepted, isKept);
            } catch (IOException e) { // the processes did not come to an end: that is told as what it is
                return new Row(what + ": " + e.getMessage(), servers, 0, false, false);
            } finally {
                Files.deleteIfExists(trace);
                Files.delete(kept);
            }
        };
    }
}
