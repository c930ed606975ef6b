package dev.lockstep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenTest {
    @TempDir
    Path folder;

    @Test
    void whatWasMarkedIsThereForTheNextProcessAndNeverLess() throws IOException {
        Path file = folder.resolve("s1.seen");
        try (Seen seen = new Seen(file)) {
            assertThat(seen.marked()).isZero();
            seen.mark(300);
            seen.mark(7);
        }
        try (Seen seen = new Seen(file)) {
            assertThat(seen.marked()).isEqualTo(300);
        }
    }

    @Test
    void whatNobodyHasSeenIsDroppedFromTheTrace() throws IOException {
        Path trace = folder.resolve("s1.ndjson");
        Files.writeString(trace, "header\nfirst\nsecond\nthird\ncut o");
        assertThat(Seen.drop(trace, 1)).isEqualTo(2);
        assertThat(trace).hasContent("header\nfirst\n");
        assertThat(Seen.drop(trace, 5)).isZero();
        assertThat(trace).hasContent("header\nfirst\n");
        assertThat(Seen.drop(trace, 0)).isEqualTo(1);
        assertThat(trace).hasContent("header\n");
    }

    @Test
    void aTraceThatDoesNotExistLosesNothing() throws IOException {
        assertThat(Seen.drop(folder.resolve("none"), 3)).isZero();
    }
}
