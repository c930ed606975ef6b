package dev.lockstep.checker;

import dev.lockstep.checker.reason.Emphasis;
import dev.lockstep.checker.reason.ReasonText;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Writes explanations for people: at most 25 lines of plain text, the first enough by itself. */
public final class ExplanationText {
    private static final int MAX_LINES = 25;
    private static final int MAX_LINE = 400;

    private final Function<Place, String> spec;
    private final UnaryOperator<String> code;
    private final Emphasis emphasis;

    /**
     * @param spec how a place of the spec is named
     * @param code how a place of the code is, which the trace names
     * @param emphasis how conjuncts that are false are marked in the story
     */
    public ExplanationText(Function<Place, String> spec, UnaryOperator<String> code, Emphasis emphasis) {
        this.spec = spec;
        this.code = code;
        this.emphasis = emphasis;
    }

    /** Returns the text that names places as short as can be: {@code Bank.tla:18}. */
    public static ExplanationText brief() {
        return new ExplanationText(Place::brief, source -> source, Emphasis.NONE);
    }

    /** Returns the first line: where it is, and what is not accepted. */
    public String headline(Explanation explanation) {
        String severity = explanation.finding() instanceof Rejection ? "error: " : "warning: ";
        return shortened(explanation.place() + ": " + severity + message(explanation), MAX_LINE);
    }

    /** Returns what is not accepted, without the place. */
    public String message(Explanation explanation) {
        Finding finding = explanation.finding();
        Event event = finding.event();
        if (finding instanceof Inconclusive unknown) {
            return (event == null ? "" : "inconclusive at event " + event.index() + ": ") + unknown.why();
        } else if (finding instanceof Rejection rejection && event == null) {
            return new ReasonText(spec).of(rejection.nearest()).get(0);
        }
        if (event.kind() == Event.Kind.END) {
            return "the trace may not end in this state of " + explanation.spec() + ", after event "
                    + (event.index() - 1);
        }
        return "event " + event.index() + " is no step of " + explanation.spec() + ": " + title(event);
    }

    /** Tells why: what is false, and what was observed. */
    public List<String> story(Explanation explanation) {
        Finding finding = explanation.finding();
        if (finding instanceof Inconclusive unknown) {
            return unknown.advice();
        }
        List<String> story = new ArrayList<>();
        if (finding instanceof Rejection rejection && rejection.event() != null) {
            if (rejection.kind() != Rejection.Kind.INVARIANT && rejection.kind() != Rejection.Kind.NO_INITIAL_STATE) {
                story.add(
                        rejection.states() == 1
                                ? "the spec is in one state here, in which"
                                : "the spec can be in " + count(rejection.states())
                                        + " states here; in the nearest of them");
            }
            story.addAll(new ReasonText(spec, emphasis).of(rejection.nearest()));
        }
        return story;
    }

    /** Returns the number, as far as it is known: of states that differ by names alone not all are counted. */
    private static String count(int states) {
        return states > Instance.MOST_IN_ORDER ? "more than " + Instance.MOST_IN_ORDER : String.valueOf(states);
    }

    /** Returns the whole text, the story cut if there is too much of it. */
    public List<String> lines(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(explanation));
        lines.addAll(story(explanation, explanation.hints().size()));
        lines.addAll(end(explanation));
        return lines;
    }

    /** Returns as much of the story as there is room for. */
    public List<String> story(Explanation explanation, int hints) {
        List<String> story = story(explanation);
        int before = explanation.before().size();
        int room = MAX_LINES - 1 - hints - (before == 0 ? 0 : before + 1);
        return story.subList(0, Math.max(0, Math.min(room, story.size()))).stream()
                .map(line -> emphasis.cut(line, MAX_LINE))
                .toList();
    }

    /** Returns what comes after the story: the hints, and what came before the event. */
    public List<String> end(Explanation explanation) {
        List<String> lines = new ArrayList<>();
        explanation.hints().forEach(hint -> lines.add(shortened(hint, MAX_LINE)));
        if (!explanation.before().isEmpty()) {
            lines.add("before it:");
            explanation
                    .before()
                    .forEach(event -> lines.add("  " + shortened(event.index() + "  " + title(event), MAX_LINE / 2)));
        }
        return lines;
    }

    private String title(Event event) {
        return event.source() == null
                ? event.title()
                : event.from(code.apply(event.source())).title();
    }

    private static String shortened(String line, int most) {
        return Emphasis.NONE.cut(line, most);
    }
}
