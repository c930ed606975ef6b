package dev.lockstep.redis.real.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a master sends before its stream, with a length or with a mark, and however it is cut. */
class SnapshotTest {
    private static final String STREAM = "*1\r\n$4\r\nPING\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n\n$5\r\nab\r\nc",
                "$EOF:0123456789012345678901234567890123456789\r\nab\r\nc0123456789012345678901234567890123456789"
            })
    void theStreamBeginsBehindIt(String snapshot) {
        byte[] all = (snapshot + STREAM).getBytes(StandardCharsets.US_ASCII);

        for (int cut = 0; cut < all.length; cut++) {
            Snapshot passed = new Snapshot();
            byte[] rest = passed.add(all, cut);
            int taken = cut;
            if (rest == null) {
                byte[] more = Arrays.copyOfRange(all, cut, all.length);
                rest = passed.add(more, more.length);
                taken = all.length;
            }
            assertThat(rest).as("cut at " + cut).isNotNull();
            assertThat(new String(rest, StandardCharsets.US_ASCII))
                    .isEqualTo(STREAM.substring(0, STREAM.length() - (all.length - taken)));
        }
    }
}
