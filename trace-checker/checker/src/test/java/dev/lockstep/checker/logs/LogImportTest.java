package dev.lockstep.checker.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.LockstepReader;
import dev.lockstep.checker.trace.Value;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mapping says, a trace has. */
class LogImportTest {
    private static final String GATES = """
            # two gates
            spec Turnstile
            local locked
            format ^(?<time>\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) (?<gate>\\w+) (?<message>.*)$
              time time HH:mm:ss.SSS
              process = "${gate:gates}"
              message message
            table gates
              n = "north"
              s = "south"
            on ^coin of (?<cents>\\d+) cents
              event Coin
                arg cents = "${cents:int}"
                state locked = false
            on ^pushed
              event Push
            ignore ^cleaned
            """;

    @TempDir
    Path folder;

    @Test
    void aLineOfTextIsAnEventWithItsValues() throws Exception {
        Logs logs = Logs.of(folder, GATES).log("gates.log", "10:00:00.001 n coin of 50 cents", "10:00:00.002 n pushed");

        assertThat(logs.events()).containsExactly("\"north\" Coin(cents = 50)", "\"north\" Push()");
        Event coin = logs.trace().events().get(0);
        assertThat(coin.state()).containsEntry("locked", new Value.Bool(false));
        assertThat(coin.source()).endsWith("gates.log:1");
        assertThat(coin.line()).isEqualTo(1);
    }

    @Test
    void aLineOfJsonIsAnEventByPointers() throws Exception {
        Logs logs = Logs.of(folder, """
                        spec Store
                        format json
                          time /ts seconds
                          process = "${/node}"
                        on
                          where /event = put
                          event Put
                            arg key = "${/data/key}"
                            arg value = "${/data/value}"
                            added log = [{"k":"${/data/key}","v":"${/data/value}"}]
                        on
                          where /event ~ ^(?<what>drop|loss)$
                          event Lose
                            arg how = "${what:upper}"
                        """)
                .log(
                        "a.json",
                        "{\"ts\":1.5,\"node\":\"a\",\"event\":\"put\",\"data\":{\"key\":\"x\",\"value\":[1,2]}}",
                        "{\"ts\":2,\"node\":\"a\",\"event\":\"loss\"}");

        assertThat(logs.events())
                .containsExactly("\"a\" Put(key = \"x\", value = <<1, 2>>)", "\"a\" Lose(how = \"LOSS\")");
        assertThat(logs.trace().events().get(0).clock()).isEqualTo(1_500_000);
        assertThat(logs.trace().events().get(0).added().get("log")).hasToString("[[k |-> \"x\", v |-> <<1, 2>>]]");
    }

    @Test
    void valuesAreConverted() throws Exception {
        Logs logs = Logs.of(folder, """
                        spec S
                        format ^(?<a>\\S+) (?<b>\\S+)$
                          process = "p"
                        table names
                          1 = "one"
                          x=y = ["a", "record"]
                          otherwise = "other"
                        on ^
                          event E
                            arg list = "${a:split(,):int}"
                            arg set = "${a:split(,):names:set}"
                            arg text = "a is ${a}, not ${b:lower}"
                            arg next = ${b:or(0):plus(1)}
                            arg none = "${c:or(none)}"
                            arg both = {"of": ["${b:int}", {"#set": ["${b}"]}], "yes": "${yes:or(true):bool}"}
                        """).log("l", "1,2 7");

        assertThat(logs.events())
                .containsExactly(
                        "\"p\" E(list = <<1, 2>>, set = {\"one\", \"other\"}, text = \"a is 1,2, not 7\", next = 8,"
                                + " none = \"none\", both = [of |-> <<7, {\"7\"}>>, yes |-> TRUE])");
    }

