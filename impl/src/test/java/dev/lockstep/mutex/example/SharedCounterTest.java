package dev.lockstep.mutex.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SharedCounterTest {
    @Test
    void noAdditionIsLost(@TempDir Path directory) throws Exception {
        assertThat(SharedCounter.count(directory.resolve("counter"), 60)).isEqualTo(180);
    }
}
