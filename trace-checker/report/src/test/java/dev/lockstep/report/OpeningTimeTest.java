package dev.lockstep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long a page takes from being asked for until an event is shown, and prints it. The system property {@code page} names the
 * page; else it is one of 50,000 events.
 */
@Tag("full")
class OpeningTimeTest {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void thePageSaysWhenItIsReady() throws Exception {
        String named = System.getProperty("page", "");
        Path page = named.isEmpty()
                ? Files.writeString(
                        folder.resolve("page.html"),
                        ReportPage.of(Runs.pings(50_000, true, "t"), Sources.NONE)
                                .toString())
                : Path.of(named);
        try (Browser browser = Browser.start()) {
            for (int i = 0; i < 5; i++) {
                browser.open("about:blank");
                browser.open(page.toUri().toString());
                browser.until("document.documentElement.dataset.ready");
                int ready = browser.evaluate("Number(document.documentElement.dataset.ready)")
                        .asInt();
                System.out.println(page.getFileName() + ": ready after " + ready + " ms");
                assertThat(ready).isPositive();
            }
        }
    }
}
