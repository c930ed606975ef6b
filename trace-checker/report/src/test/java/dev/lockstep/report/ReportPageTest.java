package dev.lockstep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.Value;
import dev.lockstep.report.ReportedRun.Kind;
import dev.lockstep.report.ReportedRun.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Opens reports in a real browser. */
class ReportPageTest extends BrowserTest {
    private static final String HOSTILE =
            "</script><img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>\u202Et\0xt";

    private String open(ReportedRun run, String hash) throws Exception {
        return open(ReportPage.of(run, Sources.NONE), hash);
    }

    private static int selected() throws Exception {
        assertThat(browser.count("#events [aria-current]")).isEqualTo(1);
        return Integer.parseInt(browser.text("#events [aria-current] .number"));
    }

    @Test
    void theVerdictAndTheLinkedEventAreShown() throws Exception {
        String address = open(Runs.pings(30, true, "t.ndjson"), "#e7");

        assertThat(browser.text("#verdict")).isEqualTo("rejected at event 30");
        assertThat(selected()).isEqualTo(7);
        assertThat(browser.text("#event h3")).isEqualTo("7  Ping");
        assertThat(browser.text("#event .states")).contains("sent[\"p1\"]", "3", "4", "+ [type |-> \"ping\"");
        assertThat(browser.count("#static"))
                .as("the table without scripts is exchanged")
                .isZero();
        assertThat(browser.count("#events svg .lane")).isEqualTo(2);
        assertThat(browser.count("#events svg polygon.head")).isEqualTo(15);
        isQuiet(address);
    }

    @Test
    void withoutALinkWhatIsWrongIsShown() throws Exception {
        open(Runs.pings(30, true, "t.ndjson"), "");

        assertThat(selected()).isEqualTo(30);
        assertThat(browser.count("#events svg circle.wrong")).isEqualTo(1);
    }

    @Test
    void whatIsFalseIsMarkedInTheSpecAndInTheCodeOfTheEventThatIsWrong() throws Exception {
        List<Step> steps = List.of(
                new Step(1, Runs.event(1, "p1", "Ping", Map.of()), Kind.LOGGED, "", Map.of(), Map.of(), 1),
                new Step(2, Runs.event(2, "p1", "Ping", Map.of()), Kind.WRONG, "", null, Map.of(), 1));
        Excerpt action = new Excerpt("specs/Pings.tla", 7, List.of("Ping(p) ==", "    /\\ MaySend(p)"));
        Excerpt elsewhere = new Excerpt("specs/Pings.tla", 3, List.of("MaySend(p) ==", "    IsAwake(p)"));
        Excerpt method = new Excerpt(
                "src/Ping.java",
                1,
                List.of("void ping() {", "    require(maySend());", "    require(isAwake());", "}"));
        ReportedRun run = Runs.run(steps, "t", List.of(new Place("Pings.tla", 8, 5), new Place("Pings.tla", 4, 5)));
        Sources sources = new Sources(
                Map.of("Ping", action), Map.of("Ping.java:1", method, "Ping.java:2", method), List.of(elsewhere));
        open(ReportPage.of(run, sources), "#e2");

        assertThat(browser.evaluate("[...document.querySelectorAll('#event .false')].map(e => e.textContent).join('|')")
                        .asString())
                .isEqualTo("   8      /\\ MaySend(p)  ← false|   4      IsAwake(p)  ← false"
                        + "|   2      require(maySend());  ← false|   3      require(isAwake());  ← false");
        browser.press("k");
        assertThat(browser.count("#event .false"))
                .as("the event before is right")
                .isZero();
        assertThat(browser.text("#event .meant")).contains("void ping() {");
    }

    @Test
    void keysMoveAndSearch() throws Exception {
        String address = open(Runs.pings(300, true, "t.ndjson"), "#e7");

        browser.press("j");
        assertThat(selected()).isEqualTo(8);
        browser.press("ArrowDown");
        browser.press("ArrowDown");
        browser.press("k");
        assertThat(selected()).isEqualTo(9);
        browser.press("End");
        assertThat(selected()).isEqualTo(300);
        browser.press("Home");
        assertThat(selected()).isEqualTo(1);
        browser.press("/");
        browser.type("p1 p2 42");
        assertThat(browser.text("#matches")).isEqualTo("1 of 300 events");
        browser.press("Enter");
        browser.until("document.querySelector('#events [aria-current] .number').textContent === '84'");
        browser.press("Escape");
        browser.press("w");
        assertThat(selected()).isEqualTo(300);
        isQuiet(address);
    }