    @Test
    void theFirstRuleThatFitsCountsAndLinesTogetherAreOneEvent() throws Exception {
        Logs logs = Logs.of(folder, """
                        spec S
                        format ^(?<message>.*)$
                          process = "p"
                          message message
                        ignore ^debug
                        ignore
                          where process = q
                        on ^epoch (?<epoch>\\d+)$
                        on ^start$
                          event Start
                            arg epoch = ${epoch:int}
                        on ^epoch (?<epoch>\\d+)$
                          remember last = ${epoch:int}
                          event Learn
                        on ^elected$
                          event Elect
                            arg epoch = ${last}
                          event Celebrate
                        """).log("l", "epoch 4", "debug x", "start", "epoch 5", "debug", "elected");

        assertThat(logs.events())
                .containsExactly(
                        "\"p\" Start(epoch = 4)", "\"p\" Learn()", "\"p\" Elect(epoch = 5)", "\"p\" Celebrate()");
        assertThat(logs.trace().ignored()).isEqualTo(2);
    }

    @Test
    void filesAreMergedByTheirClocksAsCorrected() throws Exception {
        String mapping = GATES + """
                file b-*.log
                  offset -5 ms
                """;
        Logs logs = Logs.of(folder, mapping)
                .log("a.log", "10:00:00.010 n pushed", "10:00:00.020 n pushed")
                .log("b-1.log", "10:00:00.014 s pushed", "10:00:00.026 s pushed");

        assertThat(logs.events())
                .containsExactly("\"south\" Push()", "\"north\" Push()", "\"north\" Push()", "\"south\" Push()");
    }

    @Test
    void whatTwoFilesTellOfOneProcessIsMergedByTime() throws Exception {
        Logs logs = Logs.of(folder, GATES)
                .log("a.log", "10:00:00.010 n pushed", "10:00:00.030 n pushed")
                .log("b.log", "10:00:00.020 n coin of 1 cents");

        assertThat(logs.events()).containsExactly("\"north\" Push()", "\"north\" Coin(cents = 1)", "\"north\" Push()");
    }

    private static final String MAIL = """
            spec Post
            format ^(?<ms>\\d+) (?<message>.*)$
              time ms millis
              message message
            file a.log
              process = "a"
            file b.log
              process = "b"
              uncertainty 3 ms
            on ^send (?<n>\\d+)
              event Send
                arg n = ${n:int}
                send letter ${n}
            on ^got (?<n>\\d+)
              event Receive
                arg n = ${n:int}
                receive letter ${n}
            on ^each (?<n>\\d+)
              event Each
                receive each letter ${n}
            on ^last (?<n>\\d+)
              event Last
                receive last letter ${n}
            on ^maybe (?<n>\\d+)
              event Maybe
                receive letter ${n} if sent
            """;

    @Test
    void whatIsReceivedComesAfterItWasSent() throws Exception {
        Logs logs = Logs.of(folder, MAIL)
                .log("a.log", "100 send 1", "101 send 2")
                .log("b.log", "98 maybe 9", "99 got 2", "100 got 1");

        assertThat(logs.events())
                .containsExactly(
                        "\"b\" Maybe()",
                        "\"a\" Send(n = 1)",
                        "\"a\" Send(n = 2)",
                        "\"b\" Receive(n = 2)",
                        "\"b\" Receive(n = 1)");
    }

    @Test
    void clocksThatDisagreeMoreThanIsSaidAreToldWithBothPlaces() {
        Logs logs = Logs.of(folder, MAIL).log("a.log", "104 send 1").log("b.log", "99 got 1");

        assertThat(logs.complaint())
                .startsWith(
                        "b.log:1: it comes after a.log:1, which sends \"letter 1\", but is 5.0 ms earlier by the clocks,"
                                + " which are uncertain by 3.0 ms");
    }

    @Test
    void theFirstThatSendsIsTheCause() throws Exception {
        Logs logs =
                Logs.of(folder, MAIL).log("b.log", "101 got 1", "200 send 1").log("a.log", "100 send 1");

        assertThat(logs.events()).containsExactly("\"a\" Send(n = 1)", "\"b\" Receive(n = 1)", "\"b\" Send(n = 1)");
    }

