package dev.lockstep.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.report.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small protocol is written into a folder, with all that belongs to it, and read. Then one counterpart at a time is taken away, which must be
 * noticed: by that finding and no other.
 */
class ReadingTest {
    @TempDir
    private Path folder;

    private final Map<String, String> files = new TreeMap<>();

    @BeforeEach
    void aProtocol() {
        files.put("specs/lamp/Lamp.tla", """
                ---- MODULE Lamp ----
                (* A lamp is switched on by one hand or another, <script>alert(1)</script>. *)
                EXTENDS Naturals
                CONSTANT Hand
                VARIABLES on, times
                MaySwitch == ~on
                Switch(h) ==
                    /\\ MaySwitch
                    /\\ on' = TRUE
                    /\\ times' = times + 1
                Burn == on /\\ on' = FALSE /\\ UNCHANGED times
                Init == on = FALSE /\\ times = 0
                Next == (\\E h \\in Hand : Switch(h)) \\/ Burn
                Spec == Init /\\ [][Next]_<<on, times>>
                Counted == on => times > 0
                Few == times < 3
                ====
                """);
        files.put(
                "specs/lamp/README.md",
                "# A lamp\n\n1. [Lamp.tla](Lamp.tla): all of it.\n\n[Why](../../notes/lamp.md)\n");
        files.put("specs/lamp/models/broken-always.cfg", """
                \\* module: MCLamp
                \\* expect: violation of invariant Counted; steps 2
                \\* why: It is switched on without being counted.
                SPECIFICATION Spec
                CONSTANTS
                    Hand = {"left"}
                    MaySwitch <- Always
                INVARIANT Counted
                """);
        files.put("specs/lamp/models/Lamp-few.cfg", """
                \\* module: Lamp
                \\* expect: success; distinct 5; depth 5
                SPECIFICATION Spec
                CONSTANT Hand = {"left", "right"}
                CONSTRAINT Few
                INVARIANT Counted
                """);
        files.put("specs/lamp/models/MCLamp.tla", "---- MODULE MCLamp ----\nEXTENDS Lamp\nAlways == TRUE\n====\n");
        files.put("notes/lamp.md", "# Theorem\n\nPROVE `Counted`, of which `broken-always` is the test.\n");
        files.put("code/src/main/java/lamp/Lamp.java", """
                package lamp;

                /** A lamp. */
                @Spec("Lamp")
                class Lamp {
                    @Variable
                    private boolean on;

                    @Variable("times")
                    private int count;

                    @Action("Switch")
                    void press(String h) {
                        require(maySwitch());

                        on = true;
                        count++;
                    }

                    boolean maySwitch() {
                        return !on;
                    }
                }
                """);
        files.put("code/src/test/java/lamp/Slips.java", """
                package lamp;

                enum Slips {
                    /** {@code broken-always} */
                    SWITCHES_TWICE {
                        Lamp lamp() {
                            return new Lamp() {
                                @Override
                                boolean maySwitch() {
                                    return true;
                                }
                            };
                        }
                    }
                }
                """);
        files.put("specs/unlinked.txt", "# why\naction Lamp.Burn: the lamp does it by itself\n");
    }

