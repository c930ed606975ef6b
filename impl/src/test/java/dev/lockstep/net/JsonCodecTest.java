package dev.lockstep.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {
    private final JsonCodec<Word> codec = new JsonCodec<>(Word.class);

    @Test
    void aRecordIsAnObjectWithItsTypeFirst() {
        assertThat(codec.toBytes(new Word.Say("a", 1, "x")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"type\":\"say\",\"from\":\"a\",\"number\":1,\"text\":\"x\"}");
    }

    @Property
    void whatIsWrittenIsReadBack(
            @ForAll String from, @ForAll @IntRange(max = Integer.MAX_VALUE) int number, @ForAll String text)
            throws IOException {
        Word word = new Word.Say(from, number, text);

        assertThat(codec.fromBytes(codec.toBytes(word))).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{}",
                "{\"type\":7}",
                "{\"type\":\"Say\",\"from\":\"a\",\"number\":1,\"text\":\"x\"}",
                "{\"type\":\"shout\",\"from\":\"a\"}",
                "{\"type\":\"hush\"}",
                "{\"type\":\"hush\",\"from\":null}",
                "{\"type\":\"hush\",\"from\":7}",
                "{\"type\":\"hush\",\"from\":[\"a\"]}",
                "{\"type\":\"hush\",\"from\":\"a\",\"to\":\"b\"}",
                "{\"type\":\"hush\",\"from\":\"a\",\"from\":\"b\"}",
                "{\"type\":\"hush\",\"from\":\"a\"} {}",
                "{\"type\":\"hush\",\"from\":\"a\"",
                "{\"type\":\"say\",\"from\":\"a\",\"number\":\"1\",\"text\":\"x\"}",
                "{\"type\":\"say\",\"from\":\"a\",\"number\":1.0,\"text\":\"x\"}",
                "{\"type\":\"say\",\"from\":\"a\",\"number\":4294967297,\"text\":\"x\"}",
                "{\"type\":\"say\",\"from\":\"a\",\"number\":true,\"text\":\"x\"}",
            })
    void nothingElseIsRead(String json) {
        assertThatIOException().isThrownBy(() -> codec.fromBytes(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anInterfaceWhoseRecordsCannotBeToldIsNotTaken() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonCodec<>(Runnable.class));
    }
}