    @Test
    void whatIsReceivedEachTimeIsSentEachTime() throws Exception {
        Logs logs =
                Logs.of(folder, MAIL).log("a.log", "100 send 1", "110 send 1").log("b.log", "99 each 1", "108 each 1");

        assertThat(logs.events())
                .containsExactly("\"a\" Send(n = 1)", "\"b\" Each()", "\"a\" Send(n = 1)", "\"b\" Each()");
        assertThat(logs.log("b.log", "99 each 1", "108 each 1", "109 each 1").complaint())
                .isEqualTo("b.log:3: no line of the logs sends \"letter 1\" more often than 2 times (m.mapping:19)");
    }

    @Test
    void whatIsReceivedLastIsWhatWasSentLastByTheClocks() throws Exception {
        Logs logs = Logs.of(folder, MAIL)
                .log("a.log", "100 send 1", "110 send 1", "120 send 1")
                .log("b.log", "108 last 1");

        assertThat(logs.events())
                .containsExactly("\"a\" Send(n = 1)", "\"a\" Send(n = 1)", "\"b\" Last()", "\"a\" Send(n = 1)");
    }

    @Test
    void whatNobodySendsIsTold() {
        Logs logs = Logs.of(folder, MAIL).log("a.log", "100 send 1").log("b.log", "101 got 2");

        assertThat(logs.complaint()).isEqualTo("b.log:1: no line of the logs sends \"letter 2\" (m.mapping:15)");
    }

    @Test
    void causesThatGoInACircleAreTold() {
        Logs logs =
                Logs.of(folder, MAIL).log("a.log", "100 got 1", "100 send 2").log("b.log", "100 got 2", "100 send 1");

        assertThat(logs.complaint())
                .isEqualTo("a.log:1: it comes after b.log:2, which sends \"letter 1\", and that one after this one:"
                        + " there is no such order (m.mapping:15)");
    }

    @Test
    void linesOfSeveralChannelsMayHaveHappenedInAnotherOrder() throws Exception {
        String mapping = """
                spec S
                format ^(?<ms>\\d+) (?<by>\\w+) (?<text>.*)$
                  time ms millis
                  process = "p"
                  channel = ${by}
                  message text
                on ^(?<what>\\w+) sends (?<key>\\w+)$
                  event Send
                    arg what = "${what}"
                    send ${key}
                on ^(?<what>\\w+) waits for (?<key>\\w+)$
                  event Receive
                    arg what = "${what}"
                    receive ${key}
                """;

        assertThat(Logs.of(folder, mapping)
                        .log("l", "1 a first waits for k", "1 b second sends k")
                        .events())
                .containsExactly("\"p\" Send(what = \"second\")", "\"p\" Receive(what = \"first\")");
        assertThat(Logs.of(folder, mapping)
                        .log("l", "1 a first waits for k", "1 a second sends k")
                        .complaint())
                .contains("there is no such order");
    }

    @Test
    void whatMayBeMissingIsNotWaitedForInACircle() throws Exception {
        Logs logs =
                Logs.of(folder, MAIL).log("a.log", "100 maybe 1", "100 send 2").log("b.log", "100 got 2", "100 send 1");

        assertThat(logs.events()).startsWith("\"a\" Maybe()", "\"a\" Send(n = 2)");
    }

    @Test
    void aLineThatNoRuleFitsIsAnErrorUnlessTheRestIsIgnored() throws Exception {
        String[] lines = {"10:00:00.001 n pushed", "10:00:00.002 n climbed over", "10:00:00.003 n cleaned"};

        assertThat(Logs.of(folder, GATES).log("g.log", lines).complaint())
                .isEqualTo("g.log:2: no rule fits the line, and it is not ignored: climbed over (m.mapping:1)");
        ImportedTrace trace =
                Logs.of(folder, GATES + "rest ignore\n").log("g.log", lines).trace();
        assertThat(trace.ignored()).isEqualTo(1);
        assertThat(trace.unmatched()).isEqualTo(1);
        assertThat(trace)
                .hasToString("1 events from 3 lines of 1 log; 1 lines are declared to mean nothing, and 1 are ignored"
                        + " though no rule fits them");
    }

