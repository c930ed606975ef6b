package dev.lockstep.redis.real;

import dev.lockstep.protocol.FigureOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many failovers of real processes are behaviours of the spec: {@code lockstep figures redis-sentinel}. The seed decides what fails
 * when; what the processes make of it differs from run to run.
 */
public final class SentinelFigures extends RealFigures {
    /** So many failovers are in one trace. */
    private static final int EACH = 5;

    private static final int AT_ONCE = 3;
    private static final String CRASH = "crash";
    private static final String PROPERTY = "OneLeader";

    public SentinelFigures() {
        super(
                "redis-sentinel",
                Map.of(
                        "failovers",
                        new Part(
                                "failovers of real servers by real sentinels, as many as seeds, each trace validated",
                                SentinelFigures::failovers),
                        "two-leaders",
                        new Part(
                                "real sentinels of unequal layouts, a run for ten seeds: two leaders in one epoch",
                                SentinelFigures::leaders)));
    }

    /**
     * Tells of one run.
     *
     * @param way how the master failed
     * @param late the most milliseconds by which a proxy saw late what was said, as far as that was measured
     * @param leaders how many were elected in the epoch that has most
     * @param holds whether at the end there is one leader in each epoch
     */
    private record Row(
            String way,
            int sentinels,
            long failovers,
            long events,
            long late,
            boolean isAccepted,
            int leaders,
            boolean holds) {
        /** Says whether the trace is accepted. If not, it also says whether proxies saw things later than the mapping allows. */
        String told() {
            return SentinelFigures.told(isAccepted)
                    + (isAccepted || late <= SentinelGroup.UNCERTAINTY ? "" : ", but seen too late");
        }
    }

    private static boolean failovers(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        List<Callable<Row>> runs = new ArrayList<>();
        int wanted = options.seeds();
        for (int i = 0; wanted > 0; i++) {
            int count = Math.min(EACH, wanted);
            long seed = options.seed() + i;
            String way = Failovers.WAYS.get(i % Failovers.WAYS.size());
            Layout layout = Layout.complete(i % 2 == 0 ? 3 : 5);
            Path kept =
                    options.folder().map(each -> each.resolve(way + "-" + seed)).orElse(null);
            runs.add(() -> row(way, layout, new Failovers(layout, List.of(way), count, seed), count, validator, kept));
            wanted -= count;
        }
        out.accept("| the master | sentinels | failovers | events | events per failover | ms late | accepted |");
        out.accept("|---|--:|--:|--:|--:|--:|---|");
        long all = 0;
        long accepted = 0;
        long events = 0;
        for (Row row : done(runs, AT_ONCE)) {
            all += row.failovers;
            accepted += row.isAccepted ? row.failovers : 0;
            events += row.events;
            out.accept("| " + row.way + " | " + row.sentinels + " | " + row.failovers + " | " + row.events + " | "
                    + row.events / row.failovers + " | " + row.late + " | " + row.told() + " |");
        }
        out.accept(accepted + " of " + all + " failovers are accepted, in traces of " + events + " events");
        return accepted == all;
    }

    private static boolean leaders(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        List<Callable<Row>> runs = new ArrayList<>();
        for (int i = 0; i < Math.max(1, options.seeds() / 10); i++) {
            Layout layout = Layout.unequal();
            long seed = options.seed() + i;
            Path kept = options.folder()
                    .map(each -> each.resolve("unequal-" + seed))
                    .orElse(null);
            Failovers run = new Failovers(layout, List.of(CRASH), 1, seed);
            runs.add(() -> row(CRASH, layout, run, 1, validator, kept));
        }
        out.accept("| run | events | ms late | accepted | leaders in one epoch | " + PROPERTY + " at the end |");
        out.accept("|--:|--:|--:|---|--:|---|");
        int number = 0;
        int violating = 0;
        boolean agrees = true;
        for (Row row : done(runs, AT_ONCE)) {
            number++;
            violating += row.isAccepted && !row.holds ? 1 : 0;
            agrees &= row.isAccepted && row.holds == row.leaders < 2;
            String told = row.way.equals(CRASH) ? "" : " (" + row.way + ")";
            out.accept("| " + number + told + " | " + row.events + " | " + row.late + " | " + row.told() + " | "
                    + row.leaders + " | " + (!row.isAccepted ? "-" : row.holds ? "holds" : "VIOLATED") + " |");
        }
        out.accept("in " + violating + " of " + number
                + " runs two sentinels led in one epoch: the trace is a behaviour of RedisSentinel, and violates "
                + PROPERTY);
        return agrees;
    }

    /** @param kept where logs go, and stay if the trace is rejected; null: nowhere */
    private static Row row(
            String way, Layout layout, Failovers run, int failovers, Validator validator, @Nullable Path kept)
            throws IOException, InterruptedException {
        Path trace = Files.createTempFile("redis-sentinel", ".ndjson");
        try {
            long events;
            try {
                events = run.run(trace, kept);
            } catch (IOException e) { // the processes did not come to an end: that is told as what it is
                return new Row(
                        way + ": " + e.getMessage(),
                        layout.sentinels().size(),
                        failovers,
                        0,
                        late(run),
                        false,
                        0,
                        false);
            }
            boolean isAccepted = validator.accepts(trace);
            List<String> lines = Files.readAllLines(trace);
            if (kept != null && !isAccepted) {
                Files.write(kept.resolve("trace.ndjson"), lines);
            } else if (kept != null) {
                RunFolder.delete(kept);
            }
            boolean holds = isAccepted && holdsAtEnd(PROPERTY, trace, validator);
            return new Row(
                    way, layout.sentinels().size(), failovers, events, late(run), isAccepted, leaders(lines), holds);
        } finally {
            Files.delete(trace);
        }
    }

    private static long late(Failovers run) {
        return run.figures().getOrDefault("milliseconds late", 0L);
    }

    /** Returns how many sentinels were elected in the epoch that has most of them. */
    private static int leaders(List<String> events) {
        Map<String, Integer> byEpoch = new TreeMap<>();
        events.stream()
                .filter(line -> line.contains("\"BecomeLeader\""))
                .map(line -> line.replaceFirst(".*\"failover_epoch\":(\\d+).*", "$1"))
                .forEach(epoch -> byEpoch.merge(epoch, 1, Integer::sum));
        return byEpoch.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
