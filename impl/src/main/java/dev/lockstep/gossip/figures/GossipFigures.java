package dev.lockstep.gossip.figures;

import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.gossip.figures.Interval.Verdict;
import dev.lockstep.plot.Axis;
import dev.lockstep.plot.Chart;
import dev.lockstep.plot.Series;
import dev.lockstep.plot.Series.Mark;
import dev.lockstep.plot.Series.Point;
import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import dev.lockstep.run.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Computes the figures of Demers et al. 1987: {@code lockstep figures gossip}. */
public final class GossipFigures implements Figures {
    private static final String SPATIAL = "spatial";
    private static final String DELAY = "delay";
    private static final String SCALE = "scale";

    @Override
    public String name() {
        return "gossip";
    }

    @Override
    public SortedMap<String, String> parts() {
        SortedMap<String, String> parts = new TreeMap<>();
        for (PaperTable table : PaperTable.values()) {
            parts.put(table.part(), table.title());
        }
        parts.put(SPATIAL, SpatialTable.TITLE);
        parts.put(DELAY, DelayTable.TITLE);
        parts.put(SCALE, ScaleTable.TITLE);
        return parts;
    }

    @Override
    public boolean compute(FigureOptions options, Consumer<String> out, Validator validator)
            throws IOException, InterruptedException {
        if (options.seeds() < Interval.SAMPLES) {
            throw new IllegalArgumentException("--seeds must be at least " + Interval.SAMPLES);
        }
        Map<PaperTable, List<Comparison>> tables = new EnumMap<>(PaperTable.class);
        for (PaperTable table : PaperTable.values()) {
            if (options.parts().contains(table.part())) {
                tables.put(table, table(table, options, out));
            }
        }
        if (!tables.isEmpty()) {
            plot(options, "residue", residues(tables), out);
        }
        if (options.parts().contains(SPATIAL)) {
            SpatialTable.print(options.seeds(), options.seed(), out);
        }
        if (options.parts().contains(DELAY)) {
            plot(options, "delay", DelayTable.chart(DelayTable.print(options.seeds(), options.seed(), out)), out);
        }
        if (options.parts().contains(SCALE)) {
            ScaleTable.print(options.seed(), out);
        }
        return judged(tables.values().stream().flatMap(List::stream).toList(), out);
    }

    private static List<Comparison> table(PaperTable table, FigureOptions options, Consumer<String> out) {
        out.accept(table.title() + "; " + PaperTable.SITES + " sites, " + options.seeds() + " runs with seeds from "
                + options.seed() + "; means with 95% intervals");
        out.accept("");
        Comparison.HEADING.forEach(out);
        List<Comparison> comparisons = new ArrayList<>();
        for (int k = 1; k <= table.rows().size(); k++) {
            List<Spread> runs = Comparison.runs(table, k, RumorMongering::new, options.seeds(), options.seed());
            for (Comparison each : Comparison.of(table, k, runs)) {
                out.accept(each.toString());
                comparisons.add(each);
            }
        }
        out.accept("");
        return comparisons;
    }

    private static boolean judged(List<Comparison> all, Consumer<String> out) {
        long judged = all.stream().filter(Comparison::isJudged).count();
        if (judged > 0) {
            out.accept("Of " + judged + " figures that are judged " + count(all, Verdict.WITHIN)
                    + " are within their tolerance of the published ones, " + count(all, Verdict.OUTSIDE)
                    + " are outside, and " + count(all, Verdict.UNDECIDED) + " need more seeds.");
        }
        return count(all, Verdict.OUTSIDE) == 0;
    }

    private static long count(List<Comparison> all, Verdict verdict) {
        return all.stream()
                .filter(each -> each.isJudged() && each.verdict() == verdict)
                .count();
    }

    private static void plot(FigureOptions options, String name, Chart chart, Consumer<String> out)
            throws IOException, InterruptedException {
        if (options.folder().isPresent()) {
            Path target = options.folder().get().resolve("gossip-" + name + ".svg");
            NewFile.write(target, file -> Files.writeString(file, chart.svg()));
            out.accept("Plot: " + target);
            out.accept("");
        }
    }

    /** Draws residue against traffic. Where no site is left the logarithm has no place, and the point is left out. */
    static Chart residues(Map<PaperTable, List<Comparison>> tables) {
        List<Series> series = new ArrayList<>();
        series.add(new Series(
                "s = exp(-m)",
                Mark.DASHED_LINE,
                IntStream.rangeClosed(0, 7)
                        .mapToObj(m -> new Point(m, Math.exp(-m)))
                        .toList()));
        tables.forEach((table, comparisons) -> {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < comparisons.size(); i += Comparison.FIGURES) {
                double residue = comparisons.get(i).ours().mean();
                if (residue > 0) {
                    points.add(new Point(comparisons.get(i + 1).ours().mean(), residue));
                }
            }
            series.add(new Series(table.variantName(), Mark.LINE_AND_POINTS, points));
        });
        return new Chart(
                "Residue against traffic, k = 1, 2, ...; " + PaperTable.SITES + " sites",
                Axis.linear("traffic m: updates sent per site"),
                Axis.logarithmic("residue s: share of sites never reached"),
                series);
    }
}