    @Test
    void hostileTextIsShownAndDoesNothing() throws Exception {
        Event event =
                Runs.event(1, "p1", "Ping", Map.of("m", Runs.text(HOSTILE))).from(HOSTILE);
        Step step = new Step(
                1, event.by(Runs.text(HOSTILE)), Kind.LOGGED, HOSTILE, Map.of("sent", Runs.text(HOSTILE)), Map.of(), 2);
        ReportedRun run = Runs.run(List.of(step), HOSTILE);
        ReportedRun hostile = new ReportedRun(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                run.tone(),
                List.of(HOSTILE),
                Map.of(HOSTILE, HOSTILE),
                List.of(HOSTILE),
                run.steps(),
                Map.of(HOSTILE, Map.of(HOSTILE, (Value) Runs.text(HOSTILE), "sent", Runs.text(HOSTILE))),
                run.messages(),
                run.local(),
                -1,
                Map.of(),
                run.wrongCells(),
                List.of(),
                Map.of(HOSTILE, 1L));
        String address = open(hostile, "");

        assertThat(browser.evaluate("window.hacked === undefined").asBoolean()).isTrue();
        assertThat(browser.count("img")).isZero();
        assertThat(browser.text("#verdict")).isEqualTo(seen(HOSTILE));
        assertThat(browser.evaluate("document.body.innerText.includes('\\u202E')")
                        .asBoolean())
                .as("nothing turns the direction of what follows")
                .isFalse();
        assertThat(browser.text("#event")).contains("onerror=", "\\u202Et\\u0000xt");
        assertThat(browser.text("#event h3"))
                .as("what divides texts divides no text")
                .endsWith(seen(RunDiagram.label(run.steps().get(0))));
        isQuiet(address);
    }

    @Test
    void aScriptThatThePageWasNotMadeWithDoesNotRun() throws Exception {
        Path page = folder.resolve("altered.html");
        String html = ReportPage.of(Runs.pings(3, false, "t"), Sources.NONE).toString();
        Files.writeString(page, html.replace("</main>", "<script>window.hacked=1</script></main>"));
        browser.open(page.toUri().toString());
        browser.until(READY);

        assertThat(browser.evaluate("window.hacked === undefined").asBoolean()).isTrue();
        assertThat(browser.complaints()).singleElement().asString().contains("Content Security Policy");
    }

    @Test
    void withoutScriptsTheVerdictAndABoundedTableAreThere() throws Exception {
        browser.disableScripts(true);
        try {
            Path page = Files.writeString(
                    folder.resolve("plain.html"),
                    ReportPage.of(Runs.pings(1000, true, "t"), Sources.NONE).toString());
            browser.open(page.toUri().toString());
            assertThat(browser.text("#verdict")).isEqualTo("rejected at event 1000");
            assertThat(browser.count("#static tbody tr")).isEqualTo(ReportPage.MOST_ROWS);
            assertThat(browser.text("#static")).contains("The last 200 of 1000 events");
            assertThat(browser.count("#static .space-time .label")).isEqualTo(ReportPage.MOST_ROWS);
            assertThat(browser.evaluate("document.getElementById('viewer').checkVisibility()")
                            .asBoolean())
                    .isFalse();
        } finally {
            browser.disableScripts(false);
        }
    }

    @Test
    void ofFiftyThousandEventsOnlyThoseInSightAreInThePage() throws Exception {
        String address = open(Runs.pings(50_000, true, "t"), "#e25000");

        assertThat(selected()).isEqualTo(25_000);
        assertThat(browser.count("#events a.row")).isBetween(10, 100);
        assertThat(browser.count("*")).isLessThan(1000);
        browser.press("End");
        assertThat(selected()).isEqualTo(50_000);
        assertThat(browser.count("#events a.row")).isBetween(10, 100);
        isQuiet(address);
    }

    @Test
    void axeFindsNothingWrongInLightAndDarkWideAndNarrow() throws Exception {
        inEachView(view -> {
            open(Runs.pings(30, true, "t.ndjson"), "#e7");
            assertThat(browser.violations()).as(view).isEmpty();
            fitsTheWindow(view);
        });
        browser.evaluate("document.querySelector('#verdict').style.color = '#ddd'");
        assertThat(browser.violations())
                .as("the canary")
                .singleElement()
                .asString()
                .startsWith("color-contrast");
    }

    /** Returns a text as a page shows it. */
    private static String seen(String text) {
        return text.replace("\u202E", "\\u202E").replace("\0", "\\u0000");
    }
}
