package dev.lockstep.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws a run. Each process has a lane, and each event a row below those before it. Messages are arrows, as in figure 1 of Lamport, "Time,
 * Clocks, and the Ordering of Events in a Distributed System" (1978). The drawing is SVG, whose colours are those of the page.
 *
 * <p>Of a long run a window of rows is drawn.
 *
 * @param lanes the names of the processes
 * @param events the events in the order of the run
 * @param arrows the messages, in any order
 */
public record SpaceTimeDiagram(List<String> lanes, List<Event> events, List<Arrow> arrows) {
    /** The height of a row, in pixels. */
    public static final int ROW = 24;

    /** The height of the names above the rows, in pixels. */
    public static final int HEAD = 28;

    /** The width of a lane, in pixels. */
    public static final int LANE = 76;

    /** The number of characters of a label that are drawn at most; all are in its title. */
    public static final int LABEL = 90;

    private static final int LETTER = 8;

    public SpaceTimeDiagram {
        lanes = List.copyOf(lanes);
        events = List.copyOf(events);
        arrows = List.copyOf(arrows);
    }

    /** Tells what an event does to its process. */
    public enum Kind {
        STEP,
        /** The process does nothing until it is restarted. */
        CRASH,
        RESTART,
        /** It is no step of the spec, or leads to what must not be. */
        WRONG
    }

    /**
     * Holds one event.
     *
     * @param lane the index of its process; -1: it is of none
     * @param label what happens
     * @param note what is drawn beside the point, as a role that the process takes on; empty: nothing
     * @param link where the event is told, {@code #e41}; empty: nowhere
     */
    public record Event(int lane, String label, Kind kind, String note, String link) {}

    /** Tells what becomes of a message. */
    public enum Fate {
        RECEIVED,
        LOST,
        /** It is on its way at the end. */
        OPEN
    }

    /**
     * Holds one message.
     *
     * @param from the index of the event that sends it
     * @param to the index of the event that receives it, or by which it is lost; of an open one that does not count
     * @param fromLane the sender
     * @param toLane the receiver; -1: it is for no one in particular
     * @param label what it says
     */
    public record Arrow(int from, int to, int fromLane, int toLane, String label, Fate fate) {}

    /** Draws all of it. */
    public Html svg() {
        return svg(0, events.size());
    }

    /**
     * Draws some rows.
     *
     * @param first the index of the first event
     * @param end the index after the last
     */
    public Html svg(int first, int end) {
        int height = HEAD + (end - first) * ROW;
        int labels = labelsAt();
        int longest = 0;
        for (Event event : events.subList(first, end)) {
            longest = Math.max(longest, Math.min(LABEL, event.label().length()));
        }
        int width = labels + longest * LETTER + 8;
        Html svg = Html.of("svg")
                .css("space-time")
                .set("width", width)
                .set("height", height)
                .set("viewBox", "0 0 " + width + " " + height)
                .set("role", "group")
                .set("aria-label", "space-time diagram, events " + (first + 1) + " to " + end);
        for (int lane = 0; lane < lanes.size(); lane++) {
            svg.add(Html.of("text")
                    .css("lane-name")
                    .set("x", x(lane))
                    .set("y", 18)
                    .add(Html.text(cut(lanes.get(lane), 10)), Html.of("title", lanes.get(lane))));
            svg.add(lane(lane, first, end));
        }
        for (Arrow arrow : arrows) {
            boolean isSeen = arrow.from() < end && (arrow.fate() == Fate.OPEN ? arrow.from() : arrow.to()) >= first;
            if (isSeen && arrow.fromLane() >= 0) {
                svg.add(arrow(arrow, first));
            }
        }
        for (int i = first; i < end; i++) {
            svg.add(event(events.get(i), i - first, labels));
        }
        return svg;
    }

    /** Returns where the labels begin, right of all lanes. */
    private int labelsAt() {
        return lanes.size() * LANE + 12;
    }

    private static int x(int lane) {
        return lane * LANE + LANE / 2;
    }

