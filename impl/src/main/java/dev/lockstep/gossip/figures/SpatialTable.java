package dev.lockstep.gossip.figures;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Shows what tables 4 and 5 of Demers et al. 1987 show, on a line. Their network was not published, so that no figure can be compared: only
 * the trend is the same.
 */
final class SpatialTable {
    static final String TITLE = "What tables 4 and 5 show: anti-entropy with partners chosen by distance";

    static final int SITES = 200;

    /** The exponents of the paper, after a uniform choice. */
    static final List<Double> EXPONENTS = List.of(0.0, 1.2, 1.4, 1.6, 1.8, 2.0);

    private static final String COLUMNS = "| %-7s | %-13s | %-13s | %-13s | %-13s | %-13s | %-13s |";

    private SpatialTable() {}

    /**
     * Holds the means of many runs for one exponent, the traffic per link.
     *
     * @param compare conversations per cycle
     * @param compareInTheMiddle the same, of the link in the middle of the line
     * @param update updates in all
     * @param updateInTheMiddle the same, of the link in the middle of the line
     */
    record Row(
            double a,
            Interval lastDelay,
            Interval meanDelay,
            Interval compare,
            Interval compareInTheMiddle,
            Interval update,
            Interval updateInTheMiddle) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    COLUMNS,
                    a == 0 ? "uniform" : "a = " + a,
                    lastDelay,
                    meanDelay,
                    compare,
                    compareInTheMiddle,
                    update,
                    updateInTheMiddle);
        }
    }

    private record Run(LineCycles line, Spread spread) {}

    static Row row(double a, int seeds, long first) {
        List<Run> runs = IntStream.range(0, seeds)
                .parallel()
                .mapToObj(i -> {
                    LineCycles line = new LineCycles(SITES, a, first + i);
                    return new Run(line, line.run());
                })
                .toList();
        return new Row(
                a,
                of(runs, run -> run.spread().lastDelay()),
                of(runs, run -> run.spread().meanDelay()),
                of(runs, run -> run.line().meanConversations() / run.spread().cycles()),
                of(
                        runs,
                        run -> run.line().conversationsInTheMiddle()
                                / run.spread().cycles()),
                of(runs, run -> run.line().meanUpdates()),
                of(runs, run -> run.line().updatesInTheMiddle()));
    }

    private static Interval of(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Interval.of(runs.stream().mapToDouble(figure).toArray());
    }

    static void print(int seeds, long first, Consumer<String> out) {
        out.accept(TITLE + "; " + SITES + " sites on a line, push-pull, no connection limit, " + seeds
                + " runs with seeds from " + first + ". Ours alone: the paper's network was not published");
        out.accept("");
        out.accept(String.format(
                Locale.ROOT,
                COLUMNS,
                "",
                "t_last",
                "t_ave",
                "compare, mean",
                "in the middle",
                "update, mean",
                "in the middle"));
        out.accept("|---------|" + "--------------:|".repeat(6));
        for (double a : EXPONENTS) {
            out.accept(row(a, seeds, first).toString());
        }
        out.accept("");
    }
}
