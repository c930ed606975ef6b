package dev.lockstep.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.plot.Series.Mark;
import dev.lockstep.plot.Series.Point;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
    private static final Series LINE =
            new Series("a line", Mark.LINE, List.of(new Point(0, 0), new Point(5, 10), new Point(10, 5)));

    @Test
    void theFirstTickIsAtTheLowerLeftAndTheLastAtTheUpperRight() {
        // The axes reach from 0 to 10; the plane is from (80, 44) to (630, 424).
        assertThat(attributes(chart(Axis.linear("x"), Axis.linear("y"), LINE), "polyline", "points")
                        .get(0))
                .isEqualTo("80.0,424.0 355.0,44.0 630.0,234.0");
    }

    @Test
    void equalRatiosAreEqualDistancesOnALogarithmicAxis() {
        Series series = new Series("", Mark.LINE, List.of(new Point(1, 0), new Point(10, 0), new Point(100, 1)));
        assertThat(attributes(chart(Axis.logarithmic("x"), Axis.linear("y"), series), "polyline", "points"))
                .containsExactly("80.0,424.0 355.0,424.0 630.0,44.0");
    }

    @Test
    void ticksAreRoundNumbersAroundAllValues() {
        assertThat(texts(Axis.linear("x"), 0, 10)).containsExactly("0", "2", "4", "6", "8", "10");
        assertThat(texts(Axis.linear("x"), -0.0031, 0.0012))
                .containsExactly("-0.004", "-0.003", "-0.002", "-0.001", "0", "0.001", "0.002");
        assertThat(texts(Axis.linear("x"), 7, 7)).hasSizeGreaterThan(1);
        assertThat(texts(Axis.logarithmic("x"), 3, 40)).containsExactly("1", "2", "5", "10", "20", "50", "100");
        assertThat(texts(Axis.logarithmic("x"), 4e-6, 0.9))
                .containsExactly("1e-6", "1e-5", "0.0001", "0.001", "0.01", "0.1", "1");
        assertThat(texts(Axis.logarithmic("x"), 10, 10)).containsExactly("10", "20", "50", "100");
    }

    @Test
    void ticksNeverLeaveAValueOutAndAreFew() {
        for (int i = 0; i < 2000; i++) {
            double least = Math.pow(1.03, i - 1000);
            double greatest = least * (1 + i % 977 * i % 31);
            for (Axis axis : List.of(Axis.linear("x"), Axis.logarithmic("x"))) {
                List<BigDecimal> ticks = axis.ticks(least, greatest);
                assertThat(axis.share(least, ticks)).isBetween(-1e-9, 1.0);
                assertThat(axis.share(greatest, ticks)).isBetween(0.0, 1 + 1e-9);
                assertThat(ticks).hasSizeBetween(2, 12).doesNotHaveDuplicates().isSorted();
            }
        }
    }

    @Test
    void textsAreEscaped() {
        String hostile = "</text><script>\"&'\u0000";
        String svg = new Chart(
                        hostile,
                        Axis.linear(hostile),
                        Axis.linear(hostile),
                        List.of(new Series(hostile, Mark.POINTS, LINE.points())))
                .svg();
        assertThat(attributes(svg, "script", "x")).isEmpty();
        NodeList texts = parsed(svg).getElementsByTagName("text");
        List<String> shown = IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .filter(text -> text.contains("script"))
                .toList();
        assertThat(shown).hasSize(4).containsOnly("</text><script>\"&'?");
    }

    @Test
    void everySeriesWithANameIsInTheLegendAndHasPoints() {
        List<Series> series = new ArrayList<>();
        for (Mark mark : Mark.values()) {
            series.add(new Series(mark.name(), mark, LINE.points()));
        }
        series.add(new Series(" ", Mark.LINE, LINE.points()));
        String svg = new Chart("title", Axis.linear("x"), Axis.linear("y"), series).svg();
        for (Mark mark : Mark.values()) {
            assertThat(svg).contains(">" + mark.name() + "</text>");
        }
        // A line for the series and one for the legend, of three kinds of four; and the one without a name.
        assertThat(attributes(svg, "polyline", "points")).hasSize(2 * 3 + 1);
        assertThat(attributes(svg, "polyline", "stroke-dasharray").stream().filter(each -> !each.isEmpty()))
                .hasSize(2);
    }

    @Test
    void pointsThatWouldCoverEachOtherAreDrawnOnce() {
        List<Point> points = IntStream.rangeClosed(0, 1_000_000)
                .mapToObj(i -> new Point(i, i))
                .toList();
        String svg = chart(Axis.linear("x"), Axis.linear("y"), new Series("", Mark.LINE, points));
        assertThat(svg.length()).isLessThan(200_000);
    }

    @Test
    void theTextIsTheSameInEveryCountry() {
        String here = chart(
                Axis.linear("x"), Axis.logarithmic("y"), new Series("", Mark.LINE, List.of(new Point(1.5, 0.25))));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(chart(
                            Axis.linear("x"),
                            Axis.logarithmic("y"),
                            new Series("", Mark.LINE, List.of(new Point(1.5, 0.25)))))
                    .isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void whatAnAxisCannotShowIsRefused() {
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> chart(
                            Axis.linear("skew"),
                            Axis.linear("y"),
                            new Series("", Mark.LINE, List.of(new Point(wrong, 1)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the axis \"skew\" cannot show " + wrong);
        }
        assertThatThrownBy(() -> chart(
                        Axis.linear("x"),
                        Axis.logarithmic("residue"),
                        new Series("", Mark.LINE, List.of(new Point(1, 0)))))
                .hasMessageContaining("the axis \"residue\" cannot show 0.0");
        assertThatThrownBy(() -> chart(Axis.linear("x"), Axis.linear("y"), new Series("", Mark.LINE, List.of())))
                .hasMessageContaining("has no point");
    }

    private static String chart(Axis x, Axis y, Series series) {
        return new Chart("title", x, y, List.of(series)).svg();
    }

    private static List<String> texts(Axis axis, double least, double greatest) {
        return axis.ticks(least, greatest).stream().map(Axis::text).toList();
    }

    private static List<String> attributes(String svg, String element, String attribute) {
        NodeList found = parsed(svg).getElementsByTagName(element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> ((Element) found.item(i)).getAttribute(attribute))
                .toList();
    }

    private static Document parsed(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + svg, e);
        }
    }
}
