package dev.lockstep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.protocol.RunControl;
import dev.lockstep.protocol.RunControl.Kind;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches a run in a real browser, and interferes with it; the run is a thread that counts. */
class LiveServerTest extends BrowserTest {
    private static final String HOSTILE = "<img src=x onerror=window.hacked=1>\u202E";

    private final LiveRun run = new LiveRun(
            "counting " + HOSTILE, EnumSet.complementOf(EnumSet.of(Kind.MEMBERS)), List.of("No members: " + HOSTILE));
    private LiveServer server;
    private Thread counting;

    @BeforeEach
    void start() throws Exception {
        server = LiveServer.start(run, lines -> Runs.pings(lines.size() - 1, false, HOSTILE));
        counting = new Thread(this::count, "counting");
        counting.setDaemon(true);
        counting.start();
    }

    @AfterEach
    void stop() throws Exception {
        counting.interrupt();
        counting.join();
        server.close();
    }

    private void count() {
        Set<String> down = new TreeSet<>();
        Set<String> apart = Set.of();
        run.begins(List.of("p1", "p2", HOSTILE));
        run.line("header");
        try {
            for (long events = 1; true; events++) {
                run.line("event " + events);
                for (RunControl.Order order : run.pass(new RunControl.Status(events, down, apart))) {
                    switch (order.kind()) {
                        case KILL -> down.addAll(order.nodes());
                        case RESTART -> down.removeAll(order.nodes());
                        case PARTITION -> apart = order.nodes();
                        case HEAL -> apart = Set.of();
                        case STOP -> {
                            run.over(run.lines(), "");
                            return;
                        }
                        default -> throw new IllegalStateException(order.toString());
                    }
                }
            }
        } catch (InterruptedException e) {
            return; // the test is over
        }
    }

    private static String stateOf(String node) {
        return "document.querySelector('#nodes .state[data-node=\"" + node + "\"]').textContent";
    }

    private void open() throws Exception {
        browser.open("about:blank");
        browser.open(server.address());
        browser.until(READY);
        browser.until("document.getElementById('verdict').textContent.includes('so far')");
    }

    private void isQuiet() throws Exception {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .as("the server is asked, and nobody else")
                .isNotEmpty()
                .allMatch(address -> address.startsWith(server.address()));
    }

    @Test
    void aRunIsWatchedThroughAPartitionAndBack() throws Exception {
        open();
        assertThat(browser.text("#verdict")).matches("accepted, \\d+ events, so far");
        assertThat(browser.count("#path svg polygon.head")).isNotNegative();

        browser.click("#nodes input[value=p1]");
        browser.click("#cut");
        browser.until(stateOf("p1") + " === 'up, cut off'");
        assertThat(browser.text("#progress")).contains("the network is cut");
        browser.click("#heal");
        browser.until(stateOf("p1") + " === 'up'");

        browser.click("#kill-p2");
        browser.until(stateOf("p2") + " === 'down'");
        browser.click("#restart-p2");
        browser.until(stateOf("p2") + " === 'up'");

        browser.click("#pause");
        browser.until("document.getElementById('progress').textContent.includes('paused')");
        assertThat(browser.text("#pause")).isEqualTo("Go on");
        browser.click("#stop");
        browser.until("document.getElementById('progress').textContent.includes('the run is over')");
        browser.until("/^accepted, \\d+ events$/.test(document.getElementById('verdict').textContent)");
        assertThat(browser.count("#members")).as("it cannot change its members").isZero();
        assertThat(browser.text("#limits")).as("and says why").startsWith("No members: <img");
        isQuiet();
    }

    @Test
    void hostileNamesAreShownAndDoNothing() throws Exception {
        open();

        assertThat(browser.text("#nodes")).contains("onerror=");
        assertThat(browser.count("img")).isZero();
        assertThat(browser.evaluate("window.hacked === undefined").asBoolean()).isTrue();
        assertThat(browser.evaluate("document.body.innerText.includes('\\u202E')")
                        .asBoolean())
                .isFalse();
        isQuiet();
    }

    @Test
    void axeFindsNothingWrongInLightAndDarkWideAndNarrow() throws Exception {
        inEachView(view -> {
            open();
            assertThat(browser.violations()).as(view).isEmpty();
            fitsTheWindow(view);
        });
    }

    private int status(String requestLine, String... headers) throws IOException {
        URI address = URI.create(server.address());
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            String request = requestLine + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return Integer.parseInt(answer.substring(9));
        }
    }

    @Test
    void onlyThePageItselfIsServed() throws Exception {
        URI address = URI.create(server.address());
        String host = "Host: 127.0.0.1:" + address.getPort();
        String origin = "Origin: http://127.0.0.1:" + address.getPort();
        String page = address.getPath();

        assertThat(address.getHost()).isEqualTo("127.0.0.1");
        assertThat(status("GET " + page, host)).isEqualTo(200);
        assertThat(status("GET /", host)).isEqualTo(403);
        assertThat(status("GET " + page.replaceAll(".", "x").replaceFirst("x", "/"), host))
                .isEqualTo(403);
        assertThat(status("GET " + page, "Host: evil.example:" + address.getPort()))
                .as("a name that was bound to loopback later")
                .isEqualTo(403);
        assertThat(status("GET " + page, host, "Origin: http://evil.example")).isEqualTo(403);
        assertThat(status("GET " + page, host, "Sec-Fetch-Site: cross-site")).isEqualTo(403);
        assertThat(status("POST " + page + "order", host, "Content-Type: application/json"))
                .as("without an origin")
                .isEqualTo(403);
        assertThat(status("POST " + page + "order", host, origin, "Content-Type: text/plain"))
                .isEqualTo(415);
        assertThat(status("POST " + page + "order", host, origin, "Content-Type: application/json"))
                .as("no order")
                .isEqualTo(400);
        assertThat(status("GET " + page + "other", host)).isEqualTo(404);
    }
}
