package dev.lockstep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drives Chromium by its DevTools protocol. The system property {@code chromium} says where it is (default: /usr/bin/chromium). Where it is
 * missing tests are skipped, and fail if CI is set.
 */
public final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path CHROMIUM = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
    private static final long SECONDS = 120;
    private static final long BETWEEN = 10_000_000;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> incoming = new LinkedBlockingQueue<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private String session = "";
    private int last;

    private Browser(Process process, String address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Listening())
                .join();
    }

    private final class Listening implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                incoming.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    /** Starts a browser without a page; skips the test where there is none. */
    public static Browser start() throws Exception {
        boolean isThere = Files.isExecutable(CHROMIUM);
        assumeTrue(isThere || System.getenv("CI") != null, "there is no " + CHROMIUM + ": no page was opened");
        assertThat(isThere).as(CHROMIUM + " is there").isTrue();
        Path profile = Files.createTempDirectory(Files.createDirectories(Path.of("target", "browser")), "profile");
        Process process = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1280,900",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile.toAbsolutePath(),
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                Thread drain = new Thread(() -> output.lines().forEach(rest -> {}), "chromium-output");
                drain.setUncaughtExceptionHandler((thread, e) -> {}); // the browser was stopped while it wrote
                drain.setDaemon(true);
                drain.start();
                Browser browser = new Browser(process, line.substring("DevTools listening on ".length()));
                browser.attach();
                return browser;
            }
        }
        throw new IOException(CHROMIUM + " ended before it could be asked");
    }

    private void attach() throws Exception {
        JsonNode target = call("Target.createTarget", Map.of("url", "about:blank"));
        JsonNode attached = call(
                "Target.attachToTarget",
                Map.of("targetId", target.get("targetId").asString(), "flatten", true));
        session = attached.get("sessionId").asString();
        for (String domain : List.of("Runtime", "Log", "Network", "Page")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Asks the browser, and returns its answer. What it says meanwhile is remembered. */
    public JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", ++last);
        message.put("method", method);
        message.put("params", parameters);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(JSON.writeValueAsString(message), true).join();
        while (true) {
            JsonNode next = next(method);
            if (next.path("id").asInt(-1) == last) {
                assertThat(next.has("error")).as(method + ": " + next).isFalse();
                return next.get("result");
            }
            note(next);
        }
    }

    private JsonNode next(String awaited) throws InterruptedException {
        JsonNode next = incoming.poll(SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("the browser's answer to " + awaited).isNotNull();
        return next;
    }

    private void note(JsonNode event) {
        JsonNode parameters = event.path("params");
        switch (event.path("method").asString("")) {
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled" -> complaints.add(parameters.toString());
            case "Log.entryAdded" -> complaints.add(parameters.toString());
            case "Page.javascriptDialogOpening" -> complaints.add("dialog: " + parameters);
            case "Network.requestWillBeSent" ->
                requests.add(parameters.path("request").path("url").asString(""));
            default -> {}
        }
    }

    /** Opens a page and waits until it is loaded. */
    public void open(String address) throws Exception {
        requests.clear();
        complaints.clear();
        call("Page.navigate", Map.of("url", address));
        until("document.readyState === 'complete'");
    }

    /** Sets how a page is seen. */
    public void view(int width, int height, boolean isDark) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    /** Lets the page run no scripts, or lets it again; those of the test are run all the same. */
    public void disableScripts(boolean isDisabled) throws Exception {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", isDisabled));
    }

    /** Evaluates an expression in the page, waiting for it if it is a promise. */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        assertThat(result.has("exceptionDetails"))
                .as(expression + ": " + result)
                .isFalse();
        return result.get("result").path("value");
    }

    public String text(String selector) throws Exception {
        return evaluate("document.querySelector(" + JSON.writeValueAsString(selector) + ").textContent")
                .asString();
    }

    public int count(String selector) throws Exception {
        return evaluate("document.querySelectorAll(" + JSON.writeValueAsString(selector) + ").length")
                .asInt();
    }

    /** Waits until an expression is true: for as long as it takes, up to two minutes. */
    public void until(String expression) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!evaluate("!!(" + expression + ")").asBoolean()) {
            assertThat(System.nanoTime()).as("it becomes true: " + expression).isLessThan(end);
            LockSupport.parkNanos(BETWEEN);
        }
    }

    public void press(String key) throws Exception {
        String text = key.length() == 1 ? key : "";
        Map<String, Object> down = new LinkedHashMap<>(Map.of("type", "keyDown", "key", key));
        if (!text.isEmpty()) {
            down.put("text", text);
        }
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    public void type(String text) throws Exception {
        call("Input.insertText", Map.of("text", text));
    }

    public void click(String selector) throws Exception {
        evaluate("document.querySelector(" + JSON.writeValueAsString(selector) + ").click()");
    }

    /** Returns what the page has logged, and what went wrong in it. */
    public List<String> complaints() throws Exception {
        evaluate("0"); // what was said before the answer is known then
        return complaints;
    }

    /** Returns the addresses that were asked for since the page was opened. */
    public List<String> requests() throws Exception {
        evaluate("0"); // what was said before the answer is known then
        return requests;
    }

    /**
     * Returns what axe finds wrong for people who cannot see the page as it is, or have no mouse.
     */
    public List<String> violations() throws Exception {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            call("Runtime.evaluate", Map.of("expression", new String(axe.readAllBytes(), StandardCharsets.UTF_8)));
        }
        JsonNode found = evaluate(
                "axe.run(document, {resultTypes: ['violations']}).then(result => result.violations.map("
                        + "v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 200) + ' ' + n.failureSummary).join(' | ')))");
        List<String> violations = new ArrayList<>();
        found.forEach(each -> violations.add(each.asString()));
        return violations;
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
