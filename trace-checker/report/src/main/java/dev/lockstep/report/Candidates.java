package dev.lockstep.report;

import dev.lockstep.pages.Html;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Draws how many states explain a trace, event by event. */
final class Candidates {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 80;

    private Candidates() {}

    /** Returns the chart; empty: it is always one state, or is not known. */
    static Optional<Html> chart(List<ReportedRun.Step> steps) {
        int most = steps.stream().mapToInt(ReportedRun.Step::candidates).max().orElse(0);
        if (most < 2) {
            return Optional.empty();
        }
        int[] highest = new int[Math.min(WIDTH, steps.size())];
        for (int i = 0; i < steps.size(); i++) {
            int column = (int) ((long) i * highest.length / steps.size());
            highest[column] = Math.max(highest[column], steps.get(i).candidates());
        }
        StringJoiner points = new StringJoiner(" ");
        for (int i = 0; i < highest.length; i++) {
            double height = Math.log(Math.max(1, highest[i])) / Math.log(most);
            points.add(Math.round((double) i * WIDTH / Math.max(1, highest.length - 1)) + ","
                    + Math.round(HEIGHT - 2 - height * (HEIGHT - 16)));
        }
        return Optional.of(Html.of("svg")
                .css("chart")
                .set("width", WIDTH)
                .set("height", HEIGHT)
                .set("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .set("role", "img")
                .set("aria-label", "from 1 to at most " + most + " states, on a logarithmic scale")
                .add(
                        Html.of("polyline").set("points", points.toString()),
                        Html.of("text", "at most " + most).set("x", 4).set("y", 12)));
    }
}
