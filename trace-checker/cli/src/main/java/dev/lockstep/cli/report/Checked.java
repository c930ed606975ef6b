package dev.lockstep.cli.report;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Explanation;
import dev.lockstep.checker.ExplanationText;
import dev.lockstep.checker.reason.Emphasis;
import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.TraceSource;
import dev.lockstep.report.Labels;
import dev.lockstep.report.Places;
import java.util.List;

/**
 * Tells what became of one trace.
 *
 * @param result null: it is invalid
 * @param spec null: it is invalid
 * @param complaint why it is invalid; null: it is not
 * @param trace opens it again
 * @param places how files are named
 */
public record Checked(
        String name,
        CheckResult result,
        LoadedSpec spec,
        Complaint complaint,
        TraceSource trace,
        Places places,
        double seconds) {
    /** Writes explanations that are read beside the files. */
    public static ExplanationText text(Places places) {
        return text(places, Emphasis.NONE);
    }

    /** Writes them with what is false marked. */
    public static ExplanationText text(Places places, Emphasis emphasis) {
        return new ExplanationText(place -> Labels.full(places.ofSpec(place)), places::ofCode, emphasis);
    }

    private Explanation why() {
        return result.why();
    }

    /** The first line of why it is not accepted. */
    String headline() {
        return lines().get(0);
    }

    /** Tells why it is not accepted. */
    List<String> lines() {
        return result == null
                ? complaint.toString().lines().toList()
                : text(places).lines(why());
    }

    /** Returns what is wrong, without its place. */
    String message() {
        return result == null ? complaint.what() : text(places).message(why());
    }

    /** Returns where in the trace, or in the file that is invalid. */
    Place place() {
        Place place = result == null ? complaint.place() : why().place();
        return place == null ? new Place(name, 1, 1) : place;
    }
}
