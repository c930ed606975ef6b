package dev.lockstep.plot;

import java.util.List;

/**
 * Holds the points of a chart that belong together.
 *
 * @param name what the legend says; blank: it says nothing
 * @param points a line joins them in this order
 */
public record Series(String name, Mark mark, List<Point> points) {
    /** Tells how points are drawn. */
    public enum Mark {
        LINE,
        DASHED_LINE,
        POINTS,
        LINE_AND_POINTS
    }

    /** Holds a place in the units of the axes. */
    public record Point(double x, double y) {}

    public Series {
        points = List.copyOf(points);
    }
}
