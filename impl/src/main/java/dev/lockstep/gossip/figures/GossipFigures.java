package dev.lockstep.gossip.figures;

import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.gossip.figures.Interval.Verdict;
import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Computes the figures of Demers et al. 1987: {@code lockstep figures gossip}. */
public final class GossipFigures implements Figures {
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
        return parts;
    }

    @Override
    public boolean compute(FigureOptions options, Consumer<String> out) {
        if (options.seeds() < Interval.SAMPLES) {
            throw new IllegalArgumentException("--seeds must be at least " + Interval.SAMPLES);
        }
        List<Comparison> all = new ArrayList<>();
        for (PaperTable table : PaperTable.values()) {
            if (options.parts().contains(table.part())) {
                all.addAll(table(table, options, out));
            }
        }
        return judged(all, out);
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
}
