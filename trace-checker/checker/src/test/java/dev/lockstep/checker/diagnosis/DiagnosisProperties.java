package dev.lockstep.checker.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.checker.Limits;
import dev.lockstep.checker.Sample;
import dev.lockstep.checker.TrafficLines;
import dev.lockstep.checker.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** What a hint says is so: the trace that it describes is written, and checked from its beginning. */
class DiagnosisProperties {
    private static final int EVENTS = 80;
    private static final Pattern MOVED =
            Pattern.compile("accepted if event (\\d+) comes (after|before) event (\\d+); .*");
    private static final Pattern LEFT_OUT = Pattern.compile("accepted if event (\\d+) is left out, .*; .*");
    private static final Pattern MORE = Pattern.compile(".*; so are (\\d+) more, then not");

    /** Alterations of one event that keep the lines readable. */
    enum Slip {
        DROPPED,
        REPEATED,
        LATE
    }

    private static Sample trace(List<String> lines) {
        return Sample.of(
                "Traffic", "\"local\":[\"clock\"],\"complete\":[\"clock\",\"channel\"]", lines.toArray(String[]::new));
    }

    @Property(tries = 150)
    void whatAHintDescribesIsAccepted(
            @ForAll @IntRange(min = 1, max = 500) int seed,
            @ForAll @IntRange(min = 0, max = EVENTS - 12) int at,
            @ForAll @IntRange(min = 1, max = 8) int by,
            @ForAll Slip slip)
            throws Exception {
        List<String> lines = new ArrayList<>(TrafficLines.of(EVENTS, seed));
        switch (slip) {
            case DROPPED -> lines.remove(at);
            case REPEATED -> lines.add(at, lines.get(at));
            case LATE -> lines.add(at + by, lines.remove(at));
        }
        Sample sample = trace(lines);
        CheckResult given = sample.check();
        CheckResult explained = Diagnosis.explain(given, sample.load(), Limits.DEFAULT, sample::open);
        boolean tried = false;
        for (String hint : explained.hints()) {
            List<String> other = applied(hint, lines);
            if (!other.equals(lines)) {
                CheckResult result = trace(other).check();
                Matcher more = MORE.matcher(hint);
                long further = more.matches() ? Long.parseLong(more.group(1)) : 32;
                assertThat(result.verdict() == Verdict.ACCEPTED
                                || result.event() >= Math.min(other.size(), given.event() + further))
                        .as(hint + ", but then " + result)
                        .isTrue();
                tried = true;
            }
        }
        Statistics.collect(given.verdict(), tried ? "a hint was applied" : "none");
        Statistics.coverage(coverage ->
                coverage.check(Verdict.REJECTED, "a hint was applied").count(count -> count >= 20));
    }

    private static List<String> applied(String hint, List<String> lines) {
        List<String> other = new ArrayList<>(lines);
        Matcher moved = MOVED.matcher(hint);
        Matcher leftOut = LEFT_OUT.matcher(hint);
        if (leftOut.matches()) {
            other.remove(Integer.parseInt(leftOut.group(1)) - 1);
        } else if (moved.matches()) {
            String line = lines.get(Integer.parseInt(moved.group(1)) - 1);
            String beside = lines.get(Integer.parseInt(moved.group(3)) - 1);
            other.remove(line);
            other.add(other.indexOf(beside) + (moved.group(2).equals("after") ? 1 : 0), line);
        }
        return other;
    }
}