    @Test
    void aLineWithoutAFormatIsAnErrorUnlessItIsIgnored() throws Exception {
        assertThat(Logs.of(folder, GATES)
                        .log("g.log", "10:00:00.001 n pushed", "  at Gate.java:7")
                        .complaint())
                .startsWith("g.log:2: the line has no format of the mapping");
        assertThat(Logs.of(folder, GATES + "ignore ^\\s+at \n")
                        .log("g.log", "10:00:00.001 n pushed", "  at Gate.java:7")
                        .events())
                .hasSize(1);
    }

    @Test
    void linesThatMatchNothingAreToldByKind() throws Exception {
        ImportedTrace trace = Logs.of(folder, GATES + "rest ignore\n")
                .log(
                        "g.log",
                        "10:00:00.001 n oiled 3 times",
                        "Exception in thread main",
                        "10:00:00.002 n oiled 12 times",
                        "10:00:00.003 n pushed")
                .trace();

        assertThat(trace.unmatched()).isEqualTo(3);
        assertThat(trace.remarks())
                .containsExactly(
                        "ignored 2 times, first: " + folder.resolve("g.log") + ":1: oiled 3 times",
                        "ignored: " + folder.resolve("g.log") + ":2: Exception in thread main");
    }

    @Test
    void linesSayWhatTheHeaderSays() throws Exception {
        Logs logs = Logs.of(folder, """
                        spec S
                        constant Quorum = 2
                        constant None = "none"
                        local x y
                        complete z
                        hidden Lose Forget
                        at-end Done
                        self Send = from
                        self Fetch = none
                        format ^(?<who>\\w+) (?<message>.*)$
                          process = ${who}
                          message message
                        on ^starts with (?<x>\\d+)$
                          constant Process += ${process}
                          initially x[${process}] = ${x:int}
                        on ^quorum (?<n>\\d+)$
                          constant Quorum = ${n:int}
                        """).log("l", "a starts with 1", "b starts with 2", "a quorum 2");

        var header = logs.trace().header();
        assertThat(header.constants().toString()).isEqualTo("{Quorum=2, None=\"none\", Process={\"a\", \"b\"}}");
        assertThat(header.initially().toString()).isEqualTo("{x=(\"a\" :> 1 @@ \"b\" :> 2)}");
        assertThat(header.local()).isEqualTo(Set.of("x", "y"));
        assertThat(header.hidden()).isEqualTo(Set.of("Lose", "Forget"));
        assertThat(header.atEnd()).isEqualTo("Done");
        assertThat(header.self().get("Send")).isEqualTo("from");
        assertThat(logs.log("k", "c quorum 3").complaint())
                .isEqualTo("k:1: Quorum is 3 here, and was 2 before (m.mapping:17)");
    }

    @Test
    void valuesThatALineLacksOrThatAreNotWhatTheyAreTakenForAreTold() {
        String mapping = """
                spec S
                format ^(?<message>.*)$
                  process = "p"
                  message message
                table t
                  a = 1
                on ^(?<x>\\w+)( (?<y>\\w+))?$
                  event E
                    arg n = ${x:int}
                on ^. (?<x>.)$
                  event E
                    arg n = ${x:t}
                on .
                  event E
                    arg n = ${none}
                """;

        assertThat(Logs.of(folder, mapping).log("l", "x1").complaint())
                .isEqualTo("l:1: \"x1\" is no integer (m.mapping:8)");
        assertThat(Logs.of(folder, mapping).log("l", "- b").complaint())
                .isEqualTo("l:1: \"b\" is not in the table t (m.mapping:11)");
        assertThat(Logs.of(folder, mapping).log("l", "--").complaint())
                .isEqualTo("l:1: the line has no none (m.mapping:14)");
    }

