package dev.lockstep.gossip.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.gossip.RumorSlip;
import dev.lockstep.gossip.figures.Interval.Verdict;
import dev.lockstep.gossip.run.RumorMongeringProtocol.Core;
import dev.lockstep.protocol.FigureOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: the cores give the figures that Demers et al. have published, and cores with a slip do not. Method: few runs with fixed seeds, for
 * rows in which few are enough to decide.
 */
class GossipFiguresTest {
    private static final int SEEDS = 30;

    @Test
    void pushWithFeedbackAndACounterGivesTheFiguresOfTable1() {
        for (int k = 1; k <= 2; k++) {
            assertThat(verdicts(PaperTable.TABLE_1, k, RumorMongering::new, SEEDS))
                    .isEqualTo(Map.of("s", Verdict.WITHIN, "m", Verdict.WITHIN, "t_last", Verdict.WITHIN));
        }
    }

    /** Blind, the figures of a run differ much from those of another. */
    @Test
    void blindPushWithACoinGivesTheFiguresOfTable2() {
        assertThat(verdicts(PaperTable.TABLE_2, 4, RumorMongering::new, 2 * SEEDS))
                .containsEntry("s", Verdict.WITHIN)
                .containsEntry("m", Verdict.WITHIN)
                .doesNotContainValue(Verdict.OUTSIDE);
    }

    @Test
    void pullWithFeedbackAndACounterGivesTheFiguresOfTable3() {
        assertThat(verdicts(PaperTable.TABLE_3, 1, RumorMongering::new, SEEDS))
                .isEqualTo(Map.of(
                        "s", Verdict.WITHIN, "m", Verdict.WITHIN, "t_ave", Verdict.WITHIN, "t_last", Verdict.WITHIN));
    }

    /** Canary: the counter is not set back by a useful contact, and more sites are left than the paper has. */
    @Test
    void aCounterThatIsNotResetLeavesTooManySites() {
        assertThat(verdicts(PaperTable.TABLE_1, 2, RumorSlip.DOES_NOT_RESET_ITS_COUNTER, SEEDS))
                .containsEntry("s", Verdict.OUTSIDE);
    }

    /** Canary: the figures of a k are not those of the next. */
    @Test
    void aCounterThatGoesOneFurtherGivesOtherFigures() {
        List<Spread> runs = Comparison.runs(PaperTable.TABLE_1, 2, RumorMongering::new, SEEDS, 1);
        Map<String, Verdict> verdicts = new TreeMap<>();
        Comparison.of(PaperTable.TABLE_1, 1, runs).forEach(each -> verdicts.put(each.figure(), each.verdict()));
        assertThat(verdicts).containsEntry("s", Verdict.OUTSIDE).containsEntry("m", Verdict.OUTSIDE);
    }

