package dev.lockstep.plot;

import dev.lockstep.plot.Series.Mark;
import dev.lockstep.plot.Series.Point;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Draws lines and points over two axes, with a title and a legend. Equal calls give equal texts.
 *
 * @param series later ones are drawn over earlier ones
 */
public record Chart(String title, Axis x, Axis y, List<Series> series) {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 480;
    private static final int LEFT = 80;
    private static final int RIGHT = WIDTH - 230;
    private static final int TOP = 44;
    private static final int BOTTOM = HEIGHT - 56;
    private static final int LEGEND_LINE = 19;

    /** Holds colours that people with any colour vision tell apart. They are from Okabe and Ito, Color Universal Design, 2008. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    /** Holds the forms of points, around the place where each is. */
    private static final List<String> FORMS = List.of(
            "m-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
            "m-3.5,-3.5h7v7h-7z",
            "m0,-5l4.5,8h-9z",
            "m0,-5l5,5l-5,5l-5,-5z",
            "m0,5l4.5,-8h-9z");

    /** @throws IllegalArgumentException there is no point at all, or an axis cannot show one */
    public Chart {
        series = List.copyOf(series);
        for (Series each : series) {
            for (Point point : each.points()) {
                x.require(point.x());
                y.require(point.y());
            }
        }
        if (series.stream().allMatch(each -> each.points().isEmpty())) {
            throw new IllegalArgumentException("the chart \"" + title + "\" has no point");
        }
    }

    /** Returns the text of an SVG file. */
    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        double center = (LEFT + RIGHT) / 2.0;
        double middle = (TOP + BOTTOM) / 2.0;
        svg.text(center, TOP - 18, "middle", " font-size=\"16\"", title);
        svg.text(center, HEIGHT - 14, "middle", "", x.label());
        svg.text(18, middle, "middle", " transform=\"rotate(-90 18 " + middle + ")\"", y.label());
        List<BigDecimal> across = ticks(x, Point::x);
        for (BigDecimal tick : across) {
            double at = LEFT + x.share(tick.doubleValue(), across) * (RIGHT - LEFT);
            svg.gridLine(at, TOP, at, BOTTOM).text(at, BOTTOM + 18, "middle", "", Axis.text(tick));
        }
        List<BigDecimal> up = ticks(y, Point::y);
        for (BigDecimal tick : up) {
            double at = BOTTOM - y.share(tick.doubleValue(), up) * (BOTTOM - TOP);
            svg.gridLine(LEFT, at, RIGHT, at).text(LEFT - 8, at + 4, "end", "", Axis.text(tick));
        }
        double legend = TOP + 8;
        for (int i = 0; i < series.size(); i++) {
            Series each = series.get(i);
            svg.add("<g stroke=\"%1$s\" fill=\"%1$s\">\n", COLOURS.get(i % COLOURS.size()));
            List<Point> places = new ArrayList<>();
            for (Point point : each.points()) {
                places.add(new Point(
                        LEFT + x.share(point.x(), across) * (RIGHT - LEFT),
                        BOTTOM - y.share(point.y(), up) * (BOTTOM - TOP)));
            }
            draw(svg, i, each.mark(), places);
            if (!each.name().isBlank()) {
                draw(svg, i, each.mark(), List.of(new Point(RIGHT + 16, legend), new Point(RIGHT + 44, legend)));
                svg.text(RIGHT + 54, legend + 4, "start", " stroke=\"none\" fill=\"black\"", each.name());
                legend += LEGEND_LINE;
            }
            svg.add("</g>\n");
        }
        return svg.end();
    }

    private List<BigDecimal> ticks(Axis axis, ToDoubleFunction<Point> coordinate) {
        DoubleSummaryStatistics all = series.stream()
                .flatMap(each -> each.points().stream())
                .mapToDouble(coordinate)
                .summaryStatistics();
        return axis.ticks(all.getMin(), all.getMax());
    }

    /** Draws points given in pixels. One that would be drawn just where the one before it is, is left out. */
    private static void draw(Svg svg, int number, Mark mark, List<Point> points) {
        List<String> places = new ArrayList<>();
        for (Point point : points) {
            String place = String.format(Locale.ROOT, "%.1f,%.1f", point.x(), point.y());
            if (places.isEmpty() || !places.get(places.size() - 1).equals(place)) {
                places.add(place);
            }
        }
        if (mark != Mark.POINTS) {
            String dashes = mark == Mark.DASHED_LINE ? " stroke-dasharray=\"6 4\"" : "";
            String line = String.join(" ", places);
            svg.add("<polyline fill=\"none\" stroke-width=\"1.5\"%s points=\"%s\"/>\n", dashes, line);
        }
        if (mark == Mark.POINTS || mark == Mark.LINE_AND_POINTS) {
            String form = FORMS.get(number % FORMS.size());
            svg.add("<path stroke=\"none\" d=\"M%s\"/>\n", String.join(form + "M", places) + form);
        }
    }
}
