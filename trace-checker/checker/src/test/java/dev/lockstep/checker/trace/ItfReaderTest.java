package dev.lockstep.checker.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItfReaderTest {
    private static ItfReader open(String text) throws InvalidInputException {
        return new ItfReader("t", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static int events(String text) throws Exception {
        try (ItfReader reader = open(text)) {
            int events = 0;
            while (reader.next() != null) {
                events++;
            }
            assertThat(reader.next()).isNull();
            return events;
        }
    }

    @Test
    void theFirstStateIsTheInitialOneAndEachOtherAStep() throws Exception {
        try (ItfReader reader =
                open("{\"vars\":[\"n\"],\"states\":[{\"#meta\":{\"index\":0},\"n\":0},\n{\"n\":{\"#set\":[1]}}],"
                        + "\"loop\":0}")) {
            assertThat(reader.initially()).isEqualTo(Map.of("n", new Value.Int(0)));
            Event event = reader.next();
            assertThat(event.index()).isEqualTo(1);
            assertThat(event.line()).isEqualTo(2);
            assertThat(event.action()).isNull();
            assertThat(event.state()).hasToString("{n={1}}");
            assertThat(reader.next().state()).isEqualTo(reader.initially());
            assertThat(reader.next()).isNull();
        }
        assertThat(events("{\"states\":[{\"n\":0}]}")).isZero();
    }

    /** The states after the first, one a line. */
    private static String states(String text) throws Exception {
        StringBuilder states = new StringBuilder();
        try (ItfReader reader = open(text)) {
            for (Event event = reader.next(); event != null; event = reader.next()) {
                states.append(event.index() + " " + event.line() + " " + event.kind() + " " + event.state() + "\n");
            }
        }
        return states.toString();
    }

    @Test
    void theStepThatClosesALoopIsOneMore() throws Exception {
        String three = "\n\"states\":[{\"n\":0},\n{\"n\":1},\n{\"n\":2}]";
        String steps = "1 3 STEP {n=1}\n2 4 STEP {n=2}\n";
        assertThat(states("{\"loop\":1," + three + "}")).isEqualTo(steps + "3 1 LOOP {n=1}\n");
        assertThat(states("{" + three + ",\n\"loop\":0}")).isEqualTo(steps + "3 5 LOOP {n=0}\n");
        assertThat(states("{" + three + ",\"loop\":2}")).isEqualTo(steps);
        assertThat(states("{" + three + ",\"loop\":null}")).isEqualTo(steps);
        assertThat(states("{\"#meta\":{\"loop\":1}," + three + "}")).isEqualTo(steps);
        assertThat(states("{\"loop\":0,\"states\":[{\"n\":0},{\"n\":1},{\"n\":0}]}"))
                .isEqualTo("1 1 STEP {n=1}\n2 1 STEP {n=0}\n");
    }

    @Test
    void whatQuintAddsIsSkippedAndNamed() throws Exception {
        try (ItfReader reader = open("{\"states\":[{\"mbt::actionTaken\":\"init\",\"n\":0},"
                + "{\"n\":1,\"mbt::actionTaken\":\"Inc\",\"mbt::nondetPicks\":{\"p\":{\"tag\":\"None\"}}}]}")) {
            assertThat(reader.initially()).isEqualTo(Map.of("n", new Value.Int(0)));
            assertThat(reader.ignored()).containsExactly("mbt::actionTaken");
            assertThat(reader.next().state()).isEqualTo(Map.of("n", new Value.Int(1)));
            assertThat(reader.ignored()).containsExactly("mbt::actionTaken", "mbt::nondetPicks");
        }
        try (ItfReader reader = open("{\"states\":[{\"lib::n\":0}]}")) {
            assertThat(reader.initially()).containsOnlyKeys("lib::n");
            assertThat(reader.ignored()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                               | t:1: an ITF trace is a JSON object
                    []                               | t:1: an ITF trace is a JSON object
                    {"vars":[]}                      | t:1: an ITF trace has an array "states"
                    {"states":{}}                    | t:1: an ITF trace has an array "states"
                    {"states":[]}                    | t:1: "states" has no state
                    {"states":[1]}                   | t:1: "states" has no state
                    {"states":[{}]}                  | t:1: a state without variables
                    {"states":[{"n":1},2]}           | t:1: a state is a JSON object
                    {"states":[{"n":1.5}]}           | t:1: 1.5 is not a TLA+ value
                    {"states":[{"mbt::a":1}]}        | t:1: a state without variables
                    {"loop":-1,"states":[{"n":1}]}   | t:1: "loop" is the number of a state, from 0
                    {"states":[{"n":1}],"loop":"0"}  | t:1: "loop" is the number of a state, from 0
                    {"loop":1,"states":[{"n":1}]}    | t:1: "loop" is 1, but the last state is number 0
                    {"states":[{"n":1}],"loop":9}    | t:1: "loop" is 9, but the last state is number 0
                    {"states":[{"n":1},{"n":2        | t:1: not JSON:
                    {"states":[{"n":1}]              | t:1: not JSON:
                    {"states":[{"n":1}]}}            | t:1: not JSON:
                    """)
    void whatIsNoItfTraceIsSaid(String text, String message) {
        assertThatThrownBy(() -> events(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(message);
    }
}