    private static int y(int row) {
        return HEAD + row * ROW + ROW / 2;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    /** Draws a process, as a broken line where it is down. */
    private Html lane(int lane, int first, int end) {
        Html group = Html.of("g");
        boolean isDown = false;
        int from = HEAD;
        for (int i = 0; i < end; i++) {
            Event event = events.get(i);
            boolean changes = event.lane() == lane
                    && (event.kind() == Kind.CRASH && !isDown || event.kind() == Kind.RESTART && isDown);
            if (changes) {
                if (i >= first) {
                    group.add(line(lane, from, y(i - first), isDown));
                    from = y(i - first);
                }
                isDown = !isDown;
            }
        }
        return group.add(line(lane, from, HEAD + (end - first) * ROW, isDown));
    }

    private static Html line(int lane, int from, int to, boolean isDown) {
        return Html.of("line")
                .css(isDown ? "lane down" : "lane")
                .set("x1", x(lane))
                .set("y1", from)
                .set("x2", x(lane))
                .set("y2", to);
    }

    private Html arrow(Arrow arrow, int first) {
        int x1 = x(arrow.fromLane());
        int y1 = y(arrow.from() - first);
        int to = arrow.toLane() < 0 ? arrow.fromLane() : arrow.toLane();
        int direction = Integer.signum(to - arrow.fromLane());
        int x2 = x(to);
        int y2 = y(arrow.to() - first);
        String css = "message";
        Html end;
        if (arrow.fate() == Fate.RECEIVED) {
            end = head(x1, y1, x2, y2);
        } else if (arrow.fate() == Fate.LOST) {
            css = "message lost";
            x2 = (x1 + x2) / 2 + (direction == 0 ? LANE / 4 : 0);
            end = cross(x2, y2, "lost");
        } else {
            css = "message open";
            x2 = x1 + (direction == 0 ? 1 : direction) * LANE / 3;
            y2 = y1 + ROW / 3;
            end = Html.of("g");
        }
        Html line = Html.of("line")
                .css(css)
                .set("x1", x1)
                .set("y1", y1)
                .set("x2", x2)
                .set("y2", y2)
                .add(Html.of("title", arrow.label()));
        return Html.of("g").add(line, end);
    }

    /** Draws the head of an arrow: a triangle whose tip touches the event's point. */
    private static Html head(int x1, int y1, int x2, int y2) {
        double length = Math.max(1, Math.hypot(x2 - x1, y2 - y1));
        double dx = (x2 - x1) / length;
        double dy = (y2 - y1) / length;
        double tipX = x2 - 5 * dx;
        double tipY = y2 - 5 * dy;
        double backX = tipX - 8 * dx;
        double backY = tipY - 8 * dy;
        String points = Math.round(tipX) + "," + Math.round(tipY) + " "
                + Math.round(backX - 4 * dy) + "," + Math.round(backY + 4 * dx) + " "
                + Math.round(backX + 4 * dy) + "," + Math.round(backY - 4 * dx);
        return Html.of("polygon").css("head").set("points", points);
    }

    private static Html cross(int x, int y, String css) {
        return Html.of("path").css(css).set("d", "M" + (x - 5) + " " + (y - 5) + "l10 10m0 -10l-10 10");
    }

    private Html event(Event event, int row, int labels) {
        Html group = Html.of("g").css("event " + event.kind().name().toLowerCase(Locale.ROOT));
        int y = y(row);
        if (event.lane() >= 0) {
            int x = x(event.lane());
            group.add(
                    switch (event.kind()) {
                        case CRASH -> cross(x, y, "crash");
                        case RESTART ->
                            Html.of("circle")
                                    .css("restart")
                                    .set("cx", x)
                                    .set("cy", y)
                                    .set("r", 6);
                        case WRONG ->
                            Html.of("circle")
                                    .css("wrong")
                                    .set("cx", x)
                                    .set("cy", y)
                                    .set("r", 7);
                        case STEP ->
                            Html.of("circle")
                                    .css("point")
                                    .set("cx", x)
                                    .set("cy", y)
                                    .set("r", 4);
                    });
            if (!event.note().isEmpty()) {
                group.add(Html.of("text")
                        .css("note")
                        .set("x", x + 8)
                        .set("y", y - 4)
                        .add(Html.text(cut(event.note(), 14)), Html.of("title", event.note())));
            }
        }
        Html label = Html.of("text")
                .css("label")
                .set("x", labels)
                .set("y", y + 4)
                .add(Html.text(cut(event.label(), LABEL)), Html.of("title", event.label()));
        List<Html> shown = new ArrayList<>();
        shown.add(
                event.link().isEmpty()
                        ? label
                        : Html.of("a").set("href", event.link()).add(label));
        return group.add(shown);
    }
}
