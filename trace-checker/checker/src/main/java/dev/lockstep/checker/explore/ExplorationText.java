package dev.lockstep.checker.explore;

import dev.lockstep.checker.trace.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Tells people what an exploration found.
 *
 * @param differences the actions that the code leaves out on purpose, with the reasons
 */
public record ExplorationText(Bounds bounds, Map<String, String> differences, ExplorationResult result) {
    private static final String WRONG = "the last step of this run, a shortest one, is wrong:";

    /** Returns whether the code does what the spec can, but for what is declared. */
    public boolean holds() {
        return bounds.hold(result, differences.keySet());
    }

    /** Returns in a word or two what came out. */
    public String verdict() {
        if (result.wrong().isEmpty() && !result.isComplete()) {
            return result.early();
        }
        return !holds() ? "different" : result.missing().isEmpty() ? "equal" : "equal but for what is declared";
    }

    /** Returns the line with the verdict and all figures. */
    public String summary() {
        return "%s: %s, %d states of the code, %d of the spec (TLC has %s), %d and %d steps, depth %d"
                .formatted(
                        bounds.name(),
                        verdict(),
                        result.codeStates(),
                        result.specStates(),
                        bounds.expectation(),
                        result.codeSteps(),
                        result.specSteps(),
                        result.depth());
    }

    /** Returns the lines after that: what is wrong, and what the code leaves out. */
    public List<String> details() {
        List<String> lines = new ArrayList<>();
        result.wrong().ifPresent(wrong -> {
            lines.add(WRONG);
            lines.addAll(run(wrong.run()));
            lines.add(wrong.why());
        });
        result.missing().forEach((action, missing) -> {
            String reason = differences.get(action);
            lines.add(missing(action, missing) + (reason == null ? ", after:" : ", as is declared: " + reason));
            if (reason == null) {
                lines.addAll(run(missing.run()));
            }
        });
        if (result.isComplete() && result.wrong().isEmpty()) {
            result.stale(differences.keySet())
                    .forEach(action -> lines.add(action
                            + " is declared not to be taken, and the code always takes it where the spec has it"));
        }
        return lines;
    }

    /** Returns the same without runs, which are shown otherwise. */
    public List<String> headlines() {
        List<String> lines = new ArrayList<>();
        if (result.wrong().isPresent()) {
            lines.add(WRONG + "\n" + result.wrong().get().why());
        } else {
            result.missing().forEach((action, missing) -> {
                String reason = differences.get(action);
                lines.add(missing(action, missing) + (reason == null ? "" : ", as is declared: " + reason));
            });
        }
        if (lines.isEmpty()) {
            lines.add("the code takes every step of the spec, and no other");
        }
        return lines;
    }

    private static String missing(String action, ExplorationResult.Missing missing) {
        return "the spec has " + action + " in " + missing.count() + " states in which the code does not take it";
    }

    private static List<String> run(List<Event> run) {
        return run.isEmpty()
                ? List.of("  no step at all")
                : run.stream()
                        .map(event -> "  " + event.index() + "  " + step(event))
                        .toList();
    }

    /** Returns a step as people write it: the action, its arguments, and where it is in the code. */
    public static String step(Event event) {
        StringJoiner args = new StringJoiner(", ", "(", ")");
        event.args().forEach((name, value) -> args.add(name + " = " + value));
        String action = event.action() == null ? "a step" : event.action() + args;
        return action + (event.source() == null ? "" : " at " + event.source());
    }
}
