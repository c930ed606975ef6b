package dev.lockstep.gossip.figures;

import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.gossip.Variant;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures what a message costs among a thousand to a hundred thousand sites. Times differ from run to run; all else does not.
 *
 * <p>The cost of a message is processor time, which other programs on the machine change little. The seconds of a run pass on the clock, and
 * have the collection of garbage in them.
 */
final class ScaleTable {
    static final String TITLE = "Scale: time per message up to 100,000 sites";

    private static final List<Integer> SIZES = List.of(1000, 10_000, 100_000);

    private static final Variant VARIANT = PaperTable.TABLE_1.variant(3);

    private static final String COLUMNS = "| %7s | %4s | %9s | %7s | %12s | %7s | %14s | %5s |";

    private ScaleTable() {}

    static void print(long seed, Consumer<String> out) {
        out.accept(TITLE + "; push, feedback, counter, k = 3; one thread");
        out.accept("");
        out.accept(String.format(
                Locale.ROOT,
                COLUMNS,
                "sites",
                "runs",
                "messages",
                "reached",
                "sites made, s",
                "run, s",
                "CPU us/message",
                "ratio"));
        out.accept("|--------:|-----:|----------:|--------:|-------------:|--------:|---------------:|------:|");
        int greatest = SIZES.get(SIZES.size() - 1);
        measured(SIZES.get(0), greatest / SIZES.get(0), seed); // the compiler has its work behind it then
        double least = 0;
        for (int sites : SIZES) {
            Measured its = measured(sites, greatest / sites, seed);
            double perMessage = its.processor() / its.messages();
            least = least == 0 ? perMessage : least;
            out.accept(String.format(
                    Locale.ROOT,
                    COLUMNS,
                    sites,
                    greatest / sites,
                    its.messages(),
                    String.format(Locale.ROOT, "%.2f%%", 100 * its.reached()),
                    String.format(Locale.ROOT, "%.2f", its.made() / 1e9),
                    String.format(Locale.ROOT, "%.2f", its.run() / 1e9),
                    String.format(Locale.ROOT, "%.2f", perMessage / 1e3),
                    String.format(Locale.ROOT, "%.2f", perMessage / least)));
        }
        out.accept("");
    }

    /**
     * Holds what runs took.
     *
     * @param reached the share of the sites that got the update
     * @param made nanoseconds for making the sites
     * @param run nanoseconds for all cycles
     * @param processor nanoseconds of this thread for all cycles
     */
    record Measured(long messages, double reached, double made, double run, double processor) {}

    static Measured measured(int sites, int runs, long seed) {
        long messages = 0;
        double reached = 0;
        long made = 0;
        long run = 0;
        long processor = 0;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < runs; i++) {
            long begin = System.nanoTime();
            RumorCycles cycles = new RumorCycles(sites, VARIANT, RumorMongering::new, seed + i);
            long ready = System.nanoTime();
            long before = threads.getCurrentThreadCpuTime();
            Spread spread = cycles.run();
            processor += threads.getCurrentThreadCpuTime() - before;
            made += ready - begin;
            run += System.nanoTime() - ready;
            messages += spread.messages();
            reached += (1 - spread.residue()) / runs;
        }
        return new Measured(messages, reached, made, run, processor);
    }
}
