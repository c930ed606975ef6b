package dev.lockstep.gossip.figures;

import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.plot.Axis;
import dev.lockstep.plot.Chart;
import dev.lockstep.plot.Series;
import dev.lockstep.plot.Series.Mark;
import dev.lockstep.plot.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Shows how the delay grows with the number of sites: with its logarithm. */
final class DelayTable {
    static final String TITLE = "Delay against the number of sites";

    static final List<Integer> SIZES = List.of(10, 30, 100, 300, 1000, 3000, 10_000);

    /** The k of table 1 with which rumors are spread. */
    private static final int LIMIT = 3;

    /** The number of runs of a size is so chosen that these have about so many sites together. */
    private static final int SITES = 30_000;

    private static final String COLUMNS = "| %6s | %4s | %-17s | %-17s | %-17s | %-17s | %13s |";

    private DelayTable() {}

    /**
     * Holds the means of the runs with one number of sites.
     *
     * @param rumorMean t_ave of rumors: push, feedback, counter
     * @param rumorLast t_last of the same
     * @param exchangeMean t_ave of anti-entropy: push-pull, uniform choice
     * @param exchangeLast t_last of the same
     */
    record Row(
            int sites, int runs, Interval rumorMean, Interval rumorLast, Interval exchangeMean, Interval exchangeLast) {
        /** Returns how many cycles push takes to reach all, but for a constant: section 1.3. */
        double pushed() {
            return Math.log(sites) / Math.log(2) + Math.log(sites);
        }

        @Override
        public String toString() {
            String pushed = String.format(Locale.ROOT, "%.1f", pushed());
            return String.format(
                    Locale.ROOT, COLUMNS, sites, runs, rumorMean, rumorLast, exchangeMean, exchangeLast, pushed);
        }
    }

    static Row row(int sites, int seeds, long first) {
        int runs = Math.max(Interval.SAMPLES, Math.min(seeds, SITES / sites));
        List<Spread> rumors = runs(
                runs,
                first,
                seed -> new RumorCycles(sites, PaperTable.TABLE_1.variant(LIMIT), RumorMongering::new, seed).run());
        List<Spread> exchanges = runs(runs, first, seed -> new LineCycles(sites, 0, seed).run());
        return new Row(
                sites,
                runs,
                of(rumors, Spread::meanDelay),
                of(rumors, Spread::lastDelay),
                of(exchanges, Spread::meanDelay),
                of(exchanges, Spread::lastDelay));
    }

    private static List<Spread> runs(int runs, long first, LongFunction<Spread> run) {
        return IntStream.range(0, runs)
                .parallel()
                .mapToObj(i -> run.apply(first + i))
                .toList();
    }

    private static Interval of(List<Spread> runs, ToDoubleFunction<Spread> figure) {
        return Interval.of(runs.stream().mapToDouble(figure).toArray());
    }

    static List<Row> print(int seeds, long first, Consumer<String> out) {
        out.accept(TITLE + ", in cycles; rumors: push, feedback, counter, k = " + LIMIT
                + "; anti-entropy: push-pull; uniform choice, seeds from " + first);
        out.accept("");
        out.accept(String.format(
                Locale.ROOT,
                COLUMNS,
                "sites",
                "runs",
                "rumors, t_ave",
                "rumors, t_last",
                "exchanges, t_ave",
                "exchanges, t_last",
                "log2 n + ln n"));
        out.accept("|-------:|-----:|" + "------------------:|".repeat(4) + "--------------:|");
        List<Row> rows = new ArrayList<>();
        for (int sites : SIZES) {
            rows.add(row(sites, seeds, first));
            out.accept(rows.get(rows.size() - 1).toString());
        }
        out.accept("");
        return rows;
    }

    static Chart chart(List<Row> rows) {
        return new Chart(
                TITLE,
                Axis.logarithmic("number of sites n"),
                Axis.linear("delay in cycles"),
                List.of(
                        series("log2 n + ln n", Mark.DASHED_LINE, rows, Row::pushed),
                        series(
                                "rumors, t_last",
                                Mark.LINE_AND_POINTS,
                                rows,
                                row -> row.rumorLast().mean()),
                        series(
                                "rumors, t_ave",
                                Mark.LINE_AND_POINTS,
                                rows,
                                row -> row.rumorMean().mean()),
                        series(
                                "anti-entropy, t_last",
                                Mark.LINE_AND_POINTS,
                                rows,
                                row -> row.exchangeLast().mean()),
                        series(
                                "anti-entropy, t_ave",
                                Mark.LINE_AND_POINTS,
                                rows,
                                row -> row.exchangeMean().mean())));
    }

    private static Series series(String name, Mark mark, List<Row> rows, ToDoubleFunction<Row> delay) {
        return new Series(
                name,
                mark,
                rows.stream()
                        .map(row -> new Point(row.sites(), delay.applyAsDouble(row)))
                        .toList());
    }
}
