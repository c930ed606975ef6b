package dev.lockstep.redis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values of Redis' protocol, out of the bytes as they come. */
class RespReaderTest {
    private static final String STREAM =
            "*3\r\n$4\r\nPING\r\n:7\r\n*2\r\n$-1\r\n+OK\r\n\n$6\r\na\r\nb\r\n\r\n-ERR no\r\n:-1\r\n*-1\r\n";

    private static final List<Reply> VALUES = List.of(
            new Reply.Many(List.of(
                    new Reply.Text("PING"),
                    new Reply.Number(7),
                    new Reply.Many(List.of(new Reply.Nothing(), new Reply.Text("OK"))))),
            new Reply.Text("a\r\nb\r\n"),
            new Reply.Failure("ERR no"),
            new Reply.Number(-1),
            new Reply.Nothing());

    private static List<Reply> read(RespReader reader, byte[] bytes, int from, int to) throws IOException {
        reader.add(Arrays.copyOfRange(bytes, from, to), to - from);
        List<Reply> values = new ArrayList<>();
        Reply value = reader.next();
        while (value != null) {
            values.add(value);
            value = reader.next();
        }
        return values;
    }

    private static RespReader of(String text) {
        RespReader reader = new RespReader();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.add(bytes, bytes.length);
        return reader;
    }

    @Test
    void valuesAreTheSameHoweverTheStreamIsCut() throws IOException {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);

        for (int cut = 0; cut <= bytes.length; cut++) {
            RespReader reader = new RespReader();
            List<Reply> read = new ArrayList<>(read(reader, bytes, 0, cut));
            read.addAll(read(reader, bytes, cut, bytes.length));
            assertThat(read).isEqualTo(VALUES);
        }
    }

    @Test
    void whatIsNotWholeIsNoValueYet() throws IOException {
        RespReader reader = of("$5\r\nabc");

        assertThat(reader.next()).isNull();
        assertThat(reader.rest()).isEqualTo("$5\r\nabc".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aValueKnowsItsSizeAndLeavesTheRest() throws IOException {
        RespReader reader = of("\n\n+FULLRESYNC x 1\r\n$EOF:");

        assertThat(reader.next()).isEqualTo(new Reply.Text("FULLRESYNC x 1"));
        assertThat(reader.size()).isEqualTo("+FULLRESYNC x 1\r\n".length());
        assertThat(reader.rest()).isEqualTo("$EOF:".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNoValueIsTold() {
        assertThatThrownBy(() -> of(":x\r\n").next()).hasMessageContaining("a number was expected: x");
        assertThatThrownBy(() -> of("GET x\r\n").next()).hasMessageContaining("no value begins so: GET x");
        assertThatThrownBy(() -> of("\r\n").next()).hasMessageContaining("an empty line");
    }
}
