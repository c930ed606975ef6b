package dev.lockstep.redis.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of one millisecond, or of one round of an event loop, stand in the order of what causes what. Each was once in another one. */
class SentinelMappingTest {
    private static final String MAPPING = "redis-sentinel.mapping";

    @TempDir
    Path folder;

    /** Returns the actions that some lines of logs stand for, each with its process. */
    private List<String> imported(List<String> server, List<String> sentinel, List<String> wire, List<String> taken)
            throws IOException {
        try (InputStream in = SentinelMappingTest.class.getResourceAsStream(MAPPING)) {
            Files.copy(in, folder.resolve(MAPPING));
        }
        List<String> mapping = List.of(
                "include " + MAPPING,
                "table port",
                "  7001 = \"r1\"",
                "  7002 = \"r2\"",
                "table sentinel",
                "  " + "2".repeat(40) + " = \"s2\"",
                "  22222222 = \"s2\"",
                "  " + "3".repeat(40) + " = \"s3\"",
                "file r1.log",
                "  process = \"r1\"",
                "  uncertainty 1 ms",
                "file s2.log",
                "  process = \"s2\"",
                "  uncertainty 1 ms",
                "file wire.log",
                "  uncertainty 100 ms",
                "file taken.log",
                "  uncertainty 1 ms");
        List<Path> logs = List.of(
                write("r1.log", server), write("s2.log", sentinel), write("wire.log", wire), write("taken.log", taken));
        Path trace = folder.resolve("t.ndjson");
        new TestImporter().write(write("run.mapping", mapping), logs, trace);
        List<String> actions = new ArrayList<>();
        for (String line : Files.readAllLines(trace)) {
            if (line.contains("\"action\"")) {
                actions.add(line.replaceFirst(".*\"process\":\"(\\w+)\".*\"action\":\"(\\w+)\".*", "$2 $1"));
            }
        }
        return actions;
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private static String logged(String role, int second, int milli, String text) {
        return String.format("7:%s 30 Nov 2026 07:04:%02d.%03d # %s", role, second, milli, text);
    }

    /** Returns what a sentinel logs that takes the new configuration of another one, and saves it. */
    private static List<String> switched(int second, int milli, int savedMilli) {
        String from = "+config-update-from sentinel " + "3".repeat(40) + " 127.0.0.1 9 @ mymaster";
        return List.of(
                logged("X", second, milli, from),
                logged("X", second, milli, "+switch-master mymaster 127.0.0.1 7001 127.0.0.1 7002"),
                logged("X", second, savedMilli, "Sentinel new configuration saved on disk"));
    }

    /** @param rest fields, as in JSON */
    private static String seen(int second, int micros, String type, String from, String rest) {
        long time = 1_796_022_240_000_000L + second * 1_000_000L + micros; // 07:04:00
        return "{\"micros\":" + time + ",\"type\":\"" + type + "\",\"from\":\"" + from + "\"," + rest
                + ",\"again\":false}";
    }

    @Test
    void aServerExecutesTheCommandThatWasSentLast() throws IOException {
        String convert = "+convert-to-slave slave 127.0.0.1:7001 127.0.0.1 7001 @ mymaster 127.0.0.1 7002";
        String executed =
                "REPLICAOF 127.0.0.1:7002 enabled (user request from 'id=7 name=sentinel-22222222-cmd age=2')";

        List<String> actions = imported(
                List.of(logged("S", 7, 335, executed)), // the first one it did not execute: it did already
                List.of(logged("X", 1, 100, convert), logged("X", 7, 335, convert)),
                List.of(),
                List.of());

        assertThat(actions).containsExactly("ConvertToSlave s2", "ConvertToSlave s2", "ExecuteSlaveOf r1");
    }

    @Test
    void anAnswerOfARestartedSentinelAboutTheOldMasterIsMadeBeforeItTakesTheNewOne() throws IOException {
        String question = "\"server\":\"r1\",\"epoch\":1,\"candidate\":\"s3\"";
        String answer = "\"to\":\"s3\",\"server\":\"r1\",\"asked\":1,\"candidate\":\"s3\",\"down\":false,"
                + "\"leader\":\"none\",\"epoch\":1,\"voted\":false";
        List<String> actions = imported(
                List.of(),
                switched(21, 917, 932),
                List.of(
                        seen(21, 900_000, "hello", "s3", "\"epoch\":1,\"server\":\"r2\",\"config\":1"),
                        seen(21, 901_000, "ask", "s3", question),
                        seen(21, 932_971, "answer", "s2", answer)),
                List.of());

        assertThat(actions).containsSubsequence("AnswerAsk s2", "TakeConfig s2", "SaveConfig s2");
    }

    @Test
    void aSentinelAsksAboutTheOldMasterBeforeItTakesTheNewOneAlsoIfTheQuestionIsSeenLater() throws IOException {
        List<String> actions = imported(
                List.of(),
                switched(21, 917, 932),
                List.of(
                        seen(21, 900_000, "hello", "s3", "\"epoch\":1,\"server\":\"r2\",\"config\":1"),
                        seen(21, 990_000, "ask", "s2", "\"server\":\"r1\",\"epoch\":1,\"candidate\":\"s2\"")),
                List.of());

        assertThat(actions).containsSubsequence("AskOthers s2", "TakeConfig s2", "SaveConfig s2");
    }

    @Test
    void aServerSaysWhatItIsBeforeItExecutesACommandAlsoIfTheAnswerIsSeenLater() throws IOException {
        String user = " enabled (user request from 'id=19 name=sentinel-22222222-cmd age=2')";
        String says = "\"first\":false,\"to\":\"s3\",\"version\":2,";
        List<String> actions = imported(
                List.of(
                        logged("M", 18, 895, "MASTER MODE" + user),
                        logged("S", 19, 450, "REPLICAOF 127.0.0.1:7002" + user)),
                List.of(
                        logged("X", 18, 890, "+failover-state-wait-promotion slave 127.0.0.1:7001 127.0.0.1 7001"),
                        logged(
                                "X",
                                19,
                                440,
                                "+convert-to-slave slave 127.0.0.1:7001 127.0.0.1 7001 @ m 127.0.0.1 7002")),
                List.of(
                        seen(18, 910_000, "info", "r1", says + "\"role\":\"slave\",\"master\":\"r2\""),
                        seen(19, 486_420, "info", "r1", says + "\"role\":\"master\",\"master\":\"none\""),
                        seen(19, 486_495, "info", "r1", says + "\"role\":\"slave\",\"master\":\"r2\"")),
                List.of());

        assertThat(actions.stream().filter(each -> each.endsWith("r1")))
                .containsExactly("SayInfo r1", "ExecuteSlaveOf r1", "SayInfo r1", "ExecuteSlaveOf r1", "SayInfo r1");
    }

    @Test
    void aSentinelPublishesTheNewMasterAfterItHasTakenItAlsoIfAnAnswerAboutTheOldOneIsSeenLater() throws IOException {
        String answer = "\"to\":\"s3\",\"server\":\"r1\",\"asked\":1,\"candidate\":\"s3\",\"down\":true,"
                + "\"leader\":\"s3\",\"epoch\":1,\"voted\":false";
        List<String> actions = imported(
                List.of(),
                switched(22, 514, 544),
                List.of(
                        seen(22, 500_000, "hello", "s3", "\"epoch\":1,\"server\":\"r2\",\"config\":1"),
                        seen(22, 501_000, "ask", "s3", "\"server\":\"r1\",\"epoch\":1,\"candidate\":\"s3\""),
                        seen(22, 545_469, "hello", "s2", "\"epoch\":1,\"server\":\"r2\",\"config\":1"),
                        seen(22, 546_282, "answer", "s2", answer)),
                List.of());

        assertThat(actions).containsSubsequence("AnswerAsk s2", "TakeConfig s2", "SaveConfig s2", "SayHello s2");
    }

    @Test
    void anAnswerIsTakenBeforeItMakesAQuorumInTheSameMillisecond() throws IOException {
        String answer = "\"to\":\"s2\",\"server\":\"r1\",\"asked\":0,\"candidate\":\"none\",\"down\":true,"
                + "\"leader\":\"none\",\"epoch\":0,\"voted\":false";
        List<String> actions = imported(
                List.of(),
                List.of(
                        logged("X", 0, 13, "+sdown master mymaster 127.0.0.1 7001"),
                        logged("X", 0, 113, "+odown master mymaster 127.0.0.1 7001 #quorum 2/2")),
                List.of(
                        seen(0, 50_000, "ask", "s2", "\"server\":\"r1\",\"epoch\":0,\"candidate\":\"none\""),
                        seen(0, 113_078, "answer", "s3", answer)),
                List.of(seen(
                        0, 113_106, "taken", "s2", "\"by\":\"s3\",\"down\":true,\"leader\":\"none\",\"epoch\":0")));

        assertThat(actions).containsExactly("SDown s2", "AskOthers s2", "AnswerAsk s3", "TakeAnswer s2", "ODown s2");
    }
}
