package dev.lockstep.checker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargePagesTest {
    @TempDir
    private Path folder;

    @Test
    void theyAreAskedForWhereTheyAreOffered() throws IOException {
        Path offered = folder.resolve("enabled");
        assertThat(LargePages.options(Files.writeString(offered, "always [madvise] never\n")))
                .containsExactly("-XX:+UseTransparentHugePages");
        assertThat(LargePages.options(Files.writeString(offered, "[always] madvise never\n")))
                .containsExactly("-XX:+UseTransparentHugePages");
        assertThat(LargePages.options(Files.writeString(offered, "always madvise [never]\n")))
                .isEmpty();
        assertThat(LargePages.options(folder.resolve("none"))).isEmpty();
    }
}
