package dev.lockstep.checker;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Place;
import java.util.List;

/**
 * Tells why a trace is not accepted, as data; {@link ExplanationText} says it to people.
 *
 * @param spec its name
 * @param place the place of what does not fit, in the trace
 * @param hints what would make it accepted, or how far it was looked for; a line each
 * @param areHintsCut whether the search for hints was cut short
 * @param before the events that led to it, the last one last
 */
public record Explanation(
        String spec, Place place, Finding finding, List<String> hints, boolean areHintsCut, List<Event> before) {
    public Explanation {
        hints = List.copyOf(hints);
        before = List.copyOf(before);
    }

    public Explanation withHints(List<String> found, boolean areCut) {
        return new Explanation(spec, place, finding, found, areCut, before);
    }
}
