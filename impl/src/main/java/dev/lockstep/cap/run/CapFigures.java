package dev.lockstep.cap.run;

import dev.lockstep.cap.run.Measure.Count;
import dev.lockstep.cap.run.Measure.Place;
import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Measures what each policy costs, and compares it with what TLC finds: {@code lockstep figures cap}. A history is linearizable if the
 * trace checker accepts it; a request is answered in time if it is answered within {@link Measure#BOUND} choices of the simulated run.
 */
public final class CapFigures implements Figures {
    private static final String PART = "policies";

    /**
     * Tells what the runs of one policy have shown.
     *
     * @param whole how many histories are linearizable of runs whose network was whole
     * @param cut the same of runs whose network was cut now and then
     */
    record Row(Policy policy, int runs, int whole, int cut, Measure measure) {
        /** Tells whether the runs agree with TLC: what holds does in all runs, and what does not fails in some. */
        boolean agrees() {
            return (whole == runs) == policy.isAtomic(false)
                    && (cut == runs) == policy.isAtomic(true)
                    && isAnswered(Place.WHOLE)
                    && isAnswered(Place.SERVED_SIDE)
                    && measure.count(Place.OTHER_SIDE).inTime() == 0
                    && hasOtherSide()
                    && List.of(Place.values()).stream()
                            .map(measure::count)
                            .allMatch(count -> count.atLast() == count.asked());
        }

        private boolean isAnswered(Place place) {
            Count count = measure.count(place);
            return count.asked() > 0 && count.inTime() == count.asked();
        }

        private boolean hasOtherSide() {
            return measure.count(Place.OTHER_SIDE).asked() > 0
                    == !policy.mayServe(List.of(Measure.NODES.get(Measure.NODES.size() - 1)), Measure.NODES);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d of %d | %d of %d | %s | %s | %s | %s |",
                    policy.title(),
                    whole,
                    runs,
                    cut,
                    runs,
                    share(Place.WHOLE),
                    share(Place.SERVED_SIDE),
                    share(Place.OTHER_SIDE),
                    agrees() ? "yes" : "NO");
        }

        private String share(Place place) {
            Count count = measure.count(place);
            return count.asked() == 0
                    ? "-"
                    : String.format(
                            Locale.ROOT, "%.1f%% of %,d", 100.0 * count.inTime() / count.asked(), count.asked());
        }
    }

    @Override
    public String name() {
        return "cap";
    }

    @Override
    public SortedMap<String, String> parts() {
        return new TreeMap<>(Map.of(PART, "which policy is linearizable and available, with and without a cut"));
    }

    @Override
    public boolean compute(FigureOptions options, Consumer<String> out, Validator validator) throws IOException {
        out.accept(options.seeds() + " runs of each policy and network with seeds from " + options.seed() + ", "
                + Measure.NODES.size() + " nodes, " + Measure.CHOICES
                + " choices; in time: within " + Measure.BOUND + " choices");
        out.accept("");
        out.accept("| policy | linearizable: whole | cut now and then | in time: whole | cut, served side"
                + " | cut, other side | as TLC says |");
        out.accept("|---|--:|--:|--:|--:|--:|---|");
        boolean agrees = true;
        for (Policy policy : Policy.values()) {
            Row row = row(policy, options, validator);
            out.accept(row.toString());
            agrees &= row.agrees();
        }
        return agrees;
    }

    static Row row(Policy policy, FigureOptions options, Validator validator) throws IOException {
        Measure measure = new Measure(policy);
        int whole = 0;
        int cut = 0;
        for (long seed = options.seed(); seed < options.seed() + options.seeds(); seed++) {
            whole += measure.run(false, seed).isLinearizable(validator) ? 1 : 0;
            cut += measure.run(true, seed).isLinearizable(validator) ? 1 : 0;
        }
        return new Row(policy, options.seeds(), whole, cut, measure);
    }
}
