package dev.lockstep.gossip.figures;

import dev.lockstep.gossip.figures.Interval.Verdict;
import dev.lockstep.gossip.run.RumorMongeringProtocol.Core;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Compares one figure of a table with what many runs give.
 *
 * @param figure {@code s}, {@code m}, {@code t_ave} or {@code t_last}
 * @param tolerance a share of the published value; 0: the figures are shown and not judged
 */
record Comparison(int k, String figure, Interval ours, double published, double tolerance, Verdict verdict) {
    /** The number of figures of a row. */
    static final int FIGURES = 4;

    /** The least number of sites without the update, in all runs, for which their share has an interval. */
    private static final int SITES_LEFT = 30;

    private static final String COLUMNS = "| %1s | %-6s | %-21s | %9s | %9s | %-23s |";

    static final List<String> HEADING = List.of(
            String.format(Locale.ROOT, COLUMNS, "k", "", "ours", "published", "deviation", "judged"),
            "|--:|--------|----------------------:|----------:|----------:|-------------------------|");

    /** Returns the runs of a row: so many, with the seeds from the first on. */
    static List<Spread> runs(PaperTable table, int k, Core core, int seeds, long first) {
        return IntStream.range(0, seeds)
                .parallel()
                .mapToObj(i -> new RumorCycles(PaperTable.SITES, table.variant(k), core, first + i).run())
                .toList();
    }

    /** Compares s, m, t_ave and t_last of a row. */
    static List<Comparison> of(PaperTable table, int k, List<Spread> runs) {
        PaperTable.Row row = table.rows().get(k - 1);
        double meanDelayTolerance = table.hasPlainMeanDelay() ? PaperTable.TOLERANCE : 0;
        Comparison s = of(k, "s", runs, Spread::residue, row.residue(), row.residueTolerance());
        long left = Math.round(s.ours().mean() * runs.size() * PaperTable.SITES);
        return List.of(
                left < SITES_LEFT
                        ? new Comparison(k, "s", s.ours(), row.residue(), row.residueTolerance(), Verdict.UNDECIDED)
                        : s,
                of(k, "m", runs, Spread::traffic, row.traffic(), PaperTable.TOLERANCE),
                of(k, "t_ave", runs, Spread::meanDelay, row.meanDelay(), meanDelayTolerance),
                of(k, "t_last", runs, Spread::lastDelay, row.lastDelay(), PaperTable.TOLERANCE));
    }

    private static Comparison of(
            int k,
            String figure,
            List<Spread> runs,
            ToDoubleFunction<Spread> value,
            double published,
            double tolerance) {
        Interval ours = Interval.of(runs.stream().mapToDouble(value).toArray());
        return new Comparison(k, figure, ours, published, tolerance, ours.against(published, tolerance));
    }

    boolean isJudged() {
        return tolerance > 0;
    }

    /** Returns the row of the printed table. */
    @Override
    public String toString() {
        double deviation = ours.mean() / published - 1;
        String within = Math.round(100 * tolerance) + "%";
        String judged = !isJudged()
                ? "no: see figures.md"
                : switch (verdict) {
                    case WITHIN -> "within " + within;
                    case OUTSIDE -> "OUTSIDE " + within;
                    case UNDECIDED -> "undecided: more seeds";
                };
        return String.format(
                Locale.ROOT,
                COLUMNS,
                k,
                figure,
                ours,
                shortest(published),
                String.format(Locale.ROOT, "%+.1f%%", 100 * deviation),
                judged);
    }

    private static String shortest(double value) {
        return new java.math.BigDecimal(Double.toString(value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
