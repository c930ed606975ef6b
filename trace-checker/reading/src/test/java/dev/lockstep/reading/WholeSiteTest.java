package dev.lockstep.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All protocols of the project have their counterparts, and the pages of all of them no broken link. */
class WholeSiteTest {
    private static final Path HOME = Path.of("../..");

    @TempDir
    private Path folder;

    @Test
    void everythingHasItsCounterpartOrIsDeclaredToHaveNone() throws Exception {
        Site site = Site.read(new Site.Sources(
                HOME.resolve("specs"),
                List.of(HOME.resolve("impl/src/main/java")),
                List.of(HOME.resolve("impl/src/test/java")),
                HOME.resolve("proofs-notes")));

        assertThat(site.findings()).isEmpty();
        Site.Written written = site.write(folder, Duration.ZERO);
        assertThat(written.pages()).isGreaterThan(8);
        assertThat(written.steps())
                .as("a model of each page is walked through, but of the clocks, all of whose models have a view")
                .isEqualTo(written.pages() - 2);
        SiteLinks links = SiteLinks.of(folder);
        assertThat(links.wrong()).isEmpty();
        assertThat(links.links()).isGreaterThan(10_000);
    }
}
