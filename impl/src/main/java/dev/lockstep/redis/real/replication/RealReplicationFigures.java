package dev.lockstep.redis.real.replication;

import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import dev.lockstep.redis.real.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Counts how many runs of real servers are behaviours of the spec: {@code lockstep figures redis-replication}. The seed decides what happens to
 * which server; what the servers make of it differs from run to run.
 */
public final class RealReplicationFigures implements Figures {
    private static final String TRACES = "traces";
    private static final String LOST = "lost";

    /** So often something happens in a run. */
    private static final int ACTS = 2;

    private static final int AT_ONCE = 2;

    /** Lists what may happen in a run, each in its turn. */
    private static final List<Set<String>> FAULTS =
            List.of(Set.of("crash"), Set.of("partition"), Set.of("pause"), Set.of("restart"), Operator.FAULTS);

    @Override
    public String name() {
        return "redis-replication";
    }

    @Override
    public SortedMap<String, String> parts() {
        return new TreeMap<>(Map.of(
                TRACES, "real servers that are promoted, demoted, killed, stopped and cut off, a run for each seed",
                LOST, "real servers that lose an acknowledged write, two runs for ten seeds"));
    }

    /**
     * Tells of one run.
     *
     * @param what happened, or why it came to no end
     * @param isKept whether what was acknowledged is kept at the end
     */
    private record Row(String what, int servers, long events, boolean isAccepted, boolean isKept) {}

    @Override
    public boolean compute(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        Installed.require();
        boolean agrees = true;
        if (options.parts().contains(TRACES)) {
            agrees = traces(options, out, validator);
        }
        if (options.parts().contains(LOST)) {
            agrees &= lost(options, out, validator);
        }
        return agrees;
    }

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
        for (Row row : done(runs)) {
            accepted += row.isAccepted ? 1 : 0;
            events += row.isAccepted ? row.events : 0;
            out.accept("| " + row.what + " | " + row.servers + " | " + row.events + " | " + told(row.isAccepted) + " | "
                    + (!row.isAccepted ? "-" : row.isKept ? "yes" : "no") + " |");
        }
        out.accept(accepted + " of " + runs.size() + " traces are accepted, of " + events + " events");
        return accepted == runs.size();
    }

    private static String told(boolean isSo) {
        return isSo ? "yes" : "NO";
    }

    private static boolean lost(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        List<Callable<Row>> runs = new ArrayList<>();
        for (int i = 0; i < Math.max(1, options.seeds() / 10); i++) {
            runs.add(run(options, 2, Set.of(Replicating.NO_WAIT), options.seed() + i, validator));
            runs.add(run(options, 3, Set.of(Replicating.PRIORITY), options.seed() + i, validator));
        }
        out.accept("| what happens | servers | events | accepted | " + Replicating.LOST + " at the end |");
        out.accept("|---|--:|--:|---|---|");
        boolean agrees = true;
        for (Row row : done(runs)) {
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
                List<String> lines = new ArrayList<>(Files.readAllLines(trace));
                if (options.folder().isPresent()) {
                    Files.write(
                            options.folder().get().resolve(trace.getFileName().toString()), lines);
                }
                lines.set(0, lines.get(0).replaceFirst("\\{", "{\"atEnd\":\"" + Replicating.LOST + "\","));
                Files.write(trace, lines);
                return new Row(what, servers, events, isAccepted, isAccepted && validator.accepts(trace));
            } catch (IOException e) { // the processes did not come to an end: that is told as what it is
                return new Row(what + ": " + e.getMessage(), servers, 0, false, false);
            } finally {
                Files.deleteIfExists(trace);
                Files.delete(kept);
            }
        };
    }

    /** Does several at a time: each waits for most of its time. */
    private static List<Row> done(List<Callable<Row>> runs) throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Row> rows = new ArrayList<>();
            for (Future<Row> each : executor.invokeAll(runs)) {
                rows.add(each.get());
            }
            return rows;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }
}
