package dev.lockstep.redis.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values of Redis' protocol, out of the bytes as they come. */
class RespReaderTest {
    private static final String STREAM =
            "*3\r\n$4\r\nPING\r\n:7\r\n*2\r\n$-1\r\n+OK\r\n$6\r\na\r\nb\r\n\r\n-ERR no\r\n:-1\r\n*-1\r\n";

    private static List<Object> read(RespReader reader, byte[] bytes, int from, int to) {
        byte[] part = java.util.Arrays.copyOfRange(bytes, from, to);
        return reader.read(part, part.length);
    }

    @Test
    void valuesAreTheSameHoweverTheStreamIsCut() {
        List<Object> all =
                List.of(List.of("PING", 7L, List.of(List.of(), "OK")), "a\r\nb\r\n", "ERR no", -1L, List.of());
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);

        assertThat(read(new RespReader(), bytes, 0, bytes.length)).isEqualTo(all);
        for (int cut = 0; cut <= bytes.length; cut++) {
            RespReader reader = new RespReader();
            List<Object> read = new ArrayList<>(read(reader, bytes, 0, cut));
            read.addAll(read(reader, bytes, cut, bytes.length));
            assertThat(read).isEqualTo(all);
        }
    }

    @Test
    void whatIsNotWholeIsNoValueYet() {
        byte[] bytes = "$5\r\nabc".getBytes(StandardCharsets.UTF_8);

        assertThat(new RespReader().read(bytes, bytes.length)).isEmpty();
    }
}
