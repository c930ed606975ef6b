package dev.lockstep.report;

import dev.lockstep.checker.spec.StateValues;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.pages.Html;
import dev.lockstep.pages.SpaceTimeDiagram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Makes a space-time diagram of a run.
 *
 * @param lanes the processes
 * @param diagram a row for each step
 */
public record RunDiagram(Lanes lanes, SpaceTimeDiagram diagram) {
    private static final int LABEL = 160;

    public static RunDiagram of(ReportedRun run) {
        Lanes lanes = Lanes.of(run);
        Messages messages = new Messages(lanes);
        Notes notes = new Notes();
        List<SpaceTimeDiagram.Event> drawn = new ArrayList<>();
        Map<String, Map<String, Value>> states = new HashMap<>(run.beginnings());
        List<Integer> laneOfStep = new ArrayList<>();
        for (int i = 0; i < run.steps().size(); i++) {
            ReportedRun.Step step = run.steps().get(i);
            Map<String, Value> before = states.get(step.instance());
            StateValues.Moved moved = Messages.moved(step);
            int lane = lanes.lane(step.event(), before, step.after(), moved.added());
            laneOfStep.add(lane);
            messages.take(i, lane, step.event(), step.instance(), moved);
            notes.take(lane < 0 ? null : lanes.names().get(lane), before, step.after());
            if (step.after() != null) {
                states.put(step.instance(), step.after());
            }
        }
        List<String> written = notes.notes();
        int unlogged = 0;
        for (int i = 0; i < run.steps().size(); i++) {
            ReportedRun.Step step = run.steps().get(i);
            unlogged = step.kind() == ReportedRun.Kind.UNLOGGED ? unlogged + 1 : 0;
            drawn.add(new SpaceTimeDiagram.Event(
                    laneOfStep.get(i),
                    step.number() + "  " + label(step),
                    step.kind() == ReportedRun.Kind.WRONG
                            ? SpaceTimeDiagram.Kind.WRONG
                            : Notes.kind(step.event().action()),
                    written.get(i),
                    "#e" + step.number() + (unlogged == 0 ? "" : "-" + unlogged)));
        }
        return new RunDiagram(lanes, new SpaceTimeDiagram(lanes.names(), drawn, messages.arrows()));
    }

    /** Draws all of it without links. It has no lanes if no process is seen to take a step. */
    public Html unlinked() {
        List<SpaceTimeDiagram.Event> events = diagram.events().stream()
                .map(event -> new SpaceTimeDiagram.Event(event.lane(), event.label(), event.kind(), event.note(), ""))
                .toList();
        boolean hasProcesses = events.stream().anyMatch(event -> event.lane() >= 0);
        return new SpaceTimeDiagram(
                        hasProcesses ? diagram.lanes() : List.of(), events, hasProcesses ? diagram.arrows() : List.of())
                .svg();
    }

    /** Returns what happens in a step, in one line. */
    static String label(ReportedRun.Step step) {
        Event event = step.event();
        String action = event.action() == null ? "a step" : event.action();
        String kind = switch (event.kind()) {
            case STEP -> step.kind() == ReportedRun.Kind.UNLOGGED ? "(not logged) " : "";
            case CALL -> "call of ";
            case RETURN -> "return of ";
            case LOOP -> "back to an earlier state: ";
            case END -> "the end";
        };
        if (event.kind() == Event.Kind.END) {
            return kind;
        }
        StringJoiner args = new StringJoiner(", ", "(", ")").setEmptyValue("");
        event.args().values().forEach(value -> args.add(brief(value)));
        String label = kind + action + args;
        return label.length() <= LABEL ? label : label.substring(0, LABEL) + "…";
    }

    private static String brief(@Nullable Value value) {
        if (value instanceof Value.Rec rec) {
            StringJoiner fields = new StringJoiner(" ", "[", "]");
            rec.fields().values().forEach(field -> fields.add(Values.name(field)));
            return fields.toString();
        }
        return value == null ? "" : Values.name(value);
    }
}
