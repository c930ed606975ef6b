package dev.lockstep.gossip.figures;

import dev.lockstep.gossip.Variant;
import java.util.List;

/** Holds tables 1 to 3 of Demers et al. 1987, each with the variant of rumor mongering that it is about. */
enum PaperTable {
    TABLE_1(
            "push, feedback, counter",
            true,
            true,
            false,
            new Row(0.18, 1.7, 11.0, 16.8, 0.1),
            new Row(0.037, 3.3, 12.1, 16.9, 0.1),
            new Row(0.011, 4.5, 12.5, 17.4, 0.1),
            new Row(0.0036, 5.6, 12.7, 17.5, 0.1),
            new Row(0.0012, 6.7, 12.8, 17.7, 0.1)),
    TABLE_2(
            "push, blind, coin",
            true,
            false,
            true,
            new Row(0.96, 0.04, 19, 38, 0.1),
            new Row(0.20, 1.6, 17, 33, 0.1),
            new Row(0.060, 2.8, 15, 32, 0.1),
            new Row(0.021, 3.9, 14.1, 32, 0.2),
            new Row(0.008, 4.9, 13.8, 32, 0.2)),
    TABLE_3(
            "pull, feedback, counter",
            false,
            true,
            false,
            new Row(3.1e-2, 2.7, 9.97, 17.6, 0.1),
            new Row(5.8e-4, 4.5, 10.07, 15.4, 0.1),
            new Row(4.0e-6, 6.1, 10.08, 14.0, 0.2));

    /** The number of sites in all three. */
    static final int SITES = 1000;

    /** The tolerance of m and t_last, and of t_ave of table 3: shares of the published values. */
    static final double TOLERANCE = 0.04;

    private final String variantName;
    private final boolean push;
    private final boolean feedback;
    private final boolean coin;
    private final List<Row> rows;

    /**
     * Holds what the paper gives for one k.
     *
     * @param residue s, a share of the sites
     * @param traffic m, updates sent per site
     * @param meanDelay t_ave in cycles
     * @param lastDelay t_last in cycles
     * @param residueTolerance a share of the residue: greater where few sites are left
     */
    record Row(double residue, double traffic, double meanDelay, double lastDelay, double residueTolerance) {}

    PaperTable(String variantName, boolean push, boolean feedback, boolean coin, Row... rows) {
        this.variantName = variantName;
        this.push = push;
        this.feedback = feedback;
        this.coin = coin;
        this.rows = List.of(rows);
    }

    /** Returns which table it is, and of which variant. */
    String title() {
        return "Table " + (ordinal() + 1) + ": " + variantName;
    }

    String variantName() {
        return variantName;
    }

    /** Returns the name of the part of the figures: {@code table1}. */
    String part() {
        return "table" + (ordinal() + 1);
    }

    /** Returns the rows of k = 1, 2, ... */
    List<Row> rows() {
        return rows;
    }

    /**
     * Tells whether the paper's t_ave is the plain mean of the delays. In the tables of push it is more than that, under any definition that
     * was tried.
     */
    boolean hasPlainMeanDelay() {
        return !push;
    }

    /** @param k how many unnecessary contacts in a row, or one in how many, end the interest */
    Variant variant(int k) {
        return new Variant(push, !push, feedback, coin, k, 0, 0, true);
    }
}