    /** Canary: interest that is not lost. */
    @Test
    void aRumorThatDoesNotDieIsReported() {
        Core endless =
                (place, variant, stable) -> new RumorMongering(place, PaperTable.TABLE_1.variant(1_000_000), stable);
        assertThatThrownBy(() -> new RumorCycles(3, PaperTable.TABLE_1.variant(1), endless, 1).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the update still spreads after 10000 cycles");
    }

    @Test
    void oneRunCountsWhatItSays() {
        // Push, blind, k = 1: one site at a time spreads the rumor, until it comes to one that has it.
        Spread spread = new RumorCycles(100, PaperTable.TABLE_2.variant(1), RumorMongering::new, 5).run();
        long reached = Math.round(100 * (1 - spread.residue()));
        assertThat(spread.lastDelay()).isEqualTo((int) reached - 1);
        assertThat(spread.meanDelay()).isEqualTo((reached - 1) / 2.0);
        assertThat(spread.traffic()).isEqualTo(reached / 100.0);
        assertThat(spread.messages()).isEqualTo(2 * reached);
    }

    @Test
    void theSameSeedGivesTheSameRunsAndAnotherSeedOthers() {
        List<Spread> first = row(1);
        assertThat(row(1)).isEqualTo(first);
        assertThat(row(Interval.SAMPLES + 1)).isNotEqualTo(first);
    }

    private static List<Spread> row(long seed) {
        return Comparison.runs(PaperTable.TABLE_1, 1, RumorMongering::new, Interval.SAMPLES, seed);
    }

    @Test
    void aTableHasALineForEachFigure() throws Exception {
        List<String> lines = new ArrayList<>();
        new GossipFigures().compute(options(Interval.SAMPLES, 1), lines::add, trace -> false);
        assertThat(lines).hasSize(1 + 1 + 2 + 5 * 4 + 1 + 1);
    }

    @Test
    void tooFewSeedsAreRefused() {
        assertThatThrownBy(() ->
                        new GossipFigures().compute(options(Interval.SAMPLES - 1, 1), line -> {}, trace -> false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--seeds must be at least 10");
    }

    @Test
    void anIntervalIsDecidedOnlyIfItIsNarrowEnough() {
        assertThat(new Interval(104, 2).against(100, 0.05)).isEqualTo(Verdict.WITHIN);
        assertThat(new Interval(104, 6).against(100, 0.05)).isEqualTo(Verdict.UNDECIDED);
        assertThat(new Interval(106, 2).against(100, 0.05)).isEqualTo(Verdict.UNDECIDED);
        assertThat(new Interval(94, 0.5).against(100, 0.05)).isEqualTo(Verdict.OUTSIDE);
    }

    @Test
    void intervalsAreStudents() {
        assertThat(Interval.student(9)).isEqualTo(2.2622, within(0.0005));
        assertThat(Interval.student(29)).isEqualTo(2.0452, within(0.0001));
        assertThat(Interval.student(99)).isEqualTo(1.9842, within(0.0001));
        Interval interval = Interval.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        assertThat(interval.mean()).isEqualTo(5.5);
        assertThat(interval.half()).isEqualTo(2.2622 * Math.sqrt(55 / 6.0 / 10), within(0.001));
        assertThat(interval).hasToString("5.5 ± 2.2");
        assertThat(new Interval(0.17493, 0.00213)).hasToString("0.1749 ± 0.0021");
    }

    private static org.assertj.core.data.Offset<Double> within(double distance) {
        return org.assertj.core.data.Offset.offset(distance);
    }

    /** Returns the verdicts on those figures of a row that are judged. */
    private static Map<String, Verdict> verdicts(PaperTable table, int k, Core core, int seeds) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        for (Comparison each : Comparison.of(table, k, Comparison.runs(table, k, core, seeds, 1))) {
            if (each.isJudged()) {
                verdicts.put(each.figure(), each.verdict());
            }
        }
        return verdicts;
    }

    /** The test of the paper's section 3.1: 2 n1 n2 / (n1 + n2) conversations per cycle use the link between parts of n1 and n2 sites. */
    @Test
    void uniformChoicePutsHalfOfAllConversationsOnTheLinkInTheMiddle() {
        Interval middle = SpatialTable.row(0, Interval.SAMPLES, 1).compareInTheMiddle();
        assertThat(middle.mean()).isEqualTo(SpatialTable.SITES / 2.0, within(SpatialTable.SITES / 50.0));
    }

    /** The trend of tables 4 and 5: the more partners are near, the less traffic there is, and the longer it takes. */
    @Test
    void partnersThatAreNearSpareTrafficAndCostTime() {
        SpatialTable.Row before = SpatialTable.row(0, Interval.SAMPLES, 1);
        for (double a : new double[] {1.2, 1.6, 2.0}) {
            SpatialTable.Row row = SpatialTable.row(a, Interval.SAMPLES, 1);
            assertIsGreater(row.lastDelay(), before.lastDelay());
            assertIsGreater(row.meanDelay(), before.meanDelay());
            assertIsGreater(before.compareInTheMiddle(), row.compareInTheMiddle());
            assertIsGreater(before.compare(), row.compare());
            assertIsGreater(before.update(), row.update());
            before = row;
        }
    }

    private static void assertIsGreater(Interval greater, Interval less) {
        assertThat(greater.mean() - greater.half()).isGreaterThan(less.mean() + less.half());
    }

    @Test
    void onALineTheChanceOfAPartnerFallsWithItsDistance() {
        // Of two sites each has one partner; of three the middle one is preferred by those at the ends: by 4 to 1 for a
        // = 2.
        assertThat(new LineCycles(2, 2, 1).run(0)).extracting(Spread::lastDelay).isEqualTo(1);
        long middle = 0;
        long ends = 0;
        for (int seed = 0; seed < 300; seed++) {
            LineCycles line = new LineCycles(3, 2, seed);
            line.turn(0);
            if (line.conversationsInTheMiddle() + 2 * line.meanConversations() == 2) {
                middle++;
            } else {
                ends++;
            }
        }
        assertThat((double) middle / (middle + ends)).isEqualTo(0.8, within(0.07));
    }

    @Test
    void delayGrowsWithTheLogarithmOfTheNumberOfSites() {
        List<DelayTable.Row> rows = new ArrayList<>();
        for (int sites : new int[] {10, 100, 1000}) {
            DelayTable.Row row = DelayTable.row(sites, Interval.SAMPLES, 1);
            assertThat(row.rumorLast().mean()).isEqualTo(row.pushed(), within(2));
            assertThat(row.exchangeLast().mean()).isLessThan(row.rumorLast().mean());
            rows.add(row);
        }
        assertThat(DelayTable.chart(rows).svg()).contains(">rumors, t_last</text>", ">1000</text>");
    }

    /** Times are not asserted; what they are divided by is. */
    @Test
    void messagesOfTheScaleAreThoseOfTheRuns() {
        ScaleTable.Measured measured = ScaleTable.measured(50, 2, 7);
        long messages = 0;
        for (int i = 0; i < 2; i++) {
            messages += new RumorCycles(50, PaperTable.TABLE_1.variant(3), RumorMongering::new, 7 + i)
                    .run()
                    .messages();
        }
        assertThat(measured.messages()).isEqualTo(messages);
        assertThat(measured.reached()).isBetween(0.8, 1.0);
    }

    @Test
    void plotsAreWrittenIfAFolderIsNamed(@TempDir Path folder) throws Exception {
        List<String> lines = new ArrayList<>();
        new GossipFigures()
                .compute(
                        new FigureOptions(new TreeSet<>(List.of("table3")), Interval.SAMPLES, 1, Optional.of(folder)),
                        lines::add,
                        trace -> false);
        Path plot = folder.resolve("gossip-residue.svg");
        assertThat(lines).contains("Plot: " + plot);
        // k = 3 leaves no site in so few runs, and has no point.
        assertThat(Files.readString(plot))
                .contains("<title>Residue against traffic", ">pull, feedback, counter</text>");
        assertThat(folder).isDirectoryNotContaining("glob:**partial*");
    }

    private static FigureOptions options(int seeds, long seed) {
        return new FigureOptions(new TreeSet<>(List.of("table1")), seeds, seed, Optional.empty());
    }
}
