package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs of three nodes that elect leaders: as text, as JSON lines, and as OpenTelemetry's collector writes them. One clock is 40 ms behind. */
class LogFormatsTest {
    private static final Path LOGS = Path.of("src/test/resources/election");

    @TempDir
    Path folder;

    /** Says where an error is put into the logs, and where it is then found. */
    enum Format {
        /** A node votes a second time in a term. */
        TEXT(
                List.of("n1.log", "n2.log", "n3.log"),
                "n1.log",
                "vote for n2 in term 2",
                "vote for n2 in term 2\n2026-11-29 10:00:02.417 INFO  [n1] election: vote for n3 in term 2",
                "n1.log:9:1: error: event 11 is no step of Election: Vote(candidate = \"n3\", t = 2) of process n1",
                "votedFor[n] \\subseteq {candidate} is FALSE: votedFor[n] = {\"n2\"}, {candidate} = {\"n3\"}"),
        /** A node follows another than the leader. */
        JSON(
                List.of("n1.json", "n2.json", "n3.json"),
                "n3.json",
                "\"leader\":\"n2\"",
                "\"leader\":\"n1\"",
                "n3.json:6:1: error: event 14 is no step of Election: Follow(leader = \"n1\", t = 2) of process n3",
                "[type |-> \"lead\", from |-> leader, term |-> t] \\in sent is FALSE"),
        /** A node counts a vote of another term. */
        OTLP(
                List.of("collector.json"),
                "collector.json",
                "\"election.term\",\"value\":{\"intValue\":\"2\"}},{\"key\":\"server.address\"",
                "\"election.term\",\"value\":{\"intValue\":\"1\"}},{\"key\":\"server.address\"",
                "collector.json:4:943: error: event 11 is no step of Election: TakeVote(voter = \"n1\", t = 1) of process n2",
                "t = 1 is not m.term, which is 2");

        private final List<String> logs;
        private final String in;
        private final String before;
        private final String after;
        private final String found;
        private final String why;

        Format(List<String> logs, String in, String before, String after, String found, String why) {
            this.logs = logs;
            this.in = in;
            this.before = before;
            this.after = after;
            this.found = found;
            this.why = why;
        }
    }

    private Run validate(Format format, String... options) {
        List<Object> args = new ArrayList<>(List.of("validate", "--spec", LOGS.resolve("Election.tla")));
        args.addAll(List.of(options));
        args.addAll(List.of("--mapping", LOGS.resolve(format.name().toLowerCase(Locale.ROOT) + ".mapping")));
        format.logs.forEach(log -> args.add(folder.resolve(log)));
        return Run.of(args.toArray());
    }

    private void copy(Format format) throws IOException {
        for (String log : format.logs) {
            Files.copy(LOGS.resolve(log), folder.resolve(log));
        }
    }

    @ParameterizedTest
    @EnumSource
    void logsAreAcceptedAndTheClockThatIsBehindIsTold(Format format) throws IOException {
        copy(format);

        Run run = validate(format);

        assertThat(run.out()).endsWith(": accepted, 14 events\n");
        assertThat(run.err())
                .startsWith("14 events from ")
                .contains("the clock of \"n3\" is 39.")
                .contains("and is corrected: its messages allow 36.")
                .contains(" to 42.0 ms\nignored 4 times, first: " + folder.resolve(format.logs.get(0)) + ":")
                .doesNotContain("the clock of \"n1\"", "the clock of \"n2\"");
    }

    @Test
    void theCorrectionIsInTheJsonToo() throws IOException {
        copy(Format.TEXT);

        assertThat(validate(Format.TEXT, "--json").out())
                .contains("\"verdict\":\"accepted\"", "\"corrections\":[\"the clock of \\\"n3\\\" is 39.");
    }

    @ParameterizedTest
    @EnumSource
    void anErrorIsFoundAtItsLine(Format format) throws IOException {
        copy(format);
        Path altered = folder.resolve(format.in);
        String text = Files.readString(altered);
        assertThat(text).containsOnlyOnce(format.before);
        Files.writeString(altered, text.replace(format.before, format.after));

        Run run = validate(format);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith(folder + "/" + format.found).contains(format.why);
    }
}
