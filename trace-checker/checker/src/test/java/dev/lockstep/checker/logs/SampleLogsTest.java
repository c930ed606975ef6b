package dev.lockstep.checker.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of real processes, all of whose lines the mapping knows. */
class SampleLogsTest {
    private static final Path LOGS = Path.of("src/test/resources/logs");

    private static ImportedTrace trace(String log) throws InvalidInputException {
        return LogImport.read(LogMapping.read(LOGS.resolve("redis-sentinel.mapping")), List.of(LOGS.resolve(log)));
    }

    private static Map<String, Long> actions(ImportedTrace trace) {
        return trace.events().stream().collect(Collectors.groupingBy(Event::action, Collectors.counting()));
    }

    @Test
    void aFailoverIsToldByItsLog() throws Exception {
        ImportedTrace trace = trace("redis-sentinel-sample.log");

        assertThat(actions(trace))
                .containsEntry("SDown", 6L)
                .containsEntry("ODown", 3L)
                .containsEntry("StartFailover", 1L)
                .containsEntry("NewEpoch", 2L)
                .containsEntry("Vote", 3L)
                .containsEntry("TakeVote", 2L)
                .containsEntry("BecomeLeader", 1L)
                .containsEntry("TakeConfig", 2L)
                .containsEntry("SwitchMaster", 1L)
                .containsEntry("ConvertToSlave", 1L);
        assertThat(trace.header().constants().toString())
                .isEqualTo("{Quorum=2, First=\"r1\", Sentinel={\"s1\", \"s2\", \"s3\"}}");
        assertThat(trace.unmatched()).isZero();
        assertThat(trace.lines()).isEqualTo(180);
    }

    /** In the log, of one millisecond, answers come before the votes that they tell. */
    @Test
    void votesComeBeforeTheAnswersThatTellThem() throws Exception {
        List<String> events = trace("redis-sentinel-sample.log").events().stream()
                .map(Logs::text)
                .toList();

        String answer = "\"s2\" TakeVote(voter = \"s3\", leader = \"s2\", epoch = 1)";
        assertThat(events.indexOf("\"s3\" Vote(leader = \"s2\")")).isBetween(0, events.indexOf(answer));
    }

    /** Two leaders in one epoch; each was voted for by sentinels of which none has voted twice. */
    @Test
    void twoLeadersOfOneEpochAreSeen(@TempDir Path folder) throws Exception {
        List<String> lines = Files.readAllLines(LOGS.resolve("redis-sentinel-two-leaders.log"));
        int second = lines.stream()
                .filter(line -> line.contains("==== B"))
                .mapToInt(lines::indexOf)
                .findFirst()
                .orElseThrow();
        Path first = folder.resolve("first.log");
        Files.write(first, lines.subList(0, second));
        List<Event> events = LogImport.read(LogMapping.read(LOGS.resolve("redis-sentinel.mapping")), List.of(first))
                .events();

        assertThat(events.stream()
                        .filter(event -> "BecomeLeader".equals(event.action()))
                        .map(Logs::text))
                .containsExactly("\"s2\" BecomeLeader(epoch = 1)", "\"s5\" BecomeLeader(epoch = 1)");
        assertThat(events.stream()
                        .filter(event -> "Vote".equals(event.action()))
                        .map(Event::process)
                        .distinct())
                .hasSize(5);
    }

    @Test
    void aLineThatTheMappingDoesNotKnowIsTold(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("other.log");
        Files.writeString(log, "22:13:35.342 sentinel-26001 X # +tilt #tilt mode entered\n");

        assertThatThrownBy(() -> LogImport.read(LogMapping.read(LOGS.resolve("redis-sentinel.mapping")), List.of(log)))
                .hasMessageContaining(
                        "other.log:1: no rule fits the line, and it is not ignored: +tilt #tilt mode entered");
    }
}
