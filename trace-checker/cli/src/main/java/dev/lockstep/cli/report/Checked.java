package dev.lockstep.cli.report;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.diagnosis.Diagnosis.Reopening;
import dev.lockstep.checker.spec.LoadedSpec;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of one trace.
 *
 * @param result null: it is invalid
 * @param spec null: it is invalid
 * @param message why it is invalid; null: it is not
 * @param trace opens it again
 */
public record Checked(
        String name, CheckResult result, LoadedSpec spec, String message, Reopening trace, double seconds) {
    private static final Pattern PLACED = Pattern.compile("(?s)(.*?):(\\d+)(?::(\\d+))?: (?:error: |warning: )?(.*)");

    /** The first line of why it is not accepted. */
    String headline() {
        return lines().get(0);
    }

    /** Why it is not accepted. */
    List<String> lines() {
        return result == null ? message.lines().toList() : result.explanation();
    }

    /** What is wrong, and where. */
    record Placed(String file, long line, long column, String text) {}

    Placed placed() {
        Matcher matcher = PLACED.matcher(headline());
        return matcher.matches()
                ? new Placed(
                        matcher.group(1),
                        Math.max(1, Long.parseLong(matcher.group(2))),
                        matcher.group(3) == null ? 1 : Long.parseLong(matcher.group(3)),
                        matcher.group(4))
                : new Placed(name, 1, 1, headline());
    }
}