    private Site read() throws IOException, InvalidInputException, InterruptedException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return Site.read(new Site.Sources(
                folder.resolve("specs"),
                List.of(folder.resolve("code/src/main/java")),
                List.of(folder.resolve("code/src/test/java")),
                folder.resolve("notes")));
    }

    private void change(String file, String text, String by) {
        assertThat(files.get(file)).contains(text);
        files.put(file, files.get(file).replace(text, by));
    }

    private void assertFound(Finding.Kind kind, String subject, String file, int line) throws Exception {
        assertThat(read().findings()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(kind);
            assertThat(found.subject()).isEqualTo(subject);
            assertThat(found.file()).hasFileName(file);
            assertThat(found.line()).isEqualTo(line);
        });
    }

    @Test
    void whatHasAllItsCounterpartsIsWrittenWithoutABrokenLink() throws Exception {
        Site site = read();
        Site.Written written = site.write(folder.resolve("site"), Duration.ZERO);

        assertThat(site.findings()).isEmpty();
        assertThat(written).isEqualTo(new Site.Written(2, 1, 0, 1));
        SiteLinks links = SiteLinks.of(folder.resolve("site"));
        assertThat(links.wrong()).isEmpty();
        assertThat(links.links()).isGreaterThan(20);
        String page = Files.readString(folder.resolve("site/lamp.html"));
        assertThat(page)
                .contains("<strong>Switch</strong> is <a href=\"#lamp.Lamp.press\">Lamp.press</a>")
                .contains("SWITCHES_TWICE", "No method: the lamp does it by itself")
                .contains("Argued in ")
                .contains("<a href=\"step-lamp-Lamp-few.html\">walk through its 6 states</a>")
                .doesNotContain("<script>alert");
    }

    @Test
    void aBrowserShowsThePagesAndAxeFindsNothingWrong() throws Exception {
        read().write(folder.resolve("site"), Duration.ZERO);
        try (Browser browser = Browser.start()) {
            for (int width : List.of(1280, 400)) {
                for (String page : List.of("index.html", "lamp.html", "step-lamp-Lamp-few.html")) {
                    String address =
                            folder.resolve("site").resolve(page).toUri().toString();
                    browser.view(width, 900, width == 400);
                    browser.open(address);
                    assertThat(browser.violations()).as(page + " " + width).isEmpty();
                    assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                                    .asBoolean())
                            .as(page + " does not scroll sideways")
                            .isTrue();
                    assertThat(browser.complaints()).isEmpty();
                    assertThat(browser.requests())
                            .as("nothing but the page is asked for")
                            .containsExactly(address);
                }
            }
            browser.open(folder.resolve("site/lamp.html").toUri().toString());
            assertThat(browser.text("body")).contains("<script>alert(1)</script>");
            browser.click(".walks a");
            browser.until("document.documentElement?.dataset.ready");
            assertThat(browser.text("#choices button.take")).isEqualTo("1  Switch(left)");
            browser.click("header a");
            browser.until(
                    "location.hash === '#model-Lamp-few' && document.querySelector('h1')?.textContent === 'A lamp'");
        }
    }

    @Test
    void aLinkThatLeadsNowhereIsNoticed() throws Exception {
        read().write(folder.resolve("site"), Duration.ZERO);
        Path page = folder.resolve("site/lamp.html");
        Files.writeString(page, Files.readString(page).replace(" id=\"lamp.Lamp.press\"", ""));

        assertThat(SiteLinks.of(folder.resolve("site")).wrong())
                .isNotEmpty()
                .allMatch(wrong -> wrong.equals("lamp.html leads to #lamp.Lamp.press"));
    }

    @Test
    void aPageToWalkThroughThatIsMissingIsNoticed() throws Exception {
        read().write(folder.resolve("site"), Duration.ZERO);
        Files.delete(folder.resolve("site/step-lamp-Lamp-few.html"));

        assertThat(SiteLinks.of(folder.resolve("site")).wrong())
                .containsOnly(
                        "lamp.html leads to step-lamp-Lamp-few.html", "index.html leads to step-lamp-Lamp-few.html");
    }

    @Test
    void aModelThatCannotBeWalkedThroughSaysWhy() throws Exception {
        change("specs/lamp/Lamp.tla", "Few == times < 3", "Few == times < \"many\"");
        Site.Written written = read().write(folder.resolve("site"), Duration.ZERO);

        assertThat(written.steps()).isZero();
        assertThat(Files.readString(folder.resolve("site/lamp.html"))).contains("cannot be walked through: ");
    }

    @Test
    void anActionWithoutAMethodIsFound() throws Exception {
        change("code/src/main/java/lamp/Lamp.java", "@Action(\"Switch\")", "");
        assertFound(Finding.Kind.ACTION, "Lamp.Switch", "Lamp.tla", 7);
    }

    @Test
    void aMethodWithoutAnActionIsFound() throws Exception {
        change("code/src/main/java/lamp/Lamp.java", "    boolean maySwitch", "    @Action\n    boolean maySwitch");
        assertFound(Finding.Kind.METHOD, "Lamp.maySwitch", "Lamp.java", 21);
    }

    @Test
    void aNoteThatNamesAnInvariantThatIsNotThereIsFound() throws Exception {
        change("notes/lamp.md", "PROVE `Counted`", "PROVE `Counted` and\n`AlwaysCounted`");
        assertFound(Finding.Kind.NOTE, "lamp.md AlwaysCounted", "lamp.md", 4);
    }

    @Test
    void aNoteThatNamesAModelThatIsNotThereIsFound() throws Exception {
        change("notes/lamp.md", "`broken-always`", "`broken-never`");
        assertFound(Finding.Kind.NOTE, "lamp.md broken-never", "lamp.md", 3);
    }

    @Test
    void aBrokenModelWithoutASlipIsFound() throws Exception {
        change("code/src/test/java/lamp/Slips.java", "broken-always", "broken-sometimes");
        change("code/src/test/java/lamp/Slips.java", "boolean maySwitch", "boolean mayBurn");
        assertFound(Finding.Kind.SLIP, "lamp/broken-always", "broken-always.cfg", 1);
    }

    @Test
    void aSlipInTheSameOperatorIsEnough() throws Exception {
        change("code/src/test/java/lamp/Slips.java", "broken-always", "broken-sometimes");
        Site site = read();
        site.write(folder.resolve("site"), Duration.ZERO);
        assertThat(site.findings()).isEmpty();
        assertThat(Files.readString(folder.resolve("site/lamp.html")))
                .contains("it changes the same operator, MaySwitch");
    }

    @Test
    void aModuleInNoListIsFound() throws Exception {
        files.put("specs/lamp/Stray.tla", "---- MODULE Stray ----\n====\n");
        assertFound(Finding.Kind.MODULE, "lamp/Stray", "Stray.tla", 1);
    }

    @Test
    void anExceptionThatNothingNeedsIsFound() throws Exception {
        change("specs/unlinked.txt", "# why", "slip lamp/broken-*: there is one");
        assertFound(Finding.Kind.EXCEPTION, "slip lamp/broken-*", "unlinked.txt", 1);
    }

    @Test
    void anExceptionWithoutAReasonIsRefused() {
        change("specs/unlinked.txt", "Lamp.Burn: the lamp does it by itself", "Lamp.Burn:");
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("unlinked.txt:2")
                .hasMessageContaining("KIND SUBJECT: REASON");
    }

    @Test
    void javaThatDoesNotParseIsRefusedWithItsPlace() {
        change("code/src/main/java/lamp/Lamp.java", "on = true;", "on = ;");
        assertThatThrownBy(this::read).isInstanceOf(InvalidInputException.class).hasMessageContaining("Lamp.java:16");
    }

    @Test
    void aSpecThatDoesNotParseIsRefused() {
        change("specs/lamp/Lamp.tla", "/\\ on' = TRUE", "/\\ off' = TRUE");
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Lamp.tla")
                .hasMessageContaining("off");
    }
}
