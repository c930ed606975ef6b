package dev.lockstep.checker.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that are apart, as messages show. Each line says its process, the time in milliseconds, and what is sent or received. */
class ClockSkewTest {
    private static final String MAIL = """
            spec Post
            clocks estimated
            format ^(?<who>\\w+) (?<ms>-?\\d+) (?<message>.*)$
              time ms millis
              message message
              process = ${who}
            on ^send (?<n>\\w+)
              event Send
                arg n = ${n}
                send letter ${n}
            on ^got (?<n>\\w+)
              event Receive
                arg n = ${n}
                receive letter ${n}
            on ^each (?<n>\\w+)
              event Each
                receive each letter ${n}
            """;

    @TempDir
    Path folder;

    private List<String> corrections(String... lines) throws Exception {
        return Logs.of(folder, MAIL).log("mail.log", lines).trace().corrections();
    }

    @Test
    void messagesBothWaysBoundAClockOnBothSides() throws Exception {
        Logs logs = Logs.of(folder, MAIL)
                .log("mail.log", "a 100 send x", "b 62 got x", "b 63 send y", "a 105 got y", "b 64 send z");

        assertThat(logs.trace().corrections())
                .containsExactly(
                        "the clock of \"b\" is 40.0 ms behind and is corrected: its messages allow 38.0 ms to 42.0 ms");
        assertThat(logs.events())
                .containsExactly(
                        "\"a\" Send(n = \"x\")",
                        "\"b\" Receive(n = \"x\")",
                        "\"b\" Send(n = \"y\")",
                        "\"b\" Send(n = \"z\")",
                        "\"a\" Receive(n = \"y\")");
    }

    @Test
    void messagesOneWayBoundAClockOnOneSide() throws Exception {
        assertThat(corrections("a 100 send x", "b 62 got x"))
                .containsExactly(
                        "the clock of \"b\" is 38.0 ms behind and is corrected: its messages allow 38.0 ms or more");
    }

    @Test
    void theClockIsCorrectedThatDisagreesWithTheOthers() throws Exception {
        assertThat(corrections(
                        "a 100 send x", "b 101 got x", "c 102 got x", "a 150 send y", "b 151 got y", "c 141 got y"))
                .containsExactly(
                        "the clock of \"c\" is 9.0 ms behind and is corrected: its messages allow 9.0 ms or more");
    }

    @Test
    void aClockMayBeBoundByMessagesThatOthersPassOn() throws Exception {
        assertThat(corrections(
                        "a 100 send x", "b 120 got x", "b 121 send y", "c 80 got y", "c 81 send z", "a 130 got z"))
                .containsExactly(
                        "the clock of \"c\" is 45.0 ms behind and is corrected: its messages allow 41.0 ms to 49.0 ms");
    }

    @Test
    void clocksThatFitAreLeftAlone() throws Exception {
        assertThat(corrections("a 100 send x", "b 102 got x", "b 103 send y", "a 103 got y"))
                .isEmpty();
    }

    @Test
    void repeatedMessagesCountWhereBothEndsDo() throws Exception {
        assertThat(corrections("a 100 send x", "a 200 send x", "b 98 each x", "b 199 each x"))
                .containsExactly(
                        "the clock of \"b\" is 2.0 ms behind and is corrected: its messages allow 2.0 ms or more");
    }

    @Test
    void aClockThatWasSetIsToldWithTheMessages() {
        Logs logs = Logs.of(folder, MAIL)
                .log(
                        "mail.log",
                        "a 100 send x",
                        "b 62 got x",
                        "b 63 send y",
                        "a 164 got y",
                        "b 170 send z",
                        "a 165 got z");

        assertThat(logs.complaint())
                .isEqualTo("mail.log:6: no corrections of the clocks fit the messages from mail.log:5 to mail.log:6,"
                        + " from mail.log:1 to mail.log:2: 43.0 ms are missing; a clock was set, or what is received is not"
                        + " what was sent");
    }

    /** Clocks that are apart by anything: as corrected, each message is received after it was sent, in their order and by their times. */
    @Property(tries = 100)
    void correctedClocksRespectAllMessages(
            @ForAll @Size(4) List<@IntRange(min = -500, max = 500) Integer> apart,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 1_000_000) Integer> choices)
            throws Exception {
        TreeMap<Integer, List<String>> lines = new TreeMap<>();
        for (int i = 0; i < choices.size(); i++) {
            int choice = choices.get(i);
            int from = choice % 4;
            int to = (from + 1 + choice / 4 % 3) % 4;
            int sent = choice / 12 % 1000;
            int received = sent + choice % 97;
            lines.computeIfAbsent(sent, none -> new ArrayList<>())
                    .add("p" + from + " " + (sent + apart.get(from)) + " send m" + i);
            lines.computeIfAbsent(received, none -> new ArrayList<>())
                    .add("p" + to + " " + (received + apart.get(to)) + " got m" + i);
        }
        Path here = Files.createTempDirectory("skew");
        try {
            Logs logs = Logs.of(here, MAIL)
                    .log(
                            "mail.log",
                            lines.values().stream().flatMap(List::stream).toArray(String[]::new));
            List<String> events = logs.events();
            for (int i = 0; i < choices.size(); i++) {
                String name = "(n = \"m" + i + "\")";
                assertThat(indexOf(events, "Send" + name)).isBetween(0, indexOf(events, "Receive" + name));
            }
        } finally {
            Files.delete(here.resolve("mail.log"));
            Files.delete(here.resolve("m.mapping"));
            Files.delete(here);
        }
    }

    private static int indexOf(List<String> events, String end) {
        return events.indexOf(
                events.stream().filter(event -> event.endsWith(end)).findFirst().orElseThrow());
    }
}
