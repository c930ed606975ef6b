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
            assertThat(reader.next()).isNull();
        }
        assertThat(events("{\"states\":[{\"n\":0}]}")).isZero();
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