    @Test
    void theTraceIsReadAsItIsWritten() throws Exception {
        String mapping = GATES + """
                on ^begins
                  call Pop
                on ^ends
                  return Pop
                """;
        ImportedTrace trace = Logs.of(folder, mapping)
                .log("g.log", "10:00:00.001 n coin of 50 cents", "10:00:00.002 n begins", "10:00:00.003 n ends")
                .trace();
        StringWriter text = new StringWriter();

        trace.write(text);

        try (LockstepReader reader =
                new LockstepReader("t", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)))) {
            assertThat(reader.header()).isEqualTo(trace.header());
            for (Event event : trace.events()) {
                assertThat(reader.next().content()).isEqualTo(event.content());
            }
        }
    }

    @Test
    void whatIsWrongWithAMappingIsToldWithItsLine() {
        assertThat(mapping("spec S\nformat (\n"))
                .isEqualTo("m.mapping:2: no regular expression: Unclosed group near index 1 of (");
        assertThat(mapping("spec S\nformat (?<line>x)\n"))
                .isEqualTo("m.mapping:2: a group cannot be named line: that is the line's line");
        assertThat(mapping("spec S\nspek T\n")).startsWith("m.mapping:2: unknown statement spek");
        assertThat(mapping("spec S\nformat x\n  time t millis\n"))
                .isEqualTo("m.mapping:3: the format has no group (?<t>...)");
        assertThat(mapping("spec S\nformat x\n  process = {\"a\":}\n")).startsWith("m.mapping:3: not JSON");
        assertThat(mapping("spec S\nformat x\non x\n  event E\n    arg a = ${x:nums}\n"))
                .isEqualTo("m.mapping:5: there is no conversion, nor a table, nums");
        assertThat(mapping("spec S\nformat x\non x\n  event E\n    arg a = \"${x\"\n"))
                .isEqualTo("m.mapping:5: \"${x\" has ${, but is no ${NAME} or ${NAME:CONVERSION}");
        assertThat(mapping("spec S\nformat x\narg a = 1\n"))
                .isEqualTo("m.mapping:3: arg comes after event, call or return");
        assertThat(mapping("spec S\ninclude other\n")).isEqualTo("m.mapping:2: there is no mapping other");
        assertThat(mapping("spec S\ninclude m.mapping\n")).endsWith("m.mapping is included twice");
        assertThat(mapping("spec S\nformat x\non x\nignore y\n"))
                .isEqualTo(
                        "m.mapping:3: nothing is said of these lines: event, remember, constant or initially; or ignore");
        assertThat(mapping("spec S\nformat x\nignore x\n  event E\n")).isEqualTo("m.mapping:4: event comes after on");
        assertThat(mapping("format x\n")).isEqualTo("m.mapping:1: the mapping names no spec: spec NAME");
        assertThat(mapping("spec S\n")).startsWith("m.mapping:1: the mapping does not say how a line is read");
        assertThat(mapping("spec S\nclocks guessed\n")).isEqualTo("m.mapping:2: the form is: clocks estimated");
        assertThat(mapping("spec S\nfile *.log\n  offset 5 hours\n"))
                .isEqualTo("m.mapping:3: the form is: offset N ms, or s, us, ns");
    }

    private String mapping(String text) {
        return Logs.of(folder, text).complaint().replace(folder + "/m", "m");
    }

    @Test
    void aMappingIncludesAnother() throws Exception {
        Logs logs = Logs.of(folder, "include gates\ntable more\n  a b = 1\n")
                .beside("gates", GATES)
                .log("g.log", "10:00:00.001 n pushed");

        assertThat(logs.events()).isEqualTo(List.of("\"north\" Push()"));
    }
}
