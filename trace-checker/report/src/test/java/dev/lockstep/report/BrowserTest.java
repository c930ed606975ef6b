package dev.lockstep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.pages.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Has a real browser, in which its tests open pages. */
abstract class BrowserTest {
    static final String READY = "document.documentElement.dataset.ready";

    static Browser browser;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** Looks at a page. */
    @FunctionalInterface
    interface Look {
        void at(String view) throws Exception;
    }

    @BeforeAll
    static void startBrowser() throws Exception {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    /** Writes a page into a file, and waits until its scripts have run. */
    String open(Page page, String hash) throws Exception {
        Path file = Files.writeString(folder.resolve("page.html"), page.toString());
        String address = file.toUri() + hash;
        browser.open("about:blank");
        browser.open(address);
        browser.until(READY);
        return address;
    }

    static void isQuiet(String address) throws Exception {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .as("nothing but the page is asked for")
                .containsExactly(address.replaceAll("#.*", ""));
    }

    /** Looks at a page in light and dark, wide and narrow. */
    static void inEachView(Look look) throws Exception {
        for (boolean isDark : List.of(false, true)) {
            for (int width : List.of(1280, 400)) {
                browser.view(width, 900, isDark);
                look.at(width + (isDark ? " dark" : " light"));
            }
        }
        browser.view(1280, 900, false);
    }

    static void fitsTheWindow(String view) throws Exception {
        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .as("the page does not scroll sideways: " + view)
                .isTrue();
    }
}
