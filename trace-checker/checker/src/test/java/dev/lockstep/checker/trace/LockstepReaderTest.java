package dev.lockstep.checker.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockstepReaderTest {
    private static final String HEADER = "{\"lockstep\":1,\"spec\":\"S\"}\n";

    private static List<Event> read(String text) throws InvalidInputException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Event> read(byte[] bytes) throws InvalidInputException {
        return read(new ByteArrayInputStream(bytes));
    }

    private static List<Event> read(InputStream in) throws InvalidInputException {
        List<Event> events = new ArrayList<>();
        try (TraceReader reader = new LockstepReader("t", in)) {
            Event event;
            while ((event = reader.next()) != null) {
                events.add(event);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return events;
    }

    private static Event event(String json) throws InvalidInputException {
        return read(HEADER + json).get(0);
    }

    private static void isInvalid(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }

    private static void isInvalidEvent(String json, String message) {
        isInvalid(HEADER + json + "\n", "t:2: " + message);
    }

    @Test
    void textAfterTheObjectHasItsColumn() {
        assertThatThrownBy(() -> read(HEADER + "{\"state\":{}} {\"state\":{}}\n"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.place()).contains(new Place("t", 2, 14)));
    }

    @Test
    void allKeysOfAnEventAreRead() throws Exception {
        Event event = event("{\"process\":\"p2\",\"clock\":9,\"seq\":1,\"action\":\"Receive\",\"args\":{\"q\":1},"
                + "\"state\":{\"x\":true},\"added\":{\"net\":[2]},\"removed\":{\"net\":[]},\"instance\":\"i\","
                + "\"source\":\"A.java:88\",\"threw\":\"java.io.IOException\"}");
        assertThat(event)
                .isEqualTo(new Event(
                        1,
                        "t",
                        2,
                        new Value.Str("p2"),
                        9L,
                        1L,
                        "Receive",
                        Map.of("q", new Value.Int(1)),
                        Map.of("x", new Value.Bool(true)),
                        Map.of("net", List.of(new Value.Int(2))),
                        Map.of("net", List.of()),
                        "i",
                        "A.java:88",
                        "java.io.IOException"));
        assertThat(event.title()).isEqualTo("Receive(q = 1) of process p2 at A.java:88");
    }

    @Test
    void allKeysOfTheHeaderAreRead() throws Exception {
        String header = "{\"lockstep\":1,\"spec\":\"S\",\"constants\":{\"N\":3},\"local\":[\"a\"],\"complete\":[\"b\"],"
                + "\"hidden\":[\"H\"],\"meta\":{\"anything\":[null,1.5]}}";
        try (TraceReader reader =
                new LockstepReader("t", new ByteArrayInputStream(header.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(reader.header().constants()).isEqualTo(Map.of("N", new Value.Int(3)));
            assertThat(reader.header().local()).containsExactly("a");
            assertThat(reader.header().complete()).containsExactly("b");
            assertThat(reader.header().hidden()).containsExactly("H");
            assertThat(reader.next()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    -7                                  | -7
                    true                                | TRUE
                    "a\\"b"                             | "a\\"b"
                    {"#bigint":"12345678901234567890"}  | 12345678901234567890
                    [1,[2]]                             | <<1, <<2>>>>
                    {"#tup":[1,"x"]}                    | <<1, "x">>
                    {"#set":[{"#set":[]}]}              | {{}}
                    {"a":1,"b":[]}                      | `[a |-> 1, b |-> <<>>]`
                    {"#map":[[1,2],["k",3]]}            | (1 :> 2 @@ "k" :> 3)
                    {"#map":[]}                         | <<>>
                    {}                                  | <<>>
                    """)
    void valuesAreReadAsItf(String json, String tla) throws Exception {
        assertThat(event("{\"state\":{\"x\":" + json + "}}").state().get("x")).hasToString(tla);
    }

    @Test
    void anIntegerOfAnySizeIsAValue() throws Exception {
        BigInteger large = BigInteger.TEN.pow(900);
        assertThat(event("{\"state\":{\"x\":" + large + "}}").state().get("x")).isEqualTo(new Value.Int(large));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"state":{"x":1.5}}              | 1.5 is not a TLA+ value: only integers are
                    {"state":{"x":1e3}}              | 1e3 is not a TLA+ value
                    {"state":{"x":null}}             | null is not a TLA+ value
                    {"state":{"x":{"#set":1}}}       | "#set" must be an array
                    {"state":{"x":{"#map":[[1]]}}}   | "#map" must be an array of [argument, value] pairs
                    {"state":{"x":{"#map":[[1,2],[1,3]]}}} | "#map" has the argument 1 twice
                    {"state":{"x":{"#bigint":"x"}}}  | "#bigint":"x" is not an integer
                    {"state":{"x":{"#bigint":1}}}    | "#bigint" must be a string of digits
                    {"state":{"x":{"#set":[],"a":1}}} | "#set" must be the only field of its object
                    {"state":{"x":{"a":1,"#set":[]}}} | "#set" must be the only field of its object
                    {"state":{"x":{"#bag":[]}}}      | "#bag" is no encoding of a value
                    {"state":{"x":{"#unserializable":"f"}}} | "#unserializable": the writer could not
                    {"state":[1]}                    | "state" must be an object
                    {"args":1}                       | "args" must be an object
                    {"added":{"x":1}}                | "added".x must be an array
                    {"removed":[1]}                  | "removed" must be an object
                    {"action":1}                     | "action" must be a string
                    {"instance":1}                   | "instance" must be a string
                    {"process":"p","clock":"1"}      | "clock" must be an integer
                    {"process":"p","clock":1.0}      | "clock" must be an integer
                    {"process":"p","clock":99999999999999999999} | "clock" must be an integer of at most 64 bits
                    {"clock":1}                      | an event with a clock must name its process
                    {"proces":"p"}                   | unknown key "proces"; an event has process, clock, seq, action,
                    {"state":{},"state":{}}          | not JSON: Duplicate Object property "state"
                    {"state":{"x":1,"x":1}}          | not JSON: Duplicate Object property "x"
                    {"lockstep":1,"spec":"S"}        | a second header
                    [1]                              | expected a JSON object, found START_ARRAY
                    nonsense                         | not JSON: Unrecognized token 'nonsense'
                    {"state":{}} {"state":{}}        | text after the JSON object
                    {"state":{"x":'a'}}              | not JSON: Unexpected character
                    """)
    void whatIsNoEventIsSaidWithItsLine(String json, String message) {
        isInvalidEvent(json, message);
    }

    @Test
    void aBadHeaderIsSaid() {
        isInvalid("", "t:1: the file is empty: the first line must be the header");
        isInvalid("{}\n", "t:1: the header is missing: the first line must be {\"lockstep\":1,");
        isInvalid("{\"action\":\"A\"}\n", "t:1: the header is missing: the first line must be {\"lockstep\":1,");
        isInvalid(
                "{\"lockstep\":1,\"sepc\":\"S\"}\n",
                "t:1: unknown key \"sepc\" in the header; there are lockstep, spec,");
        isInvalid("{\"lockstep\":2,\"spec\":\"S\"}\n", "t:1: format version 2; this checker reads version 1");
        isInvalid("{\"lockstep\":1}\n", "t:1: the header has no \"spec\"");
        isInvalid("{\"lockstep\":1,\"spec\":\"S\",\"local\":[1]}\n", "t:1: \"local\" must be a string");
        isInvalid("{\"lockstep\":1,\"spec\":\"S\",\"hidden\":\"H\"}\n", "t:1: \"hidden\" must be an array of strings");
        isInvalid("\n" + HEADER, "t:1: expected a JSON object, found nothing");
    }

    @Test
    void everyLineCounts() throws Exception {
        assertThat(read(HEADER + "{}\n{}\n")).hasSize(2);
        assertThat(read(HEADER + "{}\n{}")).hasSize(2);
        assertThat(read(HEADER.replace("\n", "\r\n") + "{}\r\n{}\r\n")).hasSize(2);
        isInvalid(HEADER + "{}\n\n{}\n", "t:3: a blank line within the trace");
        isInvalid(HEADER + "{}\n \t\r\n{}\n", "t:3: a blank line within the trace");
        isInvalid(HEADER + "{}\n{\"action\":\"A", "t:3: the file ends within a line: its writer was stopped");
        isInvalid(HEADER + "{\"action\":\"A\n{}\n", "t:2: not JSON");
    }

    @Test
    void eventsOfOneFileAreOrderedByClockThenProcess() throws Exception {
        String at = "{\"process\":%s,\"clock\":%d}\n";
        assertThat(read(HEADER + at.formatted("\"a\"", 1) + at.formatted("\"b\"", 1) + at.formatted("\"a\"", 2)))
                .hasSize(3);
        isInvalid(
                HEADER + at.formatted("\"b\"", 1) + at.formatted("\"a\"", 1),
                "t:3: out of order: clock 1 of \"a\" after clock 1 of \"b\" on line 2; of one clock, processes are in the order of their names");
        isInvalid(
                HEADER + at.formatted("1", 5) + at.formatted("1", 4), "t:3: out of order: clock 4 of 1 after clock 5");
        assertThat(read(HEADER + at.formatted("9", 1) + at.formatted("10", 1))).hasSize(2);
        isInvalid(HEADER + at.formatted("1", 5) + "{\"process\":1}\n", "t:3: either all events have a clock, or none");
        isInvalid(HEADER + "{}\n" + at.formatted("1", 5), "t:3: either all events have a clock, or none");
    }

    @Test
    void aGapOrARepetitionInASequenceIsInvalid() throws Exception {
        String seq = "{\"process\":%s,\"seq\":%d}\n";
        assertThat(read(HEADER + seq.formatted("1", 1) + seq.formatted("2", 1) + seq.formatted("1", 2)))
                .hasSize(3);
        isInvalid(
                HEADER + seq.formatted("1", 1) + seq.formatted("1", 3),
                "t:3: missing event of process 1: its seq is 3, expected 2");
        isInvalid(
                HEADER + seq.formatted("1", 1) + seq.formatted("1", 1),
                "t:3: repeated event of process 1: its seq is 1, expected 2");
        isInvalid(HEADER + seq.formatted("1", 0), "t:2: repeated event of process 1: its seq is 0, expected 1");
        isInvalid(HEADER + seq.formatted("1", 2), "t:2: missing event of process 1: its seq is 2, expected 1");
        isInvalid(HEADER + seq.formatted("1", 1) + "{\"process\":1}\n", "t:3: an event of process 1 without a seq");
        isInvalid(HEADER + "{\"seq\":1}\n", "t:2: an event with a seq must name its process");
    }

    @Test
    void gzipIsReadAndItsDamageIsSaid() throws Exception {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 20_000; i++) {
            text.append("{\"state\":{\"x\":").append(i * 7919 % 10_007).append("}}\n");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = out.toByteArray();
        assertThat(read(whole)).hasSize(20_000);
        byte[] truncated = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> read(truncated)).hasMessageMatching("t:\\d+: the gzip stream is truncated");
        byte[] cutInHeader = Arrays.copyOf(whole, 6);
        assertThatThrownBy(() -> read(cutInHeader)).hasMessage("t:1: the gzip stream is truncated");
        byte[] corrupt = whole.clone();
        Arrays.fill(corrupt, whole.length / 2, whole.length / 2 + 40, (byte) 0x5a);
        assertThatThrownBy(() -> read(corrupt))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("t:\\d+: .*");
        byte[] wrongSum = whole.clone();
        wrongSum[whole.length - 6] ^= 1;
        assertThatThrownBy(() -> read(wrongSum)).hasMessageMatching("t:\\d+: the gzip stream is corrupt: .*");
    }

    @Test
    void anEndlessLineIsRefusedBeforeItIsHeld() {
        InputStream endless = new InputStream() {
            private long read;

            @Override
            public int read() {
                read++;
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                read += length;
                assertThat(read).isLessThan(Lines.MAX_LINE + (1L << 20));
                Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                return length;
            }
        };
        assertThatThrownBy(() -> read(endless)).hasMessage("t:1: a line longer than 16 MiB: is this an NDJSON trace?");
    }

    @Test
    void badBytesAndDeepNestingAreSaid() {
        byte[] latin = (HEADER + "{\"action\":\"\u00e9\"}\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read(latin)).hasMessageStartingWith("t:2: not JSON: Invalid UTF-8");
        isInvalidEvent(
                "{\"state\":{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}}",
                "not JSON that is read: values are nested more than 500 deep");
        isInvalidEvent("{\"state\":{\"x\":" + "9".repeat(2_000) + "}}", "not JSON that is read: Number value length");
    }

    @Test
    void aFileThatFailsWhileItIsReadIsSaid() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("device gone");
            }
        };
        assertThatThrownBy(() -> read(broken)).hasMessage("t:1: cannot be read: device gone");
    }
}
